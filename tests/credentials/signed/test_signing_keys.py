"""Keys of institutions and of the bank: made when first needed, changed by a registrar, sealed at rest."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, connection, transaction

from credentials.commands.signing_keys import rotate_signing_key, signing_keys
from credentials.models import SigningKey
from credentials.queries.dids import bank_did_document, institution_did_document
from credentials.queries.signing_keys import RS256
from identity.principals import Principal
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import Cast, an_institution
from tests.credentials.signed.hands import SIGNED_AT
from tests.ledger.sealing import sealed_entries

pytestmark = pytest.mark.django_db
WHY = "The yearly change of keys."


def rotate(actor: Principal, institution_id: UUID | None, reason: str = WHY, key: str = "") -> SigningKey:
    return rotate_signing_key(
        actor=actor, institution_id=institution_id, reason=reason, at=SIGNED_AT, idempotency_key=key or str(uuid4())
    )


def test_the_first_asking_makes_a_key_and_the_second_finds_it(cast: Cast) -> None:
    first = signing_keys([cast.awarding.id, None], at=SIGNED_AT)
    assert signing_keys([cast.awarding.id, None], at=SIGNED_AT) == first
    assert first[None].method.endswith("#key-1") and ":institutions:" not in first[None].method


def test_what_is_stored_of_a_key_does_not_sign(cast: Cast) -> None:
    opened = signing_keys([cast.awarding.id], at=SIGNED_AT)[cast.awarding.id]
    row = SigningKey.objects.get(id=opened.id)
    stored = b"".join(bytes(part) for part in (row.sealed, row.sealed_key, row.public))
    assert opened.private not in stored
    assert Ed25519PrivateKey.from_private_bytes(opened.private).public_key().public_bytes_raw() == bytes(row.public)


def test_a_change_is_written_down_and_shown_in_the_did_document(cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    rotate(cast.registrar, cast.awarding.id)
    shown = institution_did_document(cast.awarding.aishe_code)
    assert [key["id"].partition("#")[2] for key in shown["verificationMethod"]] == ["key-1", "key-2"]
    said = [entry.narration for entry in sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=50)]
    assert sorted(name for name in said if "key" in name) == [
        "signing-key-made", "signing-key-made", "signing-key-retired",
    ]  # fmt: skip


def test_the_same_key_of_idempotency_changes_once(cast: Cast) -> None:
    assert (
        rotate(cast.registrar, cast.awarding.id, key="once").id
        == rotate(cast.registrar, cast.awarding.id, key="once").id
    )


@pytest.mark.parametrize("who", ["issuer", "approver", "other_registrar", "regulator", "ananya"])
def test_nobody_but_the_registrar_and_the_operator_changes_an_institutions_key(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        rotate(getattr(cast, who), cast.awarding.id)


def test_the_banks_key_is_the_operators(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        rotate(cast.registrar, None)
    assert rotate(cast.operator, None).number == 1
    assert bank_did_document()["id"].startswith("did:web:")


def test_a_change_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(InvalidInput, match="10 to 1000"):
        rotate(cast.registrar, cast.awarding.id, reason="why")


def test_who_has_signed_nothing_has_no_document() -> None:
    with pytest.raises(NotFound, match="no keys"):
        institution_did_document(an_institution().aishe_code)


def test_one_key_is_in_use_whatever_anybody_writes(cast: Cast) -> None:
    opened = signing_keys([None], at=SIGNED_AT)[None]
    row = SigningKey.objects.get(id=opened.id)
    row.id, row.number = uuid4(), 2
    with pytest.raises(IntegrityError, match="signing_key_one_in_use"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_ten_who_ask_at_once_get_one_key() -> None:
    place = an_institution()

    def ask(_number: int) -> UUID:
        try:
            return signing_keys([place.id], at=SIGNED_AT, algorithm=RS256)[place.id].id
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as crowd:
        assert len(set(crowd.map(ask, range(10)))) == 1
