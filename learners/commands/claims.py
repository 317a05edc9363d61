"""Claiming an account that an institution opened: by the ABC id and the birthday together."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import Principal
from learners.commands.accounts import give_to_user, refuse_keeping, refuse_second_account
from learners.commands.checks import read_abc_id, read_birthday
from learners.commands.guessing import note_wrong_try, refuse_guessing
from learners.keys import abc_digest
from learners.models import RosterLink
from learners.people import KnownLearner
from learners.queries.records import OpenedRecord, known_learner, records_by_digest
from learners.sealing import open_roster
from ledger.commands.once import once
from ledger.refusals import NotPermitted, Refusal

NOT_MATCHED, NO = "not-matched", "no"


class ClaimNotMatched(Refusal):
    """Said in the same words whether the id is unknown, the birthday differs or the account is somebody's."""

    code = "claim-not-matched"
    title = gettext_noop("No account waiting to be claimed fits this id and birthday")
    status = 422


def claim_account(
    *, actor: Principal, abc_id: str, birthday: date | None, keep_credits: bool, at: datetime, idempotency_key: str
) -> KnownLearner | None:
    """Make an unclaimed account the signed-in user's, if id and birthday fit the record or an institution's roster.

    Asks first whether the bank may keep the credits: a no is entered, nothing is claimed, returns None. What does
    not fit is refused in the same words whatever the cause, and counted: after five wrong tries within an hour, by
    this user or on this id, every try is refused.
    """
    if actor.kind != "user":
        raise NotPermitted(_("Only a person can claim an account, for themselves."))
    if not keep_credits:
        _refuse(actor, at=at, key=idempotency_key)
        return None
    digits, day = read_abc_id(abc_id), read_birthday(birthday, at=at)
    digest = abc_digest(digits)
    with once(actor.id, idempotency_key, {"claim": [digits, day]}) as slot:
        if not slot.replayed:
            refuse_guessing(actor, digest, at=at)
            refuse_second_account(actor)
            found = _waiting(digest, day)
            if found is None:
                note_wrong_try(actor, digest, at=at)
            else:
                give_to_user(found, actor=actor, at=at, key=idempotency_key, digest=slot.digest)
            slot.answer = str(found.learner_id) if found else NOT_MATCHED
        answer = slot.answer
    if answer == NOT_MATCHED:
        # Raised after the commit, so that the wrong try stays counted.
        raise ClaimNotMatched(
            _("No account waiting to be claimed fits this id and birthday. Check both."), field="abc_id"
        )
    return known_learner(UUID(answer))


def _refuse(actor: Principal, *, at: datetime, key: str) -> None:
    """Enter the no, and nothing else of what was written."""
    with once(actor.id, key, {"claim": NO}) as slot:
        if not slot.replayed:
            refuse_keeping(actor, at=at, key=key, digest=slot.digest)
            slot.answer = NO


def _waiting(digest: bytes, birthday: date) -> KnownLearner | None:
    """Return the unclaimed account with this id, if its record or a roster has the birthday."""
    record = records_by_digest([digest]).get(digest)
    if record is None or record.known.claimed or birthday not in _birthdays(record):
        return None
    return record.known


def _birthdays(record: OpenedRecord) -> set[date | None]:
    """Return the birthdays that institutions have given: a typing error of one is mended by the next roster."""
    if record.cipher is None:
        return set()
    links = RosterLink.objects.filter(learner_id=record.known.learner_id).values_list("sealed", flat=True)
    rosters = [open_roster(record.cipher, bytes(sealed), record.known.learner_id) for sealed in links]
    return {record.known.person.birthday, *(row.person.birthday for row in rosters)}
