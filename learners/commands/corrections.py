"""A learner mends the own record, and every roster is matched against it again."""

from dataclasses import asdict, replace
from datetime import datetime

from django.utils.translation import gettext as _

from identity.principals import Principal
from learners.commands.checks import read_gender, read_name
from learners.commands.entries import act, enter
from learners.matching import match_of
from learners.models import PersonalRecord, RosterLink
from learners.people import KnownLearner, Person
from learners.queries.records import OpenedRecord, known_learner, opened_record
from learners.queries.roster import roster_of_learner
from learners.sealing import seal_person
from ledger.commands.once import once
from ledger.refusals import NotFound


def correct_record(
    *, actor: Principal, name: str, name_hi: str, gender: str, at: datetime, idempotency_key: str
) -> KnownLearner:
    """Change the learner's own names and gender; ABC id and birthday stay, since accounts are found by them.

    Only the learner may. Every institution's roster link is matched again.
    """
    if actor.learner_id is None:
        raise NotFound(_("You have no learner's account."))
    record = opened_record(actor.learner_id)
    person = replace(
        record.known.person,
        name=read_name(name, field="name"),
        name_hi=read_name(name_hi, field="name_hi", required=False),
        gender=read_gender(gender),
    )
    with once(actor.id, idempotency_key, {"correct": asdict(person)}) as slot:
        if not slot.replayed:
            _write(record, person, at)
            entered = act(
                "record-corrected", at=at, key=idempotency_key, digest=slot.digest,
                holding_id=record.known.holding_id, subject_id=record.known.learner_id,
            )  # fmt: skip
            enter(actor, entered)
            slot.answer = {}
    return known_learner(actor.learner_id)


def _write(record: OpenedRecord, person: Person, at: datetime) -> None:
    if record.cipher is None:
        raise NotFound(_("This personal record was erased."))
    learner_id = record.known.learner_id
    sealed = seal_person(record.cipher, person, learner_id)
    PersonalRecord.objects.filter(learner_id=learner_id).update(sealed=sealed, changed_at=at)
    for line in roster_of_learner(learner_id):
        match = match_of(person, line.roster.person)
        if match != line.match:
            RosterLink.objects.filter(id=line.link_id).update(match=match)
