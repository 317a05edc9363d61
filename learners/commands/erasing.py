"""Erasing a learner's personal record by destroying its key; the book stays as it is, and stays valid."""

import os
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from identity.principals import Principal
from learners.commands.entries import act, enter
from learners.models import ConsentAnswer, Erasure, Learner, LearnerKey, Look, PersonalRecord, RosterLink
from learners.queries.records import known_learner
from ledger.commands.once import derived_key, once
from ledger.refusals import NotFound

_DIGEST_LENGTH = 32


def erase_personal_record(*, actor: Principal, at: datetime, idempotency_key: str) -> Erasure:
    """Erase the actor's own personal record for good: key, sealed fields, roster links, looks, and the id's digest.

    Only the learner may. The holding and its credits stay in the book, where nobody can be found by them; they
    can't be redeemed any more. The consent to keep them is withdrawn. The ABC id may open a new, empty account.
    """
    with once(actor.id, idempotency_key, {"erase": actor.id}) as slot:
        if slot.replayed:
            return Erasure.objects.get(learner_id=slot.answer["id"])
        if actor.learner_id is None:
            raise NotFound(_("You have no learner's account."))
        known = known_learner(actor.learner_id)
        answer = ConsentAnswer(
            learner_id=known.learner_id, purpose=ConsentAnswer.Purpose.KEEP_CREDITS,
            answer=ConsentAnswer.Answer.WITHDRAWN, answered_at=at,
        )  # fmt: skip
        withdrawn = act(
            "consent-withdrawn", at=at, key=derived_key(idempotency_key, "consent"), digest=slot.digest,
            holding_id=known.holding_id, subject_id=answer.id,
        )  # fmt: skip
        erased = act(
            "personal-record-erased", at=at, key=idempotency_key, digest=slot.digest, holding_id=known.holding_id,
            subject_id=known.learner_id,
        )  # fmt: skip
        answer.entry_id, entry = enter(actor, withdrawn, erased)
        answer.save(force_insert=True)
        _destroy(known.learner_id)
        slot.answer = {"id": str(known.learner_id)}
        return Erasure.objects.create(learner_id=known.learner_id, erased_at=at, entry_id=entry)


def _destroy(learner_id: UUID) -> None:
    for kept in (LearnerKey, PersonalRecord, RosterLink, Look):
        kept._default_manager.filter(learner_id=learner_id).delete()
    # A digest of nothing: the id that was here can't be told from the row any more, and is free for a new account.
    Learner.objects.filter(id=learner_id).update(
        abc_id_digest=os.urandom(_DIGEST_LENGTH), user_id=None, claimed_at=None
    )
