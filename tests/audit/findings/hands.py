"""Small hands for tests of findings: run the rules, and make what each of them looks for."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from audit.commands.decide import decide_finding, explain_finding
from audit.commands.find import Run, find
from audit.models import Finding
from identity.principals import SYSTEM, Principal
from ledger.commands.fold import fold_totals
from tests.cast import NOON, TODAY, Cast, a_key, an_unclaimed_learner
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

WORDS = "The office looked into it; the minutes of the board are attached."
EARNED = date(2025, 5, 1)


def run(day: date = TODAY, *, actor: Principal = SYSTEM, at: datetime = NOON, key: str = "") -> Run:
    while fold_totals():
        pass
    return find(actor=actor, day=day, at=at, idempotency_key=key or a_key())


def found(rule: str) -> Finding:
    """Return the one finding of a rule."""
    return Finding.objects.get(rule=rule)


def rules_found() -> set[str]:
    return set(Finding.objects.values_list("rule", flat=True))


def state_of(finding: Finding) -> str:
    return finding.steps.order_by("-number")[0].state


def late(cast: Cast, count: int = 1, *, code: str = "OLD-101", earned_on: date = date(2024, 6, 1)) -> list[UUID]:
    """Deposit awards a year after they were earned, in June 2025."""
    version = an_approved_version(cast.awarding.id, code=code)
    awards = [
        a_new_award(an_unclaimed_learner(cast.awarding).holding_id, version, earned_on=earned_on, grade=f"{i % 9}")
        for i in range(count)
    ]
    return [one.award_id for one in deposit(cast.approver, cast.awarding.id, *awards)]


def a_finding(cast: Cast) -> Finding:
    """Return an open finding about the awarding institution: one award that came a year late."""
    late(cast)
    run()
    return found("late-deposit")


def explain(cast: Cast, finding: Finding, *, actor: Principal | None = None, **given: Any) -> Any:
    return explain_finding(
        **{
            "actor": actor or cast.registrar, "finding_id": finding.id, "words": WORDS, "at": NOON,
            "idempotency_key": a_key(), **given,
        }
    )  # fmt: skip


def decide(cast: Cast, finding: Finding, decision: str, *, actor: Principal | None = None, **given: Any) -> Any:
    return decide_finding(
        **{
            "actor": actor or cast.regulator, "finding_id": finding.id, "decision": decision, "words": WORDS,
            "at": NOON, "idempotency_key": a_key(), **given,
        }
    )  # fmt: skip
