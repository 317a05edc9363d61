"""Answers to consents: given, refused or withdrawn, each one an entry in the book."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import Principal
from learners.commands.entries import act, enter
from learners.models import ConsentAnswer
from learners.queries.consents import is_given
from learners.queries.records import known_learner
from ledger.acts import day_of
from ledger.commands.once import once
from ledger.refusals import InvalidInput, NotFound, Refusal


class ConsentNotGiven(Refusal):
    """Only a consent that is given can be withdrawn."""

    code = "consent-not-given"
    title = gettext_noop("This consent is not given, so it can't be withdrawn")


class KeepingEndsByErasing(Refusal):
    """The bank can't keep an account without keeping its credits: whoever withdraws this erases the record."""

    code = "keeping-ends-by-erasing"
    title = gettext_noop("To stop the bank keeping your credits, erase your personal record")


def answer_consent(
    *,
    actor: Principal,
    purpose: str,
    answer: str,
    at: datetime,
    institution_id: UUID | None = None,
    until: date | None = None,
    idempotency_key: str,
) -> ConsentAnswer:
    """Give, refuse or withdraw a consent; the newest answer of a purpose (and institution) counts.

    Only the learner may, for the own account. `until` is the last day of a given consent. Refuses a day that has
    passed, an unknown purpose, answer or institution, and withdrawing what is not given. UGC ABC Regulations:
    consent is asked with a real refusal and can be withdrawn.
    """
    if actor.learner_id is None:
        raise NotFound(_("You have no learner's account."))
    learner = known_learner(actor.learner_id)
    row = ConsentAnswer(
        learner_id=learner.learner_id, purpose=purpose, answer=answer, institution_id=institution_id,
        until=until if answer == ConsentAnswer.Answer.GIVEN else None, answered_at=at,
    )  # fmt: skip
    _check(row, at)
    request = {"purpose": purpose, "answer": answer, "institution": institution_id, "until": until}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return ConsentAnswer.objects.get(id=slot.answer["id"])
        if answer == ConsentAnswer.Answer.WITHDRAWN and not is_given(learner.learner_id, purpose, institution_id):
            raise ConsentNotGiven(_("There is nothing to withdraw: this consent is not given at present."))
        entered = act(
            f"consent-{answer}", at=at, key=idempotency_key, digest=slot.digest, holding_id=learner.holding_id,
            subject_id=row.id, institution_id=institution_id,
        )  # fmt: skip
        row.entry_id = enter(actor, entered)[0]
        row.save(force_insert=True)
        slot.answer = {"id": str(row.id)}
        return row


def _check(row: ConsentAnswer, at: datetime) -> None:
    if row.purpose == ConsentAnswer.Purpose.KEEP_CREDITS:
        raise KeepingEndsByErasing()
    if row.institution_id is None:
        raise InvalidInput(_("Name the institution that this consent is for."), field="institution")
    if row.until is not None and row.until < day_of(at):
        raise InvalidInput(_("The last day has passed already."), field="until")
    try:
        row.clean_fields(exclude=["id", "learner", "entry_id", "until"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidInput(messages[0], field=field) from error
