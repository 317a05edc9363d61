"""Checking and revoking many rows needs as many statements as a few; telling of many revocations too."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from batches.commands.judges import judge_of
from batches.commands.outcomes import Order
from batches.commands.writers import writer_of
from batches.models import Batch
from batches.reading.kinds import reader_for
from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.references import reference_of
from tests.batches.hands import AT
from tests.batches.revocation_hands import NUMBER, WHY, an_award, by_name, naming
from tests.cast import ANANYA, Cast, a_key, sign_in

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 12


def some_rows(cast: Cast, count: int) -> list[dict[str, str]]:
    """Return rows that name fresh awards in all four ways, so many of each; every row has a reason of its own."""
    awards = [[(code, an_award(cast, code=code)) for code in codes(way, count)] for way in range(4)]
    rows = [naming(award) for _, award in awards[0]] + [naming(reference_of(award)) for _, award in awards[1]]
    rows += [by_name(course_code=code, registration_number=NUMBER) for code, _ in awards[2]]
    rows += [by_name(course_code=code, registration_number="", abc_id=ANANYA.abc_id) for code, _ in awards[3]]
    return [row | {"reason": f"{WHY} {number}"} for number, row in enumerate(rows)]


def codes(way: int, count: int) -> list[str]:
    return [f"W{way}-{count}-{number}" for number in range(count)]


def statements(cast: Cast, count: int) -> tuple[int, int]:
    """Return how many statements the check and the writing of a slice of rows need."""
    rows = some_rows(cast, count)
    header = list(naming("", **by_name(abc_id="")))
    reader = reader_for("revocations", header, today=AT.date())
    parsed = [reader.parse_row(n, [row.get(name, "") for name in header]) for n, row in enumerate(rows, 2)]
    batch = Batch(kind="revocations", institution_id=cast.awarding.id)
    with CaptureQueriesContext(connection) as checking:
        judged = judge_of(batch).judge(parsed, at=AT)
    assert [one.codes for one in judged] == [[]] * 4 * count
    order = Order(cast.approver, cast.awarding.id, batch.id, AT, a_key())
    with CaptureQueriesContext(connection) as writing:
        made = writer_of(batch).write([one.row for one in judged], order)
    assert {one.status for one in made} == {"revoked"}
    return len(checking), len(writing)


def test_many_rows_need_no_more_statements_than_few(cast: Cast) -> None:
    few, many = statements(cast, FEW), statements(cast, MANY)
    assert few == many
    assert many[0] <= 6 and many[1] <= 20, many


@pytest.mark.parametrize("path", ["/learner/", "/passbook/"])
def test_telling_of_many_revocations_needs_no_more_statements_than_of_few(
    client: Client, cast: Cast, path: str
) -> None:
    sign_in(client, cast.ananya)
    counted = []
    for count in (FEW, MANY):
        items = [RevocationItem(an_award(cast), "other", WHY) for _ in range(count)]
        revoke_awards(
            actor=cast.registrar, institution_id=cast.awarding.id, items=items, at=timezone.now(),
            idempotency_key=a_key(),
        )  # fmt: skip
        client.get(path)  # the first request fills what processes keep for good
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 20, counted
