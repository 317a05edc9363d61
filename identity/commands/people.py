"""Opening accounts of people who sign in."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from identity.models import User
from identity.principals import OPERATOR, REGISTRAR, Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotPermitted, Refusal


class EmailTaken(Refusal):
    """Somebody signs in with this e-mail already."""

    code = "email-taken"
    title = "Somebody signs in with this e-mail already"


def create_user(
    *,
    actor: Principal,
    email: str,
    name: str,
    password: str | None,
    at: datetime,
    language: str = "",
    idempotency_key: str,
) -> User:
    """Open the account of a person, whose e-mail counts as verified; without a password they set one by e-mail.

    Only the bank, an operator or some institution's registrar may; refuses a malformed or taken e-mail.
    """
    _require_right_to_invite(actor)
    address = checked_email(email)
    asked = {"act": "create-user", "email": address, "name": name}
    with once(actor.id, idempotency_key, asked) as slot:
        if slot.replayed:
            return User.objects.get(id=slot.answer["id"])
        user = _open(address, name, password, language)
        act = Act(
            kind=ACT, narration="user-created", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            subject_id=user.id,
        )  # fmt: skip
        record([act], writer=Writer(actor.id, actor.kind))
        slot.answer = {"id": str(user.id)}
        return user


def checked_email(email: str) -> str:
    """Return an e-mail folded to lower case; refuses what is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidInput(f"{email!r} is not an e-mail address.", field="email") from None
    return address


def _open(address: str, name: str, password: str | None, language: str) -> User:
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, password, name=name.strip(), language=language)
            EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    except IntegrityError as error:
        raise EmailTaken(f"{address} signs in already. Grant that person a role instead.", field="email") from error
    return user


def _require_right_to_invite(actor: Principal) -> None:
    if actor.kind != "system" and not actor.has(OPERATOR) and not actor.institutions(REGISTRAR):
        raise NotPermitted("Only an operator or a registrar opens accounts for others.")
