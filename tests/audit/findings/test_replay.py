"""Replay: the same arithmetic as a deposit, under another rule set, and not a row is written."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import InternalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from audit.queries.replay import ReplayRequest, last_year, replay_for
from audit.queries.streaming import read_only
from audit.replay import Sum, replay
from audit.rules.shapes import Period
from credentials.commands.awards import RevocationItem, revoke_awards
from ledger.ncrf import CCFUP, NCRF_NOTIONAL, SHIPPED, UGC_SKILL_NHEQF, LearningHours, RuleSet, credits_for
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.api.asking import a_regulators_system
from tests.audit.findings.hands import late
from tests.cast import NOON, Cast, a_key, sign_in
from tests.cast_catalogue import a_new_award, an_approved_version, deposit
from tests.redemptions.hands import award

PERIOD = Period(date(2024, 7, 1), date(2025, 6, 30))
PLACES = [uuid4(), uuid4()]
API = "/api/v1/audit/replay/?rule_set=CCFUP&version=2022.1&since=2024-07-01&until=2025-06-30"
some_hours = st.decimals(min_value=1, max_value=400, places=2)
hours_of = st.builds(LearningHours, theory=some_hours, practical=some_hours)


@st.composite
def sums(draw: st.DrawFn) -> Sum:
    learning, rules = draw(hours_of), draw(st.sampled_from(SHIPPED))
    credits = credits_for(learning, rules, assessed=True).credits
    place, level, count = draw(st.sampled_from(PLACES)), draw(st.sampled_from(["4.5", "5.0"])), draw(st.integers(1, 99))
    return Sum(place, uuid4(), "T", "C", Decimal(level), learning, rules.label, credits, count)


@given(st.lists(sums(), max_size=30), st.sampled_from(SHIPPED))
def test_lines_add_up_to_every_award_and_movers_are_the_largest(given_sums: list[Sum], rules: RuleSet) -> None:
    result = replay(given_sums, rules)
    expected = [credits_for(one.hours, rules, assessed=True).credits * one.award_count for one in given_sums]
    moves = sorted((abs(now - one.credits * one.award_count) for one, now in zip(given_sums, expected, strict=True)))
    assert result.award_count == sum(one.award_count for one in given_sums)
    assert result.credits_replayed == sum(expected)
    assert result.difference == result.credits_replayed - sum(one.credits * one.award_count for one in given_sums)
    assert [abs(mover.difference) for mover in result.movers] == [move for move in moves[::-1] if move][:10]


@given(st.lists(sums(), max_size=10))
def test_under_its_own_rule_set_nothing_moves(given_sums: list[Sum]) -> None:
    own = [one for one in given_sums if one.rule_set == CCFUP.label]
    assert replay(own, CCFUP).difference == 0 and replay(own, CCFUP).movers == []


def test_hours_that_make_no_credit_make_none() -> None:
    tiny = Sum(PLACES[0], uuid4(), "T", "C", Decimal(5), LearningHours.of(theory="0.10"), "X 1", Decimal("0.01"), 4)
    assert replay([tiny], NCRF_NOTIONAL).credits_replayed == 0


pytest_db = pytest.mark.django_db


def ask(cast: Cast, rules: RuleSet = UGC_SKILL_NHEQF, **given: object) -> object:
    wanted = {"rule_set": rules.id, "version": rules.version, "period": PERIOD, **given}
    return replay_for(cast.regulator, ReplayRequest(**wanted))  # type: ignore[arg-type]


@pytest_db
def test_awards_of_the_period_are_run_again(cast: Cast) -> None:
    for who in (cast.ananya_account, cast.rohan_account):
        version = an_approved_version(cast.awarding.id, code=f"G-{who.holding_id.hex[:6]}")
        deposit(cast.approver, cast.awarding.id, a_new_award(who.holding_id, version))
    late(cast, earned_on=date(2024, 6, 30))  # of the year before
    result = ask(cast)
    (line,) = result.lines
    # 30 h theory / 15 + 60 h practical / 30 = 4 credits, where NCRF-NOTIONAL gives 3.
    assert (line.institution_id, line.award_count) == (cast.awarding.id, 2)
    assert (line.credits_then, line.credits_replayed, result.changed_count) == (Decimal(6), Decimal(8), 2)
    assert result.movers[0].worked.explanation.sentence().startswith("30 h theory / 15 + 60 h practical / 30 = 4.00")


@pytest_db
def test_what_was_revoked_is_not_run_again(cast: Cast) -> None:
    gone, _kept = late(cast, 2, earned_on=date(2025, 5, 1))
    items = [RevocationItem(gone, "issued-in-error", "Entered for the wrong cohort.")]
    revoke_awards(actor=cast.registrar, institution_id=cast.awarding.id, items=items, at=NOON, idempotency_key=a_key())
    assert ask(cast).award_count == 1


@pytest_db
def test_the_same_sum_is_worked_out_once(cast: Cast) -> None:
    late(cast, 5, earned_on=date(2025, 5, 1))
    result = ask(cast)
    assert [mover.seen.award_count for mover in result.movers] == [5]


@pytest_db
def test_only_a_regulator_and_only_sensible_questions(cast: Cast) -> None:
    for who in (cast.registrar, cast.operator, cast.ananya):
        with pytest.raises(NotPermitted):
            replay_for(who, ReplayRequest("CCFUP", "2022.1", PERIOD))
    with pytest.raises(NotFound):
        ask(cast, version="9999.9")
    with pytest.raises(NotFound):
        ask(cast, institution_id=uuid4())
    for period in (Period(PERIOD.last, PERIOD.first), Period(date(1900, 1, 1), date(2025, 1, 1))):
        with pytest.raises(InvalidInput):
            ask(cast, period=period)


def rows_of_the_bank() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.split("_")[0] in OURS]
        return {name: _count(cursor, name) for name in tables}


OURS = {"ledger", "credentials", "redemptions", "batches", "audit", "learners", "institutions"}


def _count(cursor: object, name: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{name}"')  # type: ignore[attr-defined]
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]


@pytest_db
def test_nothing_is_written(client: Client, cast: Cast) -> None:
    late(cast, 3, earned_on=date(2025, 5, 1))
    before = rows_of_the_bank()
    sign_in(client, cast.regulator)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(API).status_code == 200
        assert (
            client.get(API.replace("/api/v1/audit/", "/regulator/findings/").replace("&version=", "%20")).status_code
            == 200
        )
    told = [query["sql"].lstrip().upper() for query in captured.captured_queries]
    written = [sql for sql in told if sql.startswith(("INSERT", "UPDATE", "DELETE", "COPY", "WITH"))]
    assert not [sql for sql in written if "IDENTITY_LOGGEDREQUEST" not in sql]
    assert rows_of_the_bank() == before and len(before) > 30


@pytest_db
def test_the_database_refuses_to_write_meanwhile_and_no_longer(cast: Cast) -> None:
    with pytest.raises(InternalError, match="read-only"), read_only():
        award(cast, cast.ananya_account)
    assert award(cast, cast.ananya_account)


@pytest_db
def test_the_page_shows_lines_movers_and_sums(client: Client, cast: Cast) -> None:
    late(cast, 2, earned_on=date(2025, 5, 1))
    path = "/regulator/findings/replay/?rule_set=UGC-SKILL-NHEQF+2024.1&since=2024-07-01&until=2025-06-30"
    shown = sign_in(client, cast.regulator).get(path).content.decode()
    assert cast.awarding.name in shown and "30 h theory / 15" in shown and "+2.00" in shown
    assert "No awards in this period" in client.get(path.replace("2024-07-01", "2025-06-30")).content.decode()
    assert client.get(path.replace("2024-07-01", "2025-07-01")).status_code == 200
    assert "Earned from" in client.get("/regulator/findings/replay/").content.decode()


@pytest_db
def test_rest_gives_the_same(cast: Cast) -> None:
    late(cast, 2, earned_on=date(2025, 5, 1))
    body = a_regulators_system().get(API).json()
    assert (body["award_count"], body["credits_then"], body["credits_replayed"]) == (2, "6.00", "8.00")
    assert body["lines"][0]["difference"] == "2.00" and body["movers"][0]["sentence"].endswith("CCFUP 2022.1")
    for wrong in ("version=1.1", "version=x"):
        assert a_regulators_system().get(API.replace("version=2022.1", wrong)).status_code == 404
    assert a_regulators_system().get("/api/v1/audit/replay/").status_code == 422


@pytest.mark.parametrize(("today", "first"), [(date(2026, 6, 30), 2024), (date(2026, 7, 1), 2025)])
def test_the_last_year_is_the_academic_year_that_has_ended(today: date, first: int) -> None:
    assert last_year(today) == Period(date(first, 7, 1), date(first + 1, 6, 30))
