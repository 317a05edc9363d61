"""Whose record an actor may read: the own one, or one whose learner lets the actor's institution read."""

from datetime import date

from django.utils.translation import gettext as _

from identity.principals import Principal
from learners.people import KnownLearner
from learners.queries.consents import INSTITUTION_READS, holds_consent
from learners.queries.records import learners_by_abc_id
from ledger.refusals import NotFound


def readable_learner(actor: Principal, abc_id: str, *, on: date) -> KnownLearner:
    """Return the account with this id if the actor may read it on this day; else it is not found, open or not.

    The caller writes down the look (`record_look`) in the same transaction.
    """
    known = learners_by_abc_id([abc_id]).get(abc_id)
    if known is None or not may_read(actor, known, on=on):
        raise NotFound(_("There is no account with this ABC id that you may read."))
    return known


def may_read(actor: Principal, known: KnownLearner, *, on: date) -> bool:
    """Tell whether the actor is the learner, or works for an institution that the learner lets read."""
    if actor.learner_id == known.learner_id:
        return True
    places = actor.institutions()
    return any(holds_consent([known.learner_id], INSTITUTION_READS, place, on) for place in places)
