"""Accepting what a partner signed: only a verified endorsement of this very version, by somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from credentials.addresses import achievement_url
from credentials.commands.endorsements import EndorsementRefused, withdraw_endorsement
from credentials.commands.signing_keys import signing_keys
from credentials.models import Endorsement
from credentials.queries.endorsements import endorsement_document, endorsements_of
from credentials.signing import sign
from credentials.verifying.engine import verify
from credentials.verifying.worlds import Stranger
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import Cast
from tests.cast_catalogue import a_version_row
from tests.credentials.endorsements.hands import AT, COMMENT, ENDORSED_AT, Partner, accept, written
from tests.credentials.signed.hands import award, signed
from tests.ledger.sealing import sealed_entries

pytestmark = pytest.mark.django_db
PARTNER = Partner()


@pytest.fixture
def version(cast: Cast) -> UUID:
    return a_version_row(cast.awarding.id, code="MAP-1").id


def test_it_is_kept_exactly_as_it_was_signed_and_verifies_anywhere(cast: Cast, version: UUID) -> None:
    handed = written(PARTNER.says(version))
    kept = accept(cast.registrar, version, handed)
    assert endorsement_document(kept.id) == handed
    assert verify(handed, world=Stranger(), at=AT).outcome == "valid"
    [shown] = endorsements_of([version], at=AT)
    assert (shown.endorser, shown.comment, shown.endorsed_at) == (PARTNER.name, COMMENT, ENDORSED_AT)
    assert shown.signer == PARTNER.did
    said = [entry.narration for entry in sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=9)]
    assert "endorsement-accepted" in said


def test_one_of_another_version_is_refused_with_both_addresses(cast: Cast, version: UUID) -> None:
    other = a_version_row(cast.awarding.id, code="MAP-2").id
    with pytest.raises(EndorsementRefused, match=f"endorses {achievement_url(other)}; expected .*{version}"):
        accept(cast.registrar, version, PARTNER.says(other))


def test_one_that_only_looks_like_the_address_is_refused(cast: Cast, version: UUID) -> None:
    with pytest.raises(EndorsementRefused, match="It endorses"):
        accept(cast.registrar, version, PARTNER.says(version, endorsed=f"{achievement_url(version)}\u200b"))


def test_another_kind_of_credential_is_refused(cast: Cast, version: UUID) -> None:
    [award_id] = award(cast)
    with pytest.raises(EndorsementRefused, match="kind is OpenBadgeCredential; expected EndorsementCredential"):
        accept(cast.registrar, version, signed(cast, award_id))


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["credentialSubject"].update(endorsementComment="The best of all."),
        lambda said: said["issuer"].update(name="Ministry of Education"),
        lambda said: said.pop("proof"),
        lambda said: said["proof"].update(proofValue=said["proof"]["proofValue"][:-2] + "11"),
    ],
    ids=["comment", "name", "no proof", "signature"],
)
def test_a_changed_one_is_refused(cast: Cast, version: UUID, change: Any) -> None:
    said = PARTNER.says(version)
    change(said)
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, said)
    assert not Endorsement.objects.exists()


def test_nobody_signs_in_anothers_name(cast: Cast, version: UUID) -> None:
    said = PARTNER.says(version) | {"issuer": {"id": Partner().did, "type": ["Profile"], "name": "Another"}}
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, PARTNER.signs(said))


@pytest.mark.parametrize("whose", ["own", "other", "bank"])
def test_an_issuer_of_this_bank_is_no_partner(cast: Cast, version: UUID, whose: str) -> None:
    place = {"own": cast.awarding.id, "other": cast.accepting.id, "bank": None}[whose]
    opened = signing_keys([place], at=ENDORSED_AT)[place]
    said = PARTNER.says(version)
    said["issuer"]["id"] = opened.method.partition("#")[0]
    del said["issuer"]["address"]
    key = Ed25519PrivateKey.from_private_bytes(opened.private)
    document = sign(said, key=key, verification_method=opened.method, created=ENDORSED_AT)
    with pytest.raises(EndorsementRefused, match="signed by an issuer of this bank"):
        accept(cast.registrar, version, document)


def test_one_that_has_ended_or_not_begun_is_refused(cast: Cast, version: UUID) -> None:
    ended = PARTNER.says(version, valid_until=AT - timedelta(days=1))
    with pytest.raises(EndorsementRefused, match=r"(?i)expired"):
        accept(cast.registrar, version, ended)
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, PARTNER.says(version, valid_from=AT + timedelta(days=1)))


def test_one_whose_list_of_revocations_cannot_be_read_is_refused(cast: Cast, version: UUID, settings: Any) -> None:
    settings.VERIFY_STRANGERS = False
    said = PARTNER.says(version) | {
        "credentialStatus": {
            "id": "https://partner.example/list#1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "1", "statusListCredential": "https://partner.example/list",
        }
    }  # fmt: skip
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, PARTNER.signs(said))


@pytest.mark.parametrize(
    ("handed", "told"),
    [(b"", "JSON"), (b"[]", "JSON"), (b'{"a": 1, "a": 2}', "JSON"), (b"\xff", "JSON"), (b"{" * 3000, "JSON"),
     (b"https://partner.example/endorsement", "JSON"), (b" " * 65_537, "more than 64 kB")],
)  # fmt: skip
def test_what_is_no_json_of_at_most_64_kb_is_refused(cast: Cast, version: UUID, handed: bytes, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        accept(cast.registrar, version, handed)
    assert refused.value.field == "file"


@pytest.mark.parametrize("odd", [{}, {"type": "x"}, {"credentialSubject": []}, {"credentialSubject": ["a", "b"]}])
def test_odd_json_is_refused_and_breaks_nothing(cast: Cast, version: UUID, odd: dict[str, Any]) -> None:
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, (PARTNER.says(version) if odd else {}) | odd)


@pytest.mark.parametrize("subjects", [[], [{}, {}]])
def test_it_endorses_one_thing(cast: Cast, version: UUID, subjects: list[dict[str, Any]]) -> None:
    one = PARTNER.says(version)["credentialSubject"]
    several = [
        one | {"id": achievement_url(version) + ("" if not number else "x")} for number, _ in enumerate(subjects)
    ]
    with pytest.raises(EndorsementRefused):
        accept(cast.registrar, version, PARTNER.signs(PARTNER.says(version) | {"credentialSubject": several}))


def test_long_and_hidden_letters_are_cut_or_refused(cast: Cast, version: UUID) -> None:
    long = Partner(name="Ltd " * 100)
    assert len(accept(cast.registrar, version, long.says(version)).endorser) <= 200
    hidden = PARTNER.says(version)
    hidden["credentialSubject"]["endorsementComment"] = "Good\u202e work"
    assert accept(cast.registrar, version, PARTNER.signs(hidden)).comment == "Good work"
    with pytest.raises(EndorsementRefused, match="at most 2,000 letters"):
        accept(cast.registrar, version, PARTNER.says(version, comment="x" * 2_001))


def test_a_draft_can_not_be_endorsed(cast: Cast) -> None:
    draft = a_version_row(cast.awarding.id, code="MAP-3", approved=False).id
    with pytest.raises(EndorsementRefused, match="Only an approved version"):
        accept(cast.registrar, draft, PARTNER.says(draft))


def test_another_by_the_same_partner_takes_the_place_of_the_first(cast: Cast, version: UUID) -> None:
    first = accept(cast.registrar, version, PARTNER.says(version))
    second = accept(cast.approver, version, PARTNER.says(version, comment="Still good."))
    accept(cast.approver, version, Partner("Meridian").says(version))
    assert first.id == second.id and Endorsement.objects.count() == 2
    assert {shown.comment for shown in endorsements_of([version], at=AT)} == {"Still good.", COMMENT}


def test_the_same_key_accepts_once(cast: Cast, version: UUID) -> None:
    handed = written(PARTNER.says(version))
    once, again = (accept(cast.registrar, version, handed, idempotency_key="k") for _ in range(2))
    said = [entry.narration for entry in sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=9)]
    assert once.id == again.id and said.count("endorsement-accepted") == 1


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("issuer", NotPermitted), ("other_registrar", NotFound), ("ananya", NotFound), ("operator", NotFound),
     ("visitor", NotFound)],
)  # fmt: skip
def test_only_an_approver_or_registrar_of_the_institution_accepts_and_withdraws(
    cast: Cast, version: UUID, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        accept(getattr(cast, who), version, PARTNER.says(version))
    kept = accept(cast.approver, version, PARTNER.says(version))
    with pytest.raises(refusal):
        withdraw_endorsement(actor=getattr(cast, who), endorsement_id=kept.id, at=AT, idempotency_key=str(uuid4()))


def test_a_withdrawn_one_is_shown_no_more_until_it_is_accepted_again(cast: Cast, version: UUID) -> None:
    kept = accept(cast.registrar, version, PARTNER.says(version))
    for key in ("a", "a", "b"):
        withdraw_endorsement(actor=cast.approver, endorsement_id=kept.id, at=AT, idempotency_key=key)
    said = [entry.narration for entry in sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=9)]
    assert endorsements_of([version], at=AT) == [] and said.count("endorsement-withdrawn") == 1
    with pytest.raises(NotFound):
        endorsement_document(kept.id)
    accept(cast.registrar, version, PARTNER.says(version))
    assert len(endorsements_of([version], at=AT)) == 1


def test_one_that_ends_disappears_when_it_ends(cast: Cast, version: UUID) -> None:
    end = AT + timedelta(days=30)
    accept(cast.registrar, version, PARTNER.says(version, valid_until=end))
    assert endorsements_of([version], at=end - timedelta(seconds=1)) and not endorsements_of([version], at=end)


@pytest.mark.django_db(transaction=True)
def test_the_same_partner_accepted_four_times_at_once_is_shown_once(cast: Cast) -> None:
    version = a_version_row(cast.awarding.id, code="MAP-1").id

    def work(number: int) -> UUID:
        try:
            return accept(cast.registrar, version, PARTNER.says(version, comment=f"Good {number}")).id
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        assert len(set(crowd.map(work, range(4)))) == 1
    assert Endorsement.objects.count() == 1
