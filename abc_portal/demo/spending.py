"""Credits on their way to programmes: requests that wait, are approved, refused or reversed, and a whole file."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from abc_portal.demo.files import redemption_file
from abc_portal.demo.people import Person
from abc_portal.demo.sources import ProgrammeFacts
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.uploads import approve, hand_in
from abc_portal.demo.world import REDEEMING
from credentials.queries.awards import awards_of
from identity.principals import REGISTRAR
from redemptions.commands import DecisionInput, decide_redemptions, request_redemption, reverse_redemption

DEGREE, BULK, DIPLOMA = "VCU-BSC-DS", "SSU-BCOM", "KIT-PGD-AI"
NOT_ENROLLED = "You are not on the roll of this programme. Apply for admission first, then ask again."
OTHER_CURRICULUM = "These courses are not part of the curriculum of this degree. The board of studies looked at them."
MISTAKEN = "The request was approved for another learner of the same name; the credits go back."
FEW = 2
"""How many awards a request names; the rest stays for the next one."""


def plan_spending(stage: Stage, agenda: Agenda) -> None:
    """Plan every redemption of this world."""
    _plan_ananya(stage, agenda)
    _plan_applicants(stage, agenda)
    file_at = stage.world.days.after_term(2, 40, 11)
    agenda.add(file_at, _redeem_file, stage)


def _plan_ananya(stage: Stage, agenda: Agenda) -> None:
    days, ananya = stage.world.days, stage.world.ananya
    approved = ("VCU-DA101", "VCU-STA201", "NLC-PY101")
    agenda.add(days.after_term(0, 35), _approved, stage, ananya, DEGREE, approved)
    agenda.add(days.after_term(1, 40), _refused, stage, ananya, DIPLOMA, ("NLC-ML201",), NOT_ENROLLED)
    waiting = ("VCU-GI220", "VCU-PP210", "KIT-PY110")
    agenda.add(days.ago(2, 18), _ask, stage, ananya, DEGREE, waiting)


def _plan_applicants(stage: Stage, agenda: Agenda) -> None:
    """Plan one request of each: reversed, overdue, refused, a few approved, and all others waiting."""
    days = stage.world.days
    first, second, third, *others = stage.world.applicants
    settled = stage.world.share(0.1)
    agenda.add(days.after_term(1, 40, 12), _reversed, stage, first)
    agenda.add(days.ago(20, 12), _ask, stage, second, DEGREE, None)
    agenda.add(days.after_term(1, 41), _refused, stage, third, DEGREE, None, OTHER_CURRICULUM)
    for number, person in enumerate(others):
        if number < settled:
            agenda.add(days.after_term(1, 42 + number), _approved, stage, person, DEGREE, None)
        else:
            agenda.add(days.ago(13 - number % 12, 14, number), _ask, stage, person, DEGREE, None)
    for person in stage.world.wanderers:
        for programme in [one for one in stage.world.sources.programmes if one.institution == person.home]:
            agenda.add(days.after_term(1, 48), _single, stage, person, programme)


def _single(stage: Stage, person: Person, programme: ProgrammeFacts, at: datetime) -> None:
    if _fitting(stage, person, programme):
        _approved(stage, person, programme.code, None, at)


def _fitting(stage: Stage, person: Person, programme: ProgrammeFacts) -> list[UUID]:
    """Return the awards that a learner can spend on a programme by level, soonest expiry first."""
    views = awards_of(stage.account(person).holding_id)
    fit = [
        view
        for view in views
        if view.state(stage.world.days.today) == "valid" and programme.level_min <= view.level <= programme.level_max
    ]
    return [view.award_id for view in sorted(fit, key=lambda view: (view.expires_on, view.version.title))]


def _ask(stage: Stage, person: Person, programme: str, codes: Sequence[str] | None, at: datetime) -> UUID | None:
    """Ask for the awards of these offerings, or for a few that fit; None when there is nothing to ask for."""
    facts = next(one for one in stage.world.sources.programmes if one.code == programme)
    wanted = _named(stage, person, codes) if codes else _fitting(stage, person, facts)[:FEW]
    if not wanted:
        return None
    row = request_redemption(
        actor=stage.learner(person), programme_id=stage.programmes[programme], award_ids=wanted, at=at,
        idempotency_key=stage.key("request"),
    )  # fmt: skip
    return row.id


def _named(stage: Stage, person: Person, codes: Sequence[str]) -> list[UUID]:
    views = awards_of(stage.account(person).holding_id)
    return [view.award_id for view in views if view.award.offering.code in codes]


def _decide(
    stage: Stage, request: UUID | None, programme: str, at: datetime, *, reason_code: str = "", reason: str = ""
) -> None:
    """Let the registrar of the programme's institution answer: yes without a reason, no with one."""
    if request is None:
        return
    facts = next(one for one in stage.world.sources.programmes if one.code == programme)
    decision = DecisionInput(request, approved=not reason_code, reason_code=reason_code, reason=reason)
    decide_redemptions(
        actor=stage.staff(facts.institution, REGISTRAR),
        decisions=[decision],
        at=at,
        idempotency_key=stage.key("decide"),
    )


def _approved(stage: Stage, person: Person, programme: str, codes: Sequence[str] | None, at: datetime) -> UUID | None:
    request = _ask(stage, person, programme, codes, at)
    _decide(stage, request, programme, stage.world.days.soon(at, days=5))
    return request


def _refused(
    stage: Stage, person: Person, programme: str, codes: Sequence[str] | None, reason: str, at: datetime
) -> None:
    request = _ask(stage, person, programme, codes, at)
    code = "not-enrolled" if reason is NOT_ENROLLED else "not-in-curriculum"
    _decide(stage, request, programme, stage.world.days.soon(at, days=9), reason_code=code, reason=reason)


def _reversed(stage: Stage, person: Person, at: datetime) -> None:
    request = _approved(stage, person, DEGREE, None, at)
    if request is not None:
        institution = stage.world.people[0].home
        reverse_redemption(
            actor=stage.staff(institution, REGISTRAR), redemption_id=request, reason=MISTAKEN,
            at=stage.world.days.soon(at, days=20), idempotency_key=stage.key("reverse"),
        )  # fmt: skip


def _redeem_file(stage: Stage, at: datetime) -> None:
    """Redeem for thirty learners by one file, under their consents."""
    people = stage.world.redeemers[: stage.world.share(0.6)]
    content = redemption_file(people, BULK)
    batch_id = hand_in(stage, REDEEMING, "redemptions", "bcom-credit-transfer.csv", content, at)
    approve(stage, REDEEMING, batch_id, stage.world.days.soon(at, days=1))
