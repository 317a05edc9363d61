"""How an app gets a learner's word, and loses it again."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.idp.oidc.models import Token
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from identity.commands.apps import register_app
from identity.models import Membership
from identity.principals import REGISTRAR, SYSTEM
from identity.queries.apps import reader_of_token
from identity.scopes import READ_BADGES, READ_PROFILE
from ledger.models import Entry
from ledger.refusals import InvalidInput, NotPermitted
from tests.cast import NOON, Cast, a_key, sign_in
from tests.credentials.ims.hands import (
    BACK,
    BOTH,
    IMS,
    an_app,
    consent,
    exchange,
    granted,
    question,
    reader,
    sent_back,
    tokens,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ananya(cast: Cast) -> Client:
    """A browser in which Ananya is signed in."""
    found = Client()
    sign_in(found, cast.ananya)
    return found


def test_a_learner_is_asked_and_the_code_becomes_a_token(cast: Cast, ananya: Client) -> None:
    app = an_app()
    back = sent_back(consent(ananya, app))
    assert back["state"] == "s1"
    told = tokens(app, back["code"]).json()
    assert (told["token_type"], set(told["scope"].split())) == ("Bearer", set(BOTH.split()))
    assert told["expires_in"] == 15 * 60
    assert not Token.objects.filter(hash=told["access_token"]).exists()


def test_the_page_names_the_app_its_home_and_what_it_asks(ananya: Client) -> None:
    page = ananya.get(question(an_app()))
    text = page.content.decode()
    assert "My portfolio" in text and "portfolio.example" in text and "Read my credentials" in text
    assert "form-action 'self' https://portfolio.example" in page["Content-Security-Policy"]


def test_who_is_not_signed_in_signs_in_first(client: Client) -> None:
    answer = client.get(question(an_app()))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_learner_may_say_no(ananya: Client) -> None:
    assert sent_back(consent(ananya, an_app(), action="cancel")) == {"error": "access_denied", "state": "s1"}
    assert not Token.objects.exists()


def test_a_learner_may_grant_a_part_and_nothing_that_was_not_asked(ananya: Client) -> None:
    app = an_app()
    part = tokens(app, sent_back(consent(ananya, app, scopes=[READ_PROFILE]))["code"]).json()
    assert part["scope"] == READ_PROFILE
    assert consent(ananya, app, scope=READ_PROFILE, scopes=[READ_BADGES]).status_code == 200
    assert consent(ananya, app, scopes=[]).status_code == 200


@pytest.mark.parametrize(
    "changes", [{"code_challenge": None}, {"code_challenge": ""}, {"code_challenge_method": "plain"},
                {"code_challenge_method": None}, {"state": "\0"}]
)  # fmt: skip
def test_a_question_without_a_code_challenge_is_refused(ananya: Client, changes: dict[str, str | None]) -> None:
    assert ananya.get(question(an_app(), **changes)).status_code == 400


@pytest.mark.parametrize("changes", [{"redirect_uri": "https://thief.example/"}, {"client_id": "nobody"}])
def test_a_question_of_a_stranger_leads_nowhere(ananya: Client, changes: dict[str, str]) -> None:
    answer = ananya.get(question(an_app(), **changes))
    assert answer.status_code == 200
    assert "can't be let in" in answer.content.decode()


@pytest.mark.parametrize("scope", ["awards:write", "openid", f"{READ_BADGES} audit:read"])
def test_an_app_can_not_ask_for_more_than_reading(ananya: Client, scope: str) -> None:
    assert sent_back(ananya.get(question(an_app(), scope=scope)))["error"] == "invalid_scope"


@pytest.mark.parametrize(
    "changes", [{"code_verifier": "w" * 60}, {"code_verifier": ""}, {"redirect_uri": "https://thief.example/"}]
)
def test_a_code_is_worth_nothing_without_its_verifier_and_address(ananya: Client, changes: dict[str, str]) -> None:
    app = an_app()
    assert tokens(app, sent_back(consent(ananya, app))["code"], **changes).status_code in {400, 401}


def test_a_code_is_good_once_and_for_its_own_app_only(ananya: Client) -> None:
    app, other = an_app(), an_app("Another")
    code = sent_back(consent(ananya, app))["code"]
    assert tokens(other, code).status_code in {400, 401}
    assert tokens(app, code).status_code == 200
    assert tokens(app, code).status_code in {400, 401}


def test_an_app_has_no_token_without_a_learner() -> None:
    assert exchange(an_app(), grant_type="client_credentials").status_code in {400, 401}


def test_a_token_is_renewed_and_the_old_renewal_is_then_worth_nothing(cast: Cast) -> None:
    app = an_app()
    old = granted(cast.ananya, app=app)["refresh_token"]
    fresh = exchange(app, grant_type="refresh_token", refresh_token=old)
    header = {"Authorization": f"Bearer {fresh.json()['access_token']}"}
    assert Client(headers=header).get(f"{IMS}profile").status_code == 200
    assert exchange(app, grant_type="refresh_token", refresh_token=old).status_code in {400, 401}


def test_a_token_ends_after_a_quarter_of_an_hour(cast: Cast) -> None:
    app = reader(cast.ananya)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert app.get(f"{IMS}profile").status_code == 401


def test_a_learner_sees_the_apps_and_ends_one_at_once(cast: Cast, ananya: Client) -> None:
    app = an_app()
    given = granted(cast.ananya, app=app)
    page = ananya.get("/account/apps/").content.decode()
    assert "My portfolio" in page and "Read my credentials" in page
    ananya.post("/account/apps/end/", {"client": app.client_id})
    header = {"Authorization": f"Bearer {given['access_token']}"}
    assert Client(headers=header).get(f"{IMS}profile").status_code == 401
    assert exchange(app, grant_type="refresh_token", refresh_token=given["refresh_token"]).status_code in {400, 401}
    assert "My portfolio" not in ananya.get("/account/apps/").content.decode()


def test_nobody_ends_anothers_app(cast: Cast) -> None:
    app = an_app()
    given = granted(cast.ananya, app=app)
    rohan = Client()
    sign_in(rohan, cast.rohan)
    rohan.post("/account/apps/end/", {"client": app.client_id})
    header = {"Authorization": f"Bearer {given['access_token']}"}
    assert Client(headers=header).get(f"{IMS}profile").status_code == 200
    assert rohan.post("/account/apps/end/", {"client": "x" * 300}).status_code == 302


def test_the_word_and_its_end_stand_in_the_book(cast: Cast, ananya: Client) -> None:
    app = an_app()
    granted(cast.ananya, app=app)
    ananya.post("/account/apps/end/", {"client": app.client_id})
    found = Entry.objects.filter(actor_id=cast.ananya.id).order_by("id").values_list("narration", flat=True)
    assert list(found)[-2:] == ["consent-given", "consent-withdrawn"]


def test_staff_without_a_passbook_can_let_nobody_in(cast: Cast) -> None:
    staff = Client()
    sign_in(staff, cast.registrar)
    assert consent(staff, an_app()).status_code == 404


def test_an_app_never_acts_as_staff_even_for_a_learner_who_is(cast: Cast) -> None:
    Membership.objects.create(user_id=cast.ananya.id, role=REGISTRAR, institution=cast.awarding, since=NOON)
    found = reader_of_token(granted(cast.ananya)["access_token"])
    assert found is not None
    assert (found.memberships, found.learner_id) == (frozenset(), cast.ananya.learner_id)
    assert reader_of_token("nothing") is None


@pytest.mark.parametrize(
    "back", ["http://portfolio.example/", "ftp://x.example", "https://x.example/#a", "https://*.example/", "", "https://",
             "https://[x"]
)  # fmt: skip
def test_an_app_is_sent_only_to_safe_addresses(back: str) -> None:
    with pytest.raises(InvalidInput):
        an_app(back=back)


def test_only_an_operator_registers_an_app_and_its_secret_is_shown_once(cast: Cast) -> None:
    key = a_key()
    with pytest.raises(NotPermitted):
        register_app(actor=cast.registrar, name="A", redirect_uris=[BACK], at=NOON, idempotency_key=key)
    made = register_app(actor=cast.operator, name="A", redirect_uris=[BACK], at=NOON, idempotency_key=key)
    again = register_app(actor=cast.operator, name="A", redirect_uris=[BACK], at=NOON, idempotency_key=key)
    assert (made.client_id, bool(made.secret), again.secret) == (again.client_id, True, "")
    with pytest.raises(InvalidInput):
        register_app(actor=SYSTEM, name=" ", redirect_uris=[BACK], at=NOON, idempotency_key=a_key())


def test_the_operators_shell_registers_an_app(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("register_app", "A portfolio", BACK)
    assert re.search(r"client id: \w{32}\nsecret:    \w{48}", capsys.readouterr().out)
    with pytest.raises(CommandError):
        call_command("register_app", "A portfolio", "http://portfolio.example/")
