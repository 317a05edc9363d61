"""Signing awards: what waits is signed once, by the institution's key, and stays readable as long as the learner."""

import json
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from credentials.badges.learner import name_in
from credentials.commands.signing import CredentialUnfit, sign_awards, sign_waiting, signed_credential
from credentials.commands.signing_keys import rotate_signing_key
from credentials.models import OfferingVersion, SignedCredential, SigningKey, StatusPlace, UnsignedAward
from credentials.queries.awards import award_of
from credentials.queries.dids import document_of_did
from credentials.signing import check_proofs, multikey
from learners.commands import correct_record
from learners.commands.erasing import erase_personal_record
from ledger.refusals import NotFound
from tests.cast import ANANYA, Cast, a_key
from tests.credentials.signed.hands import SIGNED_AT, award, signed

pytestmark = pytest.mark.django_db


def published_key(method: str, purpose: str) -> Ed25519PublicKey:
    """Return a key as strangers find it: in the issuer's DID document."""
    document = document_of_did(method.partition("#")[0])
    assert document and method in document[purpose]
    [found] = [key for key in document["verificationMethod"] if key["id"] == method]
    return multikey.decode(found["publicKeyMultibase"])


def test_a_deposited_award_waits_and_is_signed_by_its_institution(cast: Cast) -> None:
    [award_id] = award(cast)
    assert UnsignedAward.objects.filter(award_id=award_id).exists()
    document = signed(cast, award_id)
    assert document["issuer"]["id"].endswith(f":institutions:{cast.awarding.aishe_code}")
    [facts] = check_proofs(document, key_of=published_key)
    assert facts.verification_method.startswith(document["issuer"]["id"])
    assert not UnsignedAward.objects.exists()


def test_an_award_is_signed_once_however_often_the_queue_is_worked(cast: Cast) -> None:
    award(cast, "GIS-101", "GIS-102", "GIS-103")
    assert [sign_waiting(at=SIGNED_AT, limit=2) for _ in range(3)] == [2, 1, 0]
    assert SignedCredential.objects.count() == StatusPlace.objects.count() == 3


def test_who_asks_before_the_queue_gets_the_same_document(cast: Cast) -> None:
    [award_id] = award(cast)
    early = signed_credential(award_of(award_id), at=SIGNED_AT)
    assert early.document == signed(cast, award_id) and early.edition == 1
    sign_awards([(cast.ananya_account.holding_id, award_id)], at=SIGNED_AT)
    assert SignedCredential.objects.count() == 1


def test_the_id_is_nowhere_in_clear_and_nothing_personal_lies_open(cast: Cast) -> None:
    [award_id] = award(cast)
    document = json.dumps(signed(cast, award_id), ensure_ascii=False)
    assert ANANYA.abc_id not in document and ANANYA.name in document
    sealed = bytes(SignedCredential.objects.get().sealed)
    assert ANANYA.name.encode() not in sealed and b"credentialSubject" not in sealed


def test_an_erased_learner_takes_the_documents_along(cast: Cast) -> None:
    first, second = award(cast, "GIS-101", "GIS-102")
    sign_awards([(cast.ananya_account.holding_id, first)], at=SIGNED_AT)
    erase_personal_record(actor=cast.ananya, at=SIGNED_AT, idempotency_key=a_key())
    assert sign_waiting(at=SIGNED_AT) == 1 and not UnsignedAward.objects.exists()
    for award_id in (first, second):
        with pytest.raises(NotFound, match="erased"):
            signed_credential(award_of(award_id), at=SIGNED_AT)


def test_a_new_key_brings_new_editions_and_the_old_ones_still_verify(cast: Cast) -> None:
    [award_id] = award(cast)
    old = signed(cast, award_id)
    rotate_signing_key(
        actor=cast.registrar, institution_id=cast.awarding.id, reason="The yearly change of keys.", at=SIGNED_AT,
        idempotency_key=str(uuid4()),
    )  # fmt: skip
    new = signed(cast, award_id)
    assert old["id"] == new["id"] and old["credentialStatus"] == new["credentialStatus"]
    methods = [check_proofs(document, key_of=published_key)[0].verification_method for document in (old, new)]
    assert [method.partition("#")[2] for method in methods] == ["key-1", "key-2"]
    assert SigningKey.objects.filter(retired_at=None, institution=cast.awarding).count() == 1


def test_a_corrected_name_brings_a_new_edition_when_somebody_asks(cast: Cast) -> None:
    [award_id] = award(cast)
    old = signed(cast, award_id)
    correct_record(
        actor=cast.ananya, name="Ananya Das-Roy", name_hi=ANANYA.name_hi, gender="female", at=SIGNED_AT,
        idempotency_key=a_key(),
    )  # fmt: skip
    new = signed_credential(award_of(award_id), at=SIGNED_AT)
    assert (new.edition, name_in(new.document), name_in(old)) == (2, "Ananya Das-Roy", ANANYA.name)
    assert signed_credential(award_of(award_id), at=SIGNED_AT).edition == 2


def test_one_award_that_makes_no_credential_does_not_keep_the_others(cast: Cast) -> None:
    good, bad = award(cast, "GIS-101", "GIS-102")
    OfferingVersion.objects.filter(offering__code="GIS-102").update(quality_assurance="")
    assert sign_waiting(at=SIGNED_AT) == 2 and sign_waiting(at=SIGNED_AT) == 0
    assert signed_credential(award_of(good), at=SIGNED_AT).edition == 1
    with pytest.raises(CredentialUnfit, match="quality_assurance"):
        signed_credential(award_of(bad), at=SIGNED_AT)
