"""Running the rules: every one finds what was made for it, nothing twice, and nothing where all is well."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Finding, FindingStep
from audit.queries.facts import FACTS
from audit.rules.register import CODES
from ledger.queries.entries import entry_of
from ledger.refusals import NotPermitted
from tests.audit.findings.hands import WORDS, decide, explain, found, late, rules_found, run, state_of
from tests.cast import NOON, Cast, a_key, an_unclaimed_learner
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

pytestmark = pytest.mark.django_db


def test_ordinary_awards_give_no_finding(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    deposit(cast.approver, cast.awarding.id, a_new_award(cast.ananya_account.holding_id, version))
    assert (run().found_count, rules_found()) == (0, set())


def test_a_late_deposit_is_found_with_its_figures_and_limit(cast: Cast) -> None:
    late(cast, 3)
    assert run().found_count == 1
    row = found("late-deposit")
    assert row.figures == {"late_count": "3", "award_count": "3", "most_days": "365", "credits": "9.00"}
    assert row.limits == {"days": "180"} and row.rule_version == "2024.1"
    assert (row.institution_id, row.first_on, row.last_on) == (cast.awarding.id, date(2025, 6, 1), date(2025, 6, 30))
    assert state_of(row) == "open" and entry_of(row.entry_id).narration == "rules-run"
    assert len(row.evidence_ids) == 3 and entry_of(row.evidence_ids[0]).kind == "deposit"


def test_running_again_finds_nothing_twice(cast: Cast) -> None:
    late(cast)
    assert [run().found_count, run().found_count] == [1, 0]
    assert (Finding.objects.count(), FindingStep.objects.count()) == (1, 1)


def test_the_same_key_runs_once(cast: Cast) -> None:
    late(cast)
    key = a_key()
    assert run(key=key) == run(key=key)


def test_larger_figures_are_told_and_open_what_was_explained_again(cast: Cast) -> None:
    late(cast)
    run()
    row = found("late-deposit")
    late(cast, code="OLD-102")
    assert run().grown_count == 1 and state_of(row) == "open"
    explain(cast, row)
    late(cast, code="OLD-103")
    assert run().grown_count == 1 and state_of(row) == "open"
    kinds = list(row.steps.order_by("number").values_list("kind", "measure"))
    assert [(kind, int(measure)) for kind, measure in kinds] == [
        ("found", 1), ("grew", 2), ("explained", 2), ("reopened", 3),
    ]  # fmt: skip
    assert run().grown_count == 0


def test_an_escalated_finding_stays_escalated_when_it_grows(cast: Cast) -> None:
    late(cast)
    run()
    row = found("late-deposit")
    decide(cast, row, "escalated")
    late(cast, code="OLD-102")
    assert run().grown_count == 1 and state_of(row) == "escalated"


def test_only_the_bank_and_a_regulator_run_the_rules(cast: Cast) -> None:
    assert run(actor=cast.regulator).found_count == 0
    for who in (cast.registrar, cast.operator, cast.ananya):
        with pytest.raises(NotPermitted):
            run(actor=who)


@pytest.mark.parametrize("table", ["audit_finding", "audit_findingstep"])
@pytest.mark.parametrize("act", ["UPDATE {} SET measure = 0", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nothing_found_can_be_changed_or_deleted(cast: Cast, table: str, act: str) -> None:
    late(cast)
    run()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no row waits for its check, so a TRUNCATE could go ahead
        cursor.execute(act.format(table))


def test_every_rule_has_facts_and_runs(cast: Cast) -> None:
    assert set(FACTS) == set(CODES)
    assert run(day=NOON.date() + timedelta(days=400)).found_count == 0


def test_words_are_kept_as_said(cast: Cast) -> None:
    late(cast)
    run()
    explain(cast, found("late-deposit"))
    assert FindingStep.objects.get(kind="explained").words == WORDS


def test_identical_grades_of_a_cohort_are_found(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    awards = [a_new_award(an_unclaimed_learner(cast.awarding).holding_id, version, grade="O") for _ in range(12)]
    deposit(cast.approver, cast.awarding.id, *awards[:11])
    assert run().found_count == 0
    deposit(cast.approver, cast.awarding.id, awards[11])
    run()
    row = found("identical-grades")
    assert row.figures["grade"] == "O" and (row.figures["same_count"], row.figures["share"]) == ("12", "1.0000")
    assert row.subject_id == version.version_id
