"""Grievances: a learner raises one about an award or a request, the institution answers before a deadline."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_lazy

from credentials.queries.credential import credential_for, is_own
from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.defaults import GRIEVANCE_DAYS
from learners.models import Learner
from learners.queries.letters import sealed_letter
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import Slot, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound, Refusal
from redemptions.commands.requests import learner_of
from redemptions.models import Grievance, GrievanceAnswer
from redemptions.queries.requests import request_of_learner

SHORTEST, LONGEST = 10, 2000


class GrievanceOpen(Refusal):
    """The learner's last grievance about the same thing waits for its answer."""

    code = "grievance-open"
    title = gettext_lazy("Your grievance about this waits for its answer already; read it under Grievances")


class GrievanceAnswered(Refusal):
    """A grievance is answered once."""

    code = "grievance-answered"
    title = gettext_lazy("This grievance has been answered already")


class Matter(NamedTuple):
    """What a grievance is about, and whose it is to answer."""

    institution_id: UUID
    title: str


def raise_grievance(
    *, actor: Principal, about: str, about_id: UUID, words: str, at: datetime, idempotency_key: str
) -> Grievance:
    """Raise a grievance about an own award or request; it goes to the institution that awarded or decides.

    Only the learner may. The answer is due `GRIEVANCE_DAYS` later (UGC regulations: the institution first, with a
    deadline). Refuses a second one about the same thing while the first waits; after its answer another may follow.
    """
    _check_words(words)
    with once(actor.id, idempotency_key, {"grievance": about, "id": about_id, "words": words}) as slot:
        learner = learner_of(actor)
        if slot.replayed:
            return Grievance.objects.get(id=slot.answer["id"])
        matter = _matter(actor, learner, about, about_id, at)
        letter, due = sealed_letter(learner.id, words.strip()), at + timedelta(days=GRIEVANCE_DAYS)
        row = Grievance(
            learner=learner, institution_id=matter.institution_id, about=about, about_id=about_id,
            title=matter.title[:200], number=_next_number(learner, about_id), sealed=letter, raised_at=at,
            answer_by=due,
        )  # fmt: skip
        row.entry_id = _enter("grievance-raised", row, actor, at, idempotency_key, slot)
        _save_in_turn(row)
    return row


def answer_grievance(
    *, actor: Principal, grievance_id: UUID, words: str, at: datetime, idempotency_key: str
) -> GrievanceAnswer:
    """Answer a grievance in words that the learner will read; that ends it.

    An approver or registrar of the institution may, also while it is suspended: learners are owed an answer. Nobody
    answers a grievance of their own.
    """
    _check_words(words)
    with once(actor.id, idempotency_key, {"answer": grievance_id, "words": words}) as slot:
        row = Grievance.objects.select_for_update(of=("self",)).filter(id=grievance_id).first()
        if row is None or row.institution_id not in actor.institutions():
            raise NotFound(gettext("There is no such grievance at your institution."))
        actor.require(APPROVER, REGISTRAR, institution_id=row.institution_id)
        if slot.replayed:
            return GrievanceAnswer.objects.get(grievance=row)
        if row.learner_id == actor.learner_id:
            raise NotFound(gettext("Nobody answers a grievance of their own; ask a colleague."))
        if GrievanceAnswer.objects.filter(grievance=row).exists():
            raise GrievanceAnswered
        entry_id = _enter("grievance-answered", row, actor, at, idempotency_key, slot)
        return GrievanceAnswer.objects.create(
            grievance=row, words=words.strip(), answered_by_id=actor.id, answered_by_name=actor.name, answered_at=at,
            entry_id=entry_id,
        )  # fmt: skip


def _check_words(words: str) -> None:
    if not SHORTEST <= len(words.strip()) <= LONGEST:
        told = gettext("Say it in %(shortest)s to %(longest)s characters.")
        raise InvalidInput(told % {"shortest": SHORTEST, "longest": LONGEST}, field="words")


def _matter(actor: Principal, learner: Learner, about: str, about_id: UUID, at: datetime) -> Matter:
    """Return whom the grievance goes to; refuses what is not the learner's own."""
    if about == Grievance.About.AWARD:
        view = credential_for(actor, about_id)
        if not is_own(actor, view):
            raise NotFound(gettext("There is no such award."))
        return Matter(view.institution.id, view.version.title)
    if about == Grievance.About.REDEMPTION:
        request = request_of_learner(learner.id, about_id, at=at)
        return Matter(request.programme.institution_id, request.programme.title)
    known = ", ".join(Grievance.About.values)
    raise InvalidInput(gettext("The grievance is about %(seen)s; expected one of %(known)s.")
                       % {"seen": repr(about[:20]), "known": known}, field="about")  # fmt: skip


def _next_number(learner: Learner, about_id: UUID) -> int:
    """Return which grievance of the learner about this it will be; refuses while the last one waits."""
    last = Grievance.objects.filter(learner=learner, about_id=about_id).order_by("-number").first()
    if last is None:
        return 1
    if not GrievanceAnswer.objects.filter(grievance=last).exists():
        raise GrievanceOpen
    return last.number + 1


def _save_in_turn(row: Grievance) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise GrievanceOpen from error


def _enter(narration: str, row: Grievance, actor: Principal, at: datetime, key: str, slot: Slot) -> UUID:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=slot.digest,
        institution_id=row.institution_id, subject_id=row.id,
    )  # fmt: skip
    (entry_id,) = record([act], writer=Writer(actor.id, actor.kind))
    slot.answer = {"id": row.id}
    return entry_id
