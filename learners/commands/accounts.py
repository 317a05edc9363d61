"""Opening an account by the learner, with the consent asked first."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import Principal
from learners.commands.checks import read_person
from learners.commands.entries import act, enter
from learners.commands.guessing import note_wrong_try, refuse_guessing
from learners.commands.opening import open_accounts
from learners.keys import abc_digest
from learners.models import ConsentAnswer, Learner
from learners.people import KnownLearner, Person
from learners.queries.records import known_learner, learner_of_user
from ledger.commands.once import derived_key, once
from ledger.refusals import NotPermitted, Refusal

TAKEN = "taken"


class AccountAlreadyYours(Refusal):
    """A user has one learner's account."""

    code = "account-already-yours"
    title = gettext_noop("You have an account already")


class AbcIdHasAccount(Refusal):
    """An ABC id has one account, whoever opened it."""

    code = "abc-id-has-account"
    title = gettext_noop("There is an account with this ABC id already")


def open_account(
    *, actor: Principal, person: Person, keep_credits: bool, at: datetime, idempotency_key: str
) -> KnownLearner | None:
    """Open an account for the signed-in user, who answers first whether the bank may keep their credits.

    A no is a real no: its entry is written, no account is opened and nothing personal is stored; returns None.
    Refuses a second account of one user and an ABC id that has an account: it is claimed instead. Such a try counts
    as a wrong one; five an hour are let through.
    """
    if actor.kind != "user":
        raise NotPermitted(_("Only a person can open an account, for themselves."))
    read = read_person(person, at=at) if keep_credits else None
    with once(actor.id, idempotency_key, {"open": asdict(read) if read else None}) as slot:
        if not slot.replayed:
            slot.answer = {"id": _open(actor, read, at=at, key=idempotency_key, digest=slot.digest)}
        answer = slot.answer["id"]
    if answer == TAKEN:
        # Raised after the commit, so that the try stays counted: else anybody could ask which ids have accounts.
        raise AbcIdHasAccount(
            _("An account with this ABC id is open already. If the id is yours, claim it with your birthday."),
            field="abc_id",
        )
    return known_learner(UUID(answer)) if answer else None


def _open(actor: Principal, read: Person | None, *, at: datetime, key: str, digest: bytes) -> str | None:
    if read is None:
        refuse_keeping(actor, at=at, key=key, digest=digest)
        return None
    name = abc_digest(read.abc_id)
    refuse_guessing(actor, name, at=at)
    refuse_second_account(actor)
    opened = open_accounts({name: read}, actor=actor, at=at, institution_id=None)
    if not opened:
        note_wrong_try(actor, name, at=at)
        return TAKEN
    give_to_user(opened[name].known, actor=actor, at=at, key=key, digest=digest)
    return str(opened[name].known.learner_id)


def refuse_second_account(actor: Principal) -> None:
    """Refuse a user who has an account; the caller has taken the user's turn."""
    if learner_of_user(actor.id) is not None:
        raise AccountAlreadyYours(_("This sign-in has a learner's account already."))


def refuse_keeping(actor: Principal, *, at: datetime, key: str, digest: bytes) -> None:
    """Enter that somebody did not want the bank to keep their credits."""
    enter(actor, act("consent-refused", at=at, key=key, digest=digest, subject_id=actor.id))


def give_to_user(known: KnownLearner, *, actor: Principal, at: datetime, key: str, digest: bytes) -> None:
    """Make an unclaimed account the user's and write the consent to keep the credits, each with its entry."""
    Learner.objects.filter(id=known.learner_id, user=None).update(user_id=actor.id, claimed_at=at)
    row = ConsentAnswer(
        learner_id=known.learner_id, purpose=ConsentAnswer.Purpose.KEEP_CREDITS, answer=ConsentAnswer.Answer.GIVEN,
        answered_at=at,
    )  # fmt: skip
    claimed = act(
        "account-claimed", at=at, key=key, digest=digest, holding_id=known.holding_id, subject_id=known.learner_id
    )
    given = act(
        "consent-given", at=at, key=derived_key(key, "consent"), digest=digest, holding_id=known.holding_id,
        subject_id=row.id,
    )  # fmt: skip
    row.entry_id = enter(actor, claimed, given)[1]
    row.save(force_insert=True)
