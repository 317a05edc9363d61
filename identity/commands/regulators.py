"""Letting a regulator in: a person, a system, or both at once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from identity.commands.clients import ClientSecret, register_client
from identity.commands.invite import Invitation, invite_member
from identity.principals import OPERATOR, REGULATOR, Principal
from ledger.commands.once import derived_key
from ledger.refusals import InvalidInput


@dataclass(frozen=True, slots=True)
class RegulatorLetIn:
    """What was made: the person's invitation, the system's client, or both."""

    person: Invitation | None
    system: ClientSecret | None


@transaction.atomic
def register_regulator(
    *, actor: Principal, email: str, name: str, system: str, expires_on: date | None, at: datetime, idempotency_key: str
) -> RegulatorLetIn:
    """Invite a person who reads the book, and register the system that reads it for them; either may be left out.

    Only an operator of the bank may. Refuses neither of the two, and what inviting and registering refuse; all or
    nothing is done.
    """
    actor.require(OPERATOR)
    if not (email or system):
        raise InvalidInput("Neither a person nor a system is named; name one or both.", field="email")
    person = client = None
    if email:
        person = invite_member(
            actor=actor, email=email, name=name, role=REGULATOR, institution_id=None, at=at,
            idempotency_key=derived_key(idempotency_key, "person"),
        )  # fmt: skip
    if system:
        client = register_client(
            actor=actor, name=system, institution_id=None, roles=[REGULATOR], scopes=["audit:read"],
            expires_on=expires_on, at=at, idempotency_key=derived_key(idempotency_key, "system"),
        )  # fmt: skip
    return RegulatorLetIn(person, client)
