"""An app, the way it takes to a learner's consent, and hands that ask with its token."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpResponse
from django.test import Client

from identity.commands.apps import AppSecret, register_app
from identity.principals import SYSTEM, Principal
from identity.scopes import READ_BADGES, READ_PROFILE
from tests.cast import NOON, a_key, sign_in

BACK, BOTH = "https://portfolio.example/back", f"{READ_BADGES} {READ_PROFILE}"
VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
IMS = "/ims/ob/v3p0/"


def an_app(name: str = "My portfolio", back: str = BACK) -> AppSecret:
    return register_app(actor=SYSTEM, name=name, redirect_uris=[back], at=NOON, idempotency_key=a_key())


def question(app: AppSecret, **changes: Any) -> str:
    """Return the address to which an app sends a learner; None takes a parameter out."""
    asked = {
        "response_type": "code", "client_id": app.client_id, "redirect_uri": BACK, "scope": BOTH, "state": "s1",
        "code_challenge": CHALLENGE, "code_challenge_method": "S256",
    } | changes  # fmt: skip
    return "/oauth/authorize?" + urlencode({name: value for name, value in asked.items() if value is not None})


def consent(browser: Client, app: AppSecret, *, action: str = "grant", scopes: Any = None, **changes: Any) -> Any:
    """Open the page that asks, answer it, and return what the browser is told."""
    page = browser.get(question(app, **changes))
    assert page.status_code == 200, page.content
    given = scopes if scopes is not None else [scope for scope, _label in page.context["asked"]]
    body = {"request": page.context["signed"], "action": action, "scopes": given}
    return browser.post("/oauth/authorize", body)


def sent_back(answer: HttpResponse) -> dict[str, str]:
    """Return what the browser brings back to the app."""
    assert answer.status_code == 302, answer.content
    assert answer["Location"].startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def exchange(app: AppSecret, **fields: str) -> HttpResponse:
    basic = base64.b64encode(f"{app.client_id}:{app.secret}".encode()).decode()
    return Client().post("/oauth/token", fields, headers={"Authorization": f"Basic {basic}"})


def tokens(app: AppSecret, code: str, **changes: str) -> HttpResponse:
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    return exchange(app, **(fields | changes))


def granted(who: Principal, *, app: AppSecret | None = None, scope: str = BOTH) -> dict[str, Any]:
    """Let an app read for a learner; return what the token endpoint answers."""
    app = app or an_app()
    browser = Client()
    sign_in(browser, who)
    answer = tokens(app, sent_back(consent(browser, app, scope=scope))["code"])
    assert answer.status_code == 200, answer.content
    return answer.json()


def reader(who: Principal, scope: str = BOTH) -> Client:
    """Return an app with a learner's token."""
    return Client(headers={"Authorization": f"Bearer {granted(who, scope=scope)['access_token']}"})
