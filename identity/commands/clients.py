"""API clients: registering one, giving it a new secret, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.idp.oidc.models import Client, Token
from django.utils.crypto import get_random_string

from identity.commands.rights import manages, require_management
from identity.models import ServicePrincipal
from identity.principals import BANK_ROLES, INSTITUTION_ROLES, Principal
from identity.scopes import BANK_SCOPES, INSTITUTION_SCOPES
from ledger.acts import ACT, Act, Writer, day_of
from ledger.commands.once import Slot, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound, Refusal

SECRET_LENGTH = 48


YEAR, MOST_YEARS = 1, 2


class ClientEnded(Refusal):
    """An ended client stays ended."""

    code = "client-ended"
    title = "This API client was ended"


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """An API client with its secret, which nobody can show again: empty when the request was a replay."""

    client: ServicePrincipal
    client_id: str
    secret: str


@dataclass(frozen=True, slots=True)
class KnownClient:
    """An id (or none) and a secret that everybody may know."""

    client_id: str
    secret: str


def register_client(
    *,
    actor: Principal,
    name: str,
    institution_id: UUID | None,
    roles: Sequence[str],
    scopes: Sequence[str],
    expires_on: date | None = None,
    known: KnownClient | None = None,
    at: datetime,
    idempotency_key: str,
) -> ClientSecret:
    """Register a program that may ask for tokens with these scopes and acts with these roles, for a year unless told.

    An institution's registrar registers its clients, an operator those of the bank (a regulator's). Refuses
    unknown names, roles and scopes, the scope of one kind of client for the other, and more than two years. Id
    and secret are made here; only the bank itself may bring `known` ones, for its demonstration.
    """
    require_management(actor, institution_id)
    _check(name, institution_id, roles, scopes)
    last = checked_expiry(expires_on, at)
    asked: dict[str, Any] = {
        "act": "register-client",
        "name": name,
        "at": institution_id,
        "roles": roles,
        "scopes": scopes,
    }
    asked |= {"expires_on": expires_on} if expires_on else {}
    with once(actor.id, idempotency_key, asked) as slot:
        if slot.replayed:
            return _shown(ServicePrincipal.objects.get(id=slot.answer["id"]), "")
        given = known if known and actor.kind == "system" else KnownClient("", get_random_string(SECRET_LENGTH))
        client = ServicePrincipal.objects.create(
            client=_oauth_client(name, scopes, given), name=name, institution_id=institution_id, roles=sorted(roles),
            expires_on=last,
        )  # fmt: skip
        _note(actor, "client-registered", client, at, idempotency_key, slot)
        return _shown(client, given.secret)


def rotate_client_secret(*, actor: Principal, client_id: UUID, at: datetime, idempotency_key: str) -> ClientSecret:
    """Give a client a new secret for another year; the old one and every token given for it stop at once.

    Refuses an ended client; one that has expired is good again.
    """
    with once(actor.id, idempotency_key, {"act": "rotate-client-secret", "client": client_id}) as slot:
        client = _mine(actor, client_id)
        if slot.replayed:
            return _shown(client, "")
        _refuse_ended(client)
        secret = get_random_string(SECRET_LENGTH)
        client.client.set_secret(secret)
        client.client.save(update_fields=["secret"])
        client.expires_on = years_after(day_of(at), YEAR)
        client.save(update_fields=["expires_on"])
        Token.objects.filter(client=client.client).delete()
        _note(actor, "client-secret-rotated", client, at, idempotency_key, slot)
        return _shown(client, secret)


def end_client(*, actor: Principal, client_id: UUID, at: datetime, idempotency_key: str) -> ServicePrincipal:
    """End a client for good; its tokens stop at once. Refuses one that has ended."""
    with once(actor.id, idempotency_key, {"act": "end-client", "client": client_id}) as slot:
        client = _mine(actor, client_id)
        if slot.replayed:
            return client
        _refuse_ended(client)
        client.ended_at = at
        client.save(update_fields=["ended_at"])
        Client.objects.filter(id=client.client_id).update(grant_types="", scopes="")
        Token.objects.filter(client=client.client).delete()
        _note(actor, "client-ended", client, at, idempotency_key, slot)
        return client


def checked_expiry(wanted: date | None, at: datetime) -> date:
    """Return the first day on which a client is good for nothing; refuses a past day and more than two years."""
    today = day_of(at)
    latest = years_after(today, MOST_YEARS)
    found = wanted or years_after(today, YEAR)
    if not today < found <= latest:
        raise InvalidInput(
            f"The client would expire on {found}; expected a day after {today}, up to {latest}.", field="expires_on"
        )
    return found


def years_after(day: date, count: int) -> date:
    """Return the same day so many years later; of a 29 February that is not there, the day before."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)


def _oauth_client(name: str, scopes: Sequence[str], given: KnownClient) -> Client:
    lines = "\n".join(sorted(scopes))
    client = Client(
        name=name[:100], scopes=lines, default_scopes=lines, grant_types=Client.GrantType.CLIENT_CREDENTIALS,
        response_types="", type=Client.Type.CONFIDENTIAL,
    )  # fmt: skip
    client.id = given.client_id or client.id
    client.set_secret(given.secret)
    client.save()
    return client


def _shown(client: ServicePrincipal, secret: str) -> ClientSecret:
    return ClientSecret(client, client.client_id, secret)


def _mine(actor: Principal, client_id: UUID) -> ServicePrincipal:
    found = ServicePrincipal.objects.select_for_update(of=("self",)).select_related("client").filter(id=client_id)
    client = found.first()
    if client is None or not manages(actor, client.institution_id):
        raise NotFound("There is no such API client in your care.")
    return client


def _check(name: str, institution_id: UUID | None, roles: Sequence[str], scopes: Sequence[str]) -> None:
    if not 1 <= len(name.strip()) <= 100:
        raise InvalidInput(f"The name has {len(name)} characters; expected 1 to 100.", field="name")
    fit_roles = BANK_ROLES if institution_id is None else INSTITUTION_ROLES
    fit_scopes = BANK_SCOPES if institution_id is None else INSTITUTION_SCOPES
    for field, given, fit in (("roles", roles, fit_roles), ("scopes", scopes, fit_scopes)):
        if not given or not set(given) <= set(fit):
            raise InvalidInput(
                f"The {field} are {', '.join(given) or 'none'}; expected of {', '.join(fit)}.", field=field
            )


def _refuse_ended(client: ServicePrincipal) -> None:
    if client.ended_at is not None:
        raise ClientEnded("Register another one instead.")


def _note(actor: Principal, narration: str, client: ServicePrincipal, at: datetime, key: str, slot: Slot) -> None:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=slot.digest,
        institution_id=client.institution_id, subject_id=client.id,
    )  # fmt: skip
    record([act], writer=Writer(actor.id, actor.kind))
    slot.answer = {"id": str(client.id)}
