"""Institutions as a regulator watches them: volumes, rejects, ageing, standing."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.queries.institutions import Watched, in_order, watched_institution, watched_institutions
from identity.models import Membership
from institutions.commands import suspend_institution
from ledger.commands.fold import fold_totals
from ledger.refusals import NotFound
from tests.batches.hands import AT, a_catalogue, a_csv, a_nad_row, approve, checked
from tests.cast import Cast, a_key, an_institution, sign_in
from tests.doors.addresses import UNKNOWN_ID
from tests.redemptions.hands import ask, award

pytestmark = pytest.mark.django_db
LIST = "/regulator/institutions/"


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """One file deposited with two rows rejected, one that waits, one request that is late."""
    a_catalogue(cast.awarding.id)
    rows = [a_nad_row(1), a_nad_row(2, ABC_ACCOUNT_ID=""), a_nad_row(3, ABC_ACCOUNT_ID="", SUB1="NO-SUCH")]
    approve(cast, checked(cast, a_csv("awards-nad", *rows)))
    checked(cast, a_csv("awards-nad", a_nad_row(4)))
    award(cast, cast.ananya_account)
    ask(cast)
    fold_totals()
    return cast


def watched(cast: Cast, **asked: Any) -> dict[Any, Watched]:
    return {row.id: row for row in watched_institutions(cast.regulator, now=timezone.now(), **asked)}


def test_volumes_rejects_and_what_waits_are_told(busy: Cast) -> None:
    row = watched(busy)[busy.awarding.id]
    assert (row.total.lot_count, row.total.deposited) == (2, Decimal("5.00"))
    assert (row.row_count, row.rejected_count) == (4, 2)
    assert (row.files.count, row.files.since) == (1, AT)
    assert row.last_act_at is not None and row.waiting_since == AT
    asked = watched(busy)[busy.accepting.id]
    assert (asked.requests.count, asked.requests.late_count, asked.files.count) == (1, 0, 0)


def test_a_request_past_its_day_is_overdue(busy: Cast) -> None:
    later = timezone.now() + timedelta(days=busy.programme.decision_days + 1)
    found = watched_institution(busy.regulator, busy.accepting.id, now=later).watched
    assert (found.requests.late_count, found.requests.days(later)) == (1, busy.programme.decision_days + 1)


def test_one_institution_tells_its_months_and_commonest_problems(busy: Cast) -> None:
    found = watched_institution(busy.regulator, busy.awarding.id, now=timezone.now())
    assert dict(found.codes)["abc-id-missing"] == 2
    assert sum(month.awards for month in found.months) == 2
    days = [month.first_day for month in found.months]
    assert all((later - day).days <= 31 for day, later in pairwise(days))
    with pytest.raises(NotFound):
        watched_institution(busy.regulator, busy.programme.id, now=timezone.now())


def test_a_column_puts_the_most_of_it_first(busy: Cast) -> None:
    rows = list(watched(busy).values())
    for column in ("awards", "deposited", "rejected", "waiting"):
        assert in_order(rows, column)[0].id == busy.awarding.id, column
    assert [row.standing.institution.name for row in in_order(rows, "strange")] == sorted(
        row.standing.institution.name for row in rows
    )


def test_the_list_is_searched_sorted_and_paged(client: Client, busy: Cast) -> None:
    for _ in range(60):
        an_institution(name="College of Many")
    sign_in(client, busy.regulator)
    first = client.get(LIST, {"q": "many", "sort": "awards"}).context
    assert (first["total"], len(first["rows"])) == (60, 50)
    second = client.get(LIST + first["next_url"]).context
    assert len(second["rows"]) == 10 and not second["next_url"]
    assert not {row.id for row in first["rows"]} & {row.id for row in second["rows"]}
    assert [row.id for row in client.get(LIST + second["previous_url"]).context["rows"]] == [
        r.id for r in first["rows"]
    ]


def test_a_regulator_reads_the_reason_and_only_an_operator_is_given_the_acts(client: Client, busy: Cast) -> None:
    said = {"reason": "Grades were sold; an inquiry is open.", "at": AT, "idempotency_key": a_key()}
    suspend_institution(actor=busy.operator, institution_id=busy.awarding.id, **said)
    page = sign_in(client, busy.regulator).get(f"{LIST}{busy.awarding.id}/").content.decode()
    assert "Grades were sold" in page and "/lifting/" not in page
    give_operator_role_too(busy)
    assert "/lifting/" in client.get(f"{LIST}{busy.awarding.id}/").content.decode()


def give_operator_role_too(cast: Cast) -> None:
    Membership.objects.create(user_id=cast.regulator.id, role="operator", since=AT)


def test_an_unknown_institution_is_not_found(client: Client, busy: Cast) -> None:
    assert sign_in(client, busy.regulator).get(f"{LIST}{UNKNOWN_ID}/").status_code == 404
