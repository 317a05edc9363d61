"""A key that somebody else may have: nothing that it signed is believed, and all of it is signed anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from credentials.commands.signing import sign_waiting
from credentials.commands.signing_keys import KeyDisowned, signing_keys
from credentials.commands.status_lists import publish_status_lists
from credentials.commands.verifying import verify_credential
from credentials.models import SignedCredential, SigningKey, UnsignedAward
from credentials.queries.dids import institution_did_document
from credentials.queries.signing_keys import RS256
from credentials.views.published import as_json
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import Cast
from tests.credentials.keys.hands import disown, key_number, rotate
from tests.credentials.signed.hands import SIGNED_AT, award, revoke, signed
from tests.ledger.sealing import sealed_entries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def outcome(document: dict[str, Any]) -> str:
    return verify_credential(as_json(document), at=SIGNED_AT).outcome


def test_what_a_compromised_key_signed_fails_and_its_new_edition_is_valid(cast: Cast) -> None:
    [award_id] = award(cast)
    old = signed(cast, award_id)
    publish_status_lists(at=SIGNED_AT)
    assert outcome(old) == "valid"
    rotate(cast.registrar, cast.awarding.id, compromised_at=SIGNED_AT)
    assert outcome(old) == "invalid"
    new = signed(cast, award_id)
    assert outcome(new) == "valid" and new["proof"]["verificationMethod"].endswith("#key-2")


def test_a_changed_key_alone_leaves_what_it_signed_valid(cast: Cast) -> None:
    [award_id] = award(cast)
    old = signed(cast, award_id)
    rotate(cast.registrar, cast.awarding.id)
    assert outcome(old) == "valid" and UnsignedAward.objects.count() == 1


def test_the_did_document_shows_the_key_as_revoked_and_vouches_for_it_no_more(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT - 3 * DAY)
    rotate(cast.operator, cast.awarding.id, compromised_at=SIGNED_AT - DAY)
    shown = institution_did_document(cast.awarding.aishe_code)
    first, second = shown["verificationMethod"]
    assert first["revoked"] == "2025-06-01T06:30:00Z" and "revoked" not in second
    assert shown["assertionMethod"] == [second["id"]]


def test_a_status_list_that_it_signed_is_published_anew(cast: Cast) -> None:
    kept, gone = award(cast, "GIS-101", "GIS-102")
    signed(cast, kept)
    revoke(cast, gone)
    publish_status_lists(at=SIGNED_AT)
    rotate(cast.registrar, cast.awarding.id, compromised_at=SIGNED_AT)
    assert outcome(signed(cast, kept)) == "valid"
    assert outcome(signed(cast, gone)) == "revoked"


def test_a_retired_key_can_be_given_up_too_and_only_what_it_signed_last_is_signed_anew(cast: Cast) -> None:
    early, late = award(cast, "GIS-101", "GIS-102")
    first_edition = signed(cast, early)
    rotate(cast.registrar, cast.awarding.id)
    assert outcome(signed(cast, late)) == "valid" and SignedCredential.objects.count() == 4
    disown(cast.registrar, key_number(1, cast.awarding.id))
    assert outcome(first_edition) == "invalid"
    assert not UnsignedAward.objects.exists() and outcome(signed(cast, early)) == "valid"
    assert SigningKey.objects.get(institution=cast.awarding, retired_at=None).number == 2


def test_giving_up_the_key_in_use_makes_the_next(cast: Cast) -> None:
    [award_id] = award(cast)
    signed(cast, award_id)
    disown(cast.registrar, key_number(1, cast.awarding.id))
    assert [row.number for row in SigningKey.objects.filter(institution=cast.awarding, retired_at=None)] == [2]
    assert UnsignedAward.objects.filter(award_id=award_id).exists()
    said = [entry.narration for entry in sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=50)]
    assert {"signing-key-compromised", "signing-key-retired"} <= set(said)


def test_a_key_of_tokens_is_given_up_alone(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    signing_keys([cast.awarding.id], at=SIGNED_AT, algorithm=RS256)
    rotate(cast.registrar, cast.awarding.id, algorithm=RS256, compromised_at=SIGNED_AT)
    shown = institution_did_document(cast.awarding.aishe_code)
    assert [name.partition("#")[2] for name in shown["assertionMethod"]] == ["key-1", "jwt-2"]


@pytest.mark.parametrize("since", [SIGNED_AT + timedelta(minutes=1), SIGNED_AT - 2 * DAY])
def test_a_moment_before_the_key_was_made_or_still_to_come_is_refused(cast: Cast, since: Any) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    with pytest.raises(InvalidInput, match="expected one from 2025-06-02") as refused:
        rotate(cast.registrar, cast.awarding.id, compromised_at=since)
    assert refused.value.field == "compromised_at"
    assert SigningKey.objects.get(institution=cast.awarding).retired_at is None


def test_the_day_on_which_the_key_was_made_counts_from_its_making(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    rotate(cast.registrar, cast.awarding.id, compromised_at=SIGNED_AT - timedelta(hours=3))
    assert key_number(1, cast.awarding.id).compromised_at == SIGNED_AT


def test_a_key_is_given_up_once(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    key = key_number(1, cast.awarding.id)
    first = disown(cast.registrar, key, idempotency_key="once")
    assert disown(cast.registrar, key, idempotency_key="once") == first
    with pytest.raises(KeyDisowned, match="before"):
        disown(cast.registrar, key)
    assert SigningKey.objects.filter(institution=cast.awarding).count() == 2


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("issuer", NotPermitted), ("approver", NotPermitted), ("regulator", NotPermitted), ("ananya", NotFound),
     ("other_registrar", NotFound), ("visitor", NotFound)],
)  # fmt: skip
def test_nobody_else_gives_up_an_institutions_key(cast: Cast, who: str, refusal: type[Exception]) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    with pytest.raises(refusal):
        disown(getattr(cast, who), key_number(1, cast.awarding.id))


def test_a_key_in_use_is_never_a_compromised_one(cast: Cast) -> None:
    signing_keys([None], at=SIGNED_AT)
    with pytest.raises(IntegrityError, match="signing_key_compromised_is_retired"), transaction.atomic():
        SigningKey.objects.filter(institution=None).update(compromised_at=SIGNED_AT)


def at_once(*works: Any) -> list[Any]:
    """Do everything at once, each on a connection of its own."""

    def work(number: int) -> Any:
        try:
            return works[number]()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as crowd:
        return list(crowd.map(work, range(len(works))))


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_leave_one_key_in_use(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    made = at_once(*[lambda: rotate(cast.registrar, cast.awarding.id)] * 4)
    assert sorted(key.number for key in made) == [2, 3, 4, 5]
    assert SigningKey.objects.get(institution=cast.awarding, retired_at=None).number == 5


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_with_a_key_that_was_given_up_while_others_signed(cast: Cast) -> None:
    awards = award(cast, *(f"GIS-{number}" for number in range(16)))

    def sign() -> int:
        return sum(iter(lambda: sign_waiting(at=SIGNED_AT, limit=2), 0))

    def give_up() -> UUID:
        return rotate(cast.registrar, cast.awarding.id, compromised_at=SIGNED_AT).id

    signing_keys([cast.awarding.id], at=SIGNED_AT)
    at_once(sign, sign, sign, give_up, sign)
    assert all(outcome(signed(cast, award_id)) == "valid" for award_id in awards)
