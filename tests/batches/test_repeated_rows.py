"""Rows that were good until another one said the same: their cells are still there to be mended."""

import csv
import io

import pytest

from batches.commands.repair import repair_row, retry_rows
from batches.queries.receipts import rejects_file
from batches.queries.rows import row_of
from tests.batches.hands import AT, a_catalogue, a_csv, a_nad_row, approve, checked, counts, outcomes
from tests.cast import Cast, a_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast: Cast) -> Cast:
    a_catalogue(cast.awarding.id)
    return cast


def test_the_rejects_hold_what_was_sent(place: Cast) -> None:
    batch = checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2), a_nad_row(1)))
    with rejects_file(batch) as file:
        lines = list(csv.DictReader(io.StringIO(file.read().decode().removeprefix("\ufeff"))))
    assert [(line["REGN_NO"], line["SUB1"]) for line in lines] == [("R-1", "MC4501")] * 2
    assert row_of(batch, 4).cells, "the page of the row shows them too"


def test_one_is_mended_in_place_and_the_other_is_good_when_checked_again(place: Cast) -> None:
    batch = checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2), a_nad_row(1)))
    said = {"actor": place.issuer, "batch_id": batch.id, "at": AT}
    columns = batch.header["columns"]
    values = {"REGN_NO": "R-3", "ABC_ACCOUNT_ID": "700000000003"}
    cells = {str(columns.index(name)): value for name, value in values.items()}
    assert repair_row(row_number=4, cells=cells, idempotency_key=a_key(), **said).verdict == "ok"
    retry_rows(idempotency_key=a_key(), **said)
    assert (counts(batch).error_count, sum(counts(batch).courses.values())) == (0, 3)
    assert outcomes(approve(place, batch)) == dict.fromkeys((2, 3, 4), "deposited")


def test_what_was_mended_is_kept_when_it_says_the_same_as_another_row(place: Cast) -> None:
    batch = checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2, SUB1="NO")))
    columns = batch.header["columns"]
    values = {"REGN_NO": "R-1", "ABC_ACCOUNT_ID": "700000000001", "SUB1": "MC4501"}
    cells = {str(columns.index(name)): value for name, value in values.items()}
    repair_row(
        actor=place.issuer, batch_id=batch.id, row_number=3, cells=cells, at=AT, idempotency_key=a_key()
    )  # fmt: skip
    kept = dict(zip(columns, row_of(batch, 3).cells, strict=False))
    assert counts(batch).codes == {"row-sent-twice": 2} and kept["SUB1"] == "MC4501"
