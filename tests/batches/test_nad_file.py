"""A NAD file from hand-in to deposit."""

from pathlib import Path

import pytest

from batches.models import BatchRow
from credentials.models import Award
from learners.models import Learner
from ledger.models import Entry, Lot
from tests.batches.hands import a_catalogue, approve, checked, counts, nad_file
from tests.cast import Cast

ROWS = 3_000


@pytest.mark.django_db
def test_exactly_the_bad_rows_of_a_generated_file_are_rejected(cast: Cast, tmp_path: Path) -> None:
    a_catalogue(cast.awarding.id)
    truth = nad_file(tmp_path / "nad.csv", rows=ROWS, share_bad=0.02)
    batch = checked(cast, (tmp_path / "nad.csv").read_bytes())
    found = dict(BatchRow.objects.filter(batch=batch, verdict="error").values_list("number", "codes"))
    assert batch.stage == "ready", batch.problem
    assert found.keys() == {item["row"] for item in truth["bad"]}
    assert all(item["code"] in found[item["row"]] for item in truth["bad"])
    assert not Lot.objects.exists()

    batch = approve(cast, batch)
    progress = counts(batch)
    assert batch.stage == "done"
    assert progress.outcomes == {"deposited": ROWS - len(truth["bad"])}
    assert Award.objects.filter(batch_id=batch.id).count() == Lot.objects.count() == progress.item_count
    assert sum(Lot.objects.values_list("credits", flat=True)) == progress.done_credits == progress.credits
    assert Entry.objects.filter(kind="deposit").count() == progress.item_count
    assert Learner.objects.filter(user=None).count() == ROWS - len(truth["bad"])


@pytest.mark.django_db
def test_a_workbook_ends_as_the_same_rows_in_csv_do(cast: Cast, tmp_path: Path) -> None:
    a_catalogue(cast.awarding.id)
    facts = {"rows": 300, "share_bad": 0.05}
    truth = nad_file(tmp_path / "nad.xlsx", dialect="xlsx", **facts)
    batch = approve(cast, checked(cast, (tmp_path / "nad.xlsx").read_bytes(), filename="nad.xlsx"))
    assert counts(batch).outcomes == {"deposited": 300 - len(truth["bad"])}
    nad_file(tmp_path / "nad.csv", **facts)
    again = approve(cast, checked(cast, (tmp_path / "nad.csv").read_bytes()))
    assert counts(again).outcomes == {"unchanged": 300 - len(truth["bad"])}
    assert Lot.objects.count() == counts(batch).item_count
