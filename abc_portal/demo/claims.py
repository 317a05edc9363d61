"""Learners who come to the bank themselves: they claim their accounts, write their names in Hindi, and consent."""

from datetime import datetime
from uuid import UUID

from abc_portal.demo.logins import LEARNER, LOGINS, NEWCOMER, PASSWORDS
from abc_portal.demo.people import Person
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.world import FIRST, REDEEMING
from identity.commands.people import create_user
from identity.principals import SYSTEM
from learners.commands import answer_consent, claim_account, correct_record

REDEEMS, READS = "institution-redeems", "institution-reads"
GENDERS = {"F": "female", "M": "male"}


def plan_claims(stage: Stage, agenda: Agenda) -> None:
    """Plan the claims after the first and second term, the consents with them, and the newcomer of today."""
    world = stage.world
    agenda.add(world.days.after_term(0, 20), _join, stage, world.ananya)
    agenda.add(world.days.after_term(0, 20, 12), _consent, stage, world.ananya, READS, FIRST)
    for number, person in enumerate(world.applicants):
        at = world.days.after_term(1, 14 + number % 7, 9, number)
        agenda.add(at, _join, stage, person)
    for person in world.applicants[: world.share(0.12)]:
        agenda.add(world.days.after_term(1, 22), _consent, stage, person, REDEEMS, FIRST)
    for number, person in enumerate(world.redeemers):
        at = world.days.after_term(1, 24, 9, number)
        agenda.add(at, _join_and_allow, stage, person)
    for number, person in enumerate(world.wanderers):
        agenda.add(world.days.after_term(1, 26, 9, number), _join, stage, person)
    agenda.add(world.days.ago(1, 8), _newcomer, stage)


def _join_and_allow(stage: Stage, person: Person, at: datetime) -> None:
    _join(stage, person, at)
    _consent(stage, person, REDEEMS, REDEEMING, at)


def _join(stage: Stage, person: Person, at: datetime) -> None:
    """Open a user, claim the account, and complete the record with the name in Hindi."""
    email = LOGINS[LEARNER].email if person is stage.world.ananya else person.email
    stage.users[person.abc_id] = _user(stage, email, person.name, at)
    claim_account(
        actor=stage.learner(person), abc_id=person.abc_id, birthday=person.birthday, keep_credits=True, at=at,
        idempotency_key=stage.key("claim"),
    )  # fmt: skip
    correct_record(
        actor=stage.learner(person), name=person.name, name_hi=person.name_hi, gender=GENDERS[person.gender],
        at=at, idempotency_key=stage.key("correct"),
    )  # fmt: skip


def _newcomer(stage: Stage, at: datetime) -> None:
    _user(stage, LOGINS[NEWCOMER].email, stage.world.newcomer.name, at)


def _user(stage: Stage, email: str, name: str, at: datetime) -> UUID:
    password = PASSWORDS.get(email)
    user = create_user(
        actor=SYSTEM, email=email, name=name, password=password, at=at, idempotency_key=stage.key("user")
    )
    return user.id


def _consent(stage: Stage, person: Person, purpose: str, institution: str, at: datetime) -> None:
    answer_consent(
        actor=stage.learner(person), purpose=purpose, answer="given", institution_id=stage.institutions[institution],
        at=at, idempotency_key=stage.key("consent"),
    )  # fmt: skip
