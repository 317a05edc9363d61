"""Bringing somebody into a team by e-mail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from identity.commands.people import checked_email, create_user
from identity.commands.rights import require_management
from identity.commands.roles import grant_role
from identity.models import Membership, User
from identity.principals import Principal
from ledger.commands.once import derived_key
from ledger.refusals import Refusal


class EmailNotConfirmed(Refusal):
    """Anybody may sign up under an address that is somebody else's: a role goes only to who has its mailbox."""

    code = "email-not-confirmed"
    title = "Whoever signs in with this e-mail has not confirmed it"


@dataclass(frozen=True, slots=True)
class Invitation:
    """The role granted, and whether the person is new and so must be sent a link to set a password."""

    membership: Membership
    email: str
    is_new: bool


@transaction.atomic
def invite_member(
    *,
    actor: Principal,
    email: str,
    name: str,
    role: str,
    institution_id: UUID | None,
    at: datetime,
    idempotency_key: str,
) -> Invitation:
    """Grant a role to whoever signs in with an e-mail; somebody unknown gets an account without a password.

    Refuses what `create_user` and `grant_role` refuse, and somebody known who never confirmed the e-mail; nobody but
    the place's registrar or an operator may.
    """
    require_management(actor, institution_id)
    address = checked_email(email)
    user = User.objects.filter(email=address).first()
    if user and not EmailAddress.objects.filter(user=user, email=address, verified=True).exists():
        raise EmailNotConfirmed(
            f"Ask the person to set a new password for {address} and confirm the address, then invite again.",
            field="email",
        )
    opened = user or create_user(
        actor=actor, email=address, name=name, password=None, at=at,
        idempotency_key=derived_key(idempotency_key, "user"),
    )  # fmt: skip
    membership = grant_role(
        actor=actor, user_id=opened.id, role=role, institution_id=institution_id, at=at, idempotency_key=idempotency_key
    )
    return Invitation(membership, address, is_new=not opened.has_usable_password())
