"""What a regulator finds: grievances, a course that came late with one grade for all, and the first steps after it."""

from datetime import datetime, timedelta
from uuid import UUID

from abc_portal.demo.people import Person
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.uploads import deposit_tidy
from abc_portal.demo.world import FIRST
from audit.commands.decide import decide_finding, explain_finding
from audit.commands.find import find
from audit.queries.findings import FindingFilter, findings_of
from credentials.queries.awards import awards_of
from identity.principals import REGISTRAR, REGULATOR, SYSTEM
from ledger.acts import day_of
from redemptions.commands import answer_grievance, raise_grievance
from redemptions.queries.requests import requests_of

FORGOTTEN, COHORT, DAYS_LATE = "VCU-GI220", 14, 200
NO_ANSWER = "I was enrolled in June. My roll number stands on the fee receipt; please look again at this refusal."
WRONG_GRADE = "The mark sheet that I was given shows an A, and this award shows another grade."
LOOKED = (
    "The examination office compared both. The mark sheet was a draft; the board's list is right. We sent you a copy."
)
PRACTICAL = "The practical of this course was held twice and only the first one was counted."
LATE = "The results were kept back by a court case about the examination of that course, decided last week."
ONE_GRADE = "Fourteen learners and one grade: send the marks of each part and the minutes of the board of examiners."


def plan_inspecting(stage: Stage, agenda: Agenda) -> None:
    """Plan the grievances and the late course."""
    days = stage.world.days
    agenda.add(days.ago(6, 9), _deposit_forgotten, stage)
    agenda.add(days.ago(30, 19), _about_refusal, stage)
    agenda.add(days.ago(12, 20), _about_award, stage, stage.world.ananya, WRONG_GRADE, True)
    agenda.add(days.ago(4, 21), _about_award, stage, stage.world.applicants[0], PRACTICAL, False)


def inspect_world(stage: Stage) -> None:
    """Run the rules once the totals are folded; a registrar explains one finding, the regulator escalates one."""
    now = stage.world.days.now
    find(actor=SYSTEM, day=day_of(now), at=now, idempotency_key=stage.key("find"))
    for finding_id in _found(stage, "late-deposit"):
        explain_finding(
            actor=stage.staff(FIRST, REGISTRAR), finding_id=finding_id, words=LATE, at=now,
            idempotency_key=stage.key("explain"),
        )  # fmt: skip
    for finding_id in _found(stage, "identical-grades"):
        decide_finding(
            actor=stage.bank(REGULATOR), finding_id=finding_id, decision="escalated", words=ONE_GRADE, at=now,
            idempotency_key=stage.key("escalate"),
        )  # fmt: skip


def _found(stage: Stage, rule: str) -> list[UUID]:
    rows = findings_of(stage.institutions[FIRST], FindingFilter(rule=rule))
    return list(rows.order_by("id").values_list("id", flat=True)[:1])


def _deposit_forgotten(stage: Stage, at: datetime) -> None:
    world = stage.world
    earned_on = world.days.today - timedelta(days=DAYS_LATE)
    rows = world.studies.all_alike(world.unclaimed[:COHORT], world.sources.offering(FORGOTTEN))
    place = world.sources.institution(FIRST)
    deposit_tidy(stage, place, rows, term=f"Short course {earned_on:%B %Y}", earned_on=earned_on, at=at)


def _about_refusal(stage: Stage, at: datetime) -> None:
    """Let Ananya complain of her refusal; nobody answers."""
    learner = stage.account(stage.world.ananya)
    for request in requests_of(learner.learner_id, at=at):
        if request.state == "refused":
            raise_grievance(
                actor=stage.learner(stage.world.ananya), about="redemption", about_id=request.id, words=NO_ANSWER,
                at=at, idempotency_key=stage.key("grievance"),
            )  # fmt: skip


def _about_award(stage: Stage, person: Person, words: str, is_answered: bool, at: datetime) -> None:
    """Let a learner complain of an award of the first institution, and its registrar answer if they do."""
    views = awards_of(stage.account(person).holding_id)
    mine = [view for view in views if view.institution.id == stage.institutions[FIRST]]
    if not mine:
        return
    row = raise_grievance(
        actor=stage.learner(person), about="award", about_id=mine[0].award_id, words=words, at=at,
        idempotency_key=stage.key("grievance"),
    )  # fmt: skip
    if is_answered:
        answer_grievance(
            actor=stage.staff(FIRST, REGISTRAR), grievance_id=row.id, words=LOOKED,
            at=stage.world.days.soon(at, days=5), idempotency_key=stage.key("answer"),
        )  # fmt: skip
