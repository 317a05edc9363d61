"""Apps that read for learners: registering one, letting it read, and ending that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from allauth.idp.oidc.models import Client, Token
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from identity.principals import OPERATOR, Principal
from identity.scopes import READER_SCOPES
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import Slot, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound

SECRET_LENGTH = 48
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class AppSecret:
    """An app with its secret, which nobody can show again: empty when the request was a replay."""

    client_id: str
    secret: str


def register_app(
    *, actor: Principal, name: str, redirect_uris: Sequence[str], at: datetime, idempotency_key: str
) -> AppSecret:
    """Register an app that may ask learners to let it read; only an operator of the bank may.

    Refuses addresses that are not https (but for this machine's own), for the code of a learner's consent goes there.
    """
    actor.require(OPERATOR)
    _check(name, redirect_uris)
    asked = {"act": "register-app", "name": name, "redirects": list(redirect_uris)}
    with once(actor.id, idempotency_key, asked) as slot:
        if slot.replayed:
            return AppSecret(str(slot.answer["id"]), "")
        secret, scopes = get_random_string(SECRET_LENGTH), "\n".join(READER_SCOPES)
        grants = (Client.GrantType.AUTHORIZATION_CODE, Client.GrantType.REFRESH_TOKEN)
        client = Client(
            name=name, scopes=scopes, default_scopes=scopes, grant_types="\n".join(grants),
            response_types=Client.ResponseType.CODE, redirect_uris="\n".join(redirect_uris),
            type=Client.Type.CONFIDENTIAL,
        )  # fmt: skip
        client.set_secret(secret)
        client.save()
        _note(actor, "client-registered", client.id, at, idempotency_key, slot)
        return AppSecret(client.id, secret)


def grant_access(
    *, actor: Principal, client_id: str, scopes: Sequence[str], at: datetime, idempotency_key: str
) -> None:
    """Write into the book that a learner lets an app read; refuses who has no passbook, and unknown apps."""
    if actor.learner_id is None:
        raise NotFound(_("You have no passbook that an app could read."))
    app = _app(client_id)
    asked = {"act": "grant-access", "app": app.id, "scopes": sorted(scopes)}
    with once(actor.id, idempotency_key, asked) as slot:
        if not slot.replayed:
            _note(actor, "consent-given", app.id, at, idempotency_key, slot)


def end_access(*, actor: Principal, client_id: str, at: datetime, idempotency_key: str) -> None:
    """End what an app may read of the actor, at once; refuses one that may read nothing."""
    with once(actor.id, idempotency_key, {"act": "end-access", "app": client_id}) as slot:
        if slot.replayed:
            return
        app = _app(client_id)
        held, _kinds = Token.objects.filter(client=app, user_id=actor.id).delete()
        if not held:
            raise NotFound(_("This app can't read anything of yours."))
        _note(actor, "consent-withdrawn", app.id, at, idempotency_key, slot)


def _app(client_id: str) -> Client:
    app = Client.objects.filter(id=client_id[:100], principal=None).first()
    if app is None:
        raise NotFound(_("There is no such app."))
    return app


def _check(name: str, redirect_uris: Sequence[str]) -> None:
    if not 1 <= len(name.strip()) <= 100:
        raise InvalidInput(f"The name has {len(name)} characters; expected 1 to 100.", field="name")
    for address in redirect_uris or [""]:
        try:
            parts = urlsplit(address)
            is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
        except ValueError:
            is_safe = False
        if not is_safe or not parts.hostname or parts.fragment or set(address) & set(" \n*"):
            told = f"The address is {address[:80]!r}; expected https without a fragment."
            raise InvalidInput(told, field="redirect_uris")


def _note(actor: Principal, narration: str, client_id: str, at: datetime, key: str, slot: Slot) -> None:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=slot.digest, subject_id=UUID(client_id)
    )
    record([act], writer=Writer(actor.id, actor.kind))
    slot.answer = {"id": client_id}
