"""Pages of signing keys: who reads them, who changes them, and what is said."""

from datetime import timedelta

import pytest
from django.test import Client

from credentials.commands.signing_keys import signing_keys
from credentials.models import SigningKey
from credentials.queries.key_pages import keys_page
from ledger.refusals import NotFound
from tests.cast import Cast, sign_in
from tests.credentials.keys.hands import WHY, key_number, rotate
from tests.credentials.signed.hands import SIGNED_AT, award, signed
from tests.redemptions.browsing import can_send, get, send, text_of

pytestmark = pytest.mark.django_db
STAFF, BANK = "/staff/keys/", "/operator/keys/"
CHANGE, DISOWN = "#change", "#disown"


def of(cast: Cast) -> str:
    return f"/operator/institutions/{cast.awarding.id}/keys/"


@pytest.fixture
def key(cast: Cast) -> SigningKey:
    signing_keys([cast.awarding.id, None], at=SIGNED_AT)
    return key_number(1, cast.awarding.id)


@pytest.mark.parametrize(
    ("who", "staff", "bank", "institution"),
    [("registrar", "change", "", ""), ("approver", "read", "", ""), ("issuer", "read", "", ""),
     ("operator", "", "change", "change"), ("regulator", "", "read", "read"), ("ananya", "", "", ""),
     ("visitor", "", "", "")],
)  # fmt: skip
def test_who_reads_and_who_changes(
    client: Client, cast: Cast, key: SigningKey, who: str, staff: str, bank: str, institution: str
) -> None:
    sign_in(client, getattr(cast, who))
    for path, may in ((STAFF, staff), (BANK, bank), (of(cast), institution)):
        page = get(client, path, 200 if may else 404)
        assert can_send(page, path + CHANGE) == can_send(page, path + DISOWN) == (may == "change"), path


@pytest.mark.parametrize(("who", "status"), [("issuer", 403), ("approver", 403), ("regulator", 404), ("rohan", 404)])
def test_who_may_not_is_refused_when_posting_all_the_same(
    client: Client, cast: Cast, key: SigningKey, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(STAFF, {"act": "change", "change-key": "a", "change-reason": WHY,
                               "change-algorithm": "Ed25519"}).status_code == status  # fmt: skip
    assert SigningKey.objects.filter(institution=cast.awarding).count() == 1


def test_a_registrar_changes_the_key_once_however_often_the_button_is_pressed(
    client: Client, cast: Cast, key: SigningKey
) -> None:
    page = get(sign_in(client, cast.registrar), STAFF)
    for _ in range(2):
        said = text_of(send(client, page, STAFF + CHANGE, **{"change-reason": WHY, "change-algorithm": "Ed25519"}))
        assert "The key was changed" in said and WHY in said
    assert SigningKey.objects.filter(institution=cast.awarding).count() == 2


def test_a_key_is_given_up_from_the_page(client: Client, cast: Cast, key: SigningKey) -> None:
    page = get(sign_in(client, cast.registrar), STAFF)
    typed = {"disown-key_id": str(key.id), "disown-since": "2025-06-02", "disown-reason": "A disk was lost in a train."}
    said = text_of(send(client, page, STAFF + DISOWN, **typed))
    assert "not trusted any more" in said and "Compromised" in said and "A disk was lost in a train." in said
    assert key_number(1, cast.awarding.id).compromised_at == SIGNED_AT


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"disown-since": "2025-01-01"}, "expected one from 2025-06-02"), ({"disown-since": ""}, "required"),
     ({"disown-reason": "why"}, "at least 10"), ({"disown-key_id": "x"}, "valid choice")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, cast: Cast, key: SigningKey, typed: dict[str, str], told: str
) -> None:
    page = get(sign_in(client, cast.registrar), STAFF)
    good = {"disown-key_id": str(key.id), "disown-since": "2025-06-02", "disown-reason": "A disk was lost."}
    assert told in text_of(send(client, page, STAFF + DISOWN, **(good | typed)), 422)
    assert key_number(1, cast.awarding.id).retired_at is None


def test_nobody_gives_up_another_institutions_key_by_its_id(client: Client, cast: Cast, key: SigningKey) -> None:
    page = get(sign_in(client, cast.other_registrar), STAFF)
    assert "No key yet" in page and not can_send(page, STAFF + DISOWN)
    typed = {"act": "disown", "disown-key": "a", "disown-key_id": str(key.id), "disown-since": "2025-06-02",
             "disown-reason": "A disk was lost."}  # fmt: skip
    assert client.post(STAFF, typed).status_code == 422
    assert key_number(1, cast.awarding.id).compromised_at is None


@pytest.mark.parametrize("who", ["other_registrar", "ananya", "visitor"])
def test_keys_of_others_are_not_found_whoever_asks_for_them(cast: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        keys_page(getattr(cast, who), cast.awarding.id)
    with pytest.raises(NotFound):
        keys_page(cast.registrar, None)


def test_it_counts_what_each_key_signed_and_what_waits(cast: Cast) -> None:
    for award_id in award(cast, "GIS-101", "GIS-102"):
        signed(cast, award_id)
    rotate(cast.registrar, cast.awarding.id, at=SIGNED_AT + timedelta(days=1))
    new, old = keys_page(cast.issuer, cast.awarding.id).rows
    assert (old.signed_count, old.waiting_count, new.signed_count, new.waiting_count) == (2, 2, 0, 0)
    signed(cast, award_id)
    new, old = keys_page(cast.issuer, cast.awarding.id).rows
    assert (old.signed_count, old.waiting_count, new.signed_count, new.waiting_count) == (2, 0, 2, 0)


def test_the_operator_changes_the_banks_key(client: Client, cast: Cast, key: SigningKey) -> None:
    page = get(sign_in(client, cast.operator), BANK)
    send(client, page, BANK + CHANGE, **{"change-reason": WHY, "change-algorithm": "Ed25519"})
    assert SigningKey.objects.get(institution=None, retired_at=None).number == 2
