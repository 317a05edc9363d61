"""What the pages say of the national log, and who gets which file."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from credentials.commands.log_papers import carry_entry_proof
from ledger.commands.cosign import cosign_published
from ledger.log.leaves import parse_leaf
from ledger.log.openings import parse_opening
from ledger.log.proof_files import parse_proof, verify_proof
from ledger.log_settings import log_verifier
from ledger.models import Leaf
from ledger.refusals import NotFound
from tests.cast import Cast
from tests.credentials.log.hands import a_sealed_award, entry_of_award, page, taken
from tests.credentials.portable.hands import BROWSER, an_award, by_link, get
from tests.credentials.signed.hands import revoke
from tests.ledger.sealing import seal_all, shown
from tests.ledger.test_prove_book import break_book
from tests.ledger.witness import AWitness, a_key, standing

pytestmark = pytest.mark.django_db


def test_the_page_says_where_the_award_is_sealed(cast: Cast) -> None:
    award_id = an_award(cast)
    waiting = page(cast, f"/credentials/{award_id}/")
    assert "Not in the national log yet" in waiting and ".tlog-proof" not in waiting
    seal_all()
    text, place = page(cast, f"/credentials/{award_id}/"), Leaf.objects.get(entry_id=entry_of_award(award_id))
    assert f"sealed at position {place.index} (counted from 0), under a checkpoint of {shown().checkpoint.size}" in text
    assert f'href="/credentials/{award_id}.tlog-proof"' in text and "bin/verify --proof" in text


def test_the_page_names_the_witnesses_whose_cosignatures_the_proof_carries(cast: Cast, settings: LazySettings) -> None:
    award_id = a_sealed_award(cast)
    assert "Witnesses outside the bank" not in page(cast, f"/credentials/{award_id}/")
    with standing(AWitness(a_key(1))) as witness:
        settings.LOG_WITNESSES = witness.setting
        assert cosign_published(at=datetime.now(UTC)) == 1
    assert "have signed this checkpoint too: witness.example/w1." in page(cast, f"/credentials/{award_id}/")
    proof = parse_proof(taken(cast, f"/credentials/{award_id}.tlog-proof").content)
    assert b"witness.example/w1" in proof.checkpoint


def test_a_changed_book_raises_the_alarm_in_words_and_gives_no_proof(cast: Cast) -> None:
    award_id = a_sealed_award(cast)
    break_book("UPDATE ledger_lot SET credits = credits + 1")
    text = page(cast, f"/credentials/{award_id}/")
    assert (
        "Not what the national log sealed" in text and ".tlog-proof" not in text.split('id="log"')[1].split("href")[0]
    )
    assert taken(cast, f"/credentials/{award_id}.tlog-proof", status=409).json()["code"] == "leaf-differs"


def test_the_proof_is_given_to_whoever_may_read_the_credential_alone(cast: Cast) -> None:
    award_id = a_sealed_award(cast)
    address = f"/credentials/{award_id}.tlog-proof"
    proofs = [taken(cast, address, who).content for who in ("ananya", "issuer")]
    proofs.append(taken(cast, by_link(address, award_id), "").content)
    assert len(set(proofs)) == 1
    for who in ("rohan", "other_issuer", "regulator", "visitor", ""):
        taken(cast, address, who, status=404)
    assert get(Client(), address, accept=BROWSER, status=302)["Location"].startswith("/accounts/login/")


def test_the_proof_is_a_file_that_the_log_s_key_alone_checks(cast: Cast) -> None:
    award_id = a_sealed_award(cast)
    answer = taken(cast, f"/credentials/{award_id}.tlog-proof")
    assert answer["Content-Type"] == "text/plain; charset=utf-8" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].endswith('.tlog-proof"') and "lx-" in answer["Content-Disposition"]
    proof = parse_proof(answer.content)
    assert proof.extra is not None
    verify_proof(proof, leaf=proof.extra, log=log_verifier())
    assert [move.lot_id for move in parse_leaf(proof.extra).transfers] == [award_id]
    assert str(cast.ananya_account.holding_id).encode() not in proof.extra


def test_the_opening_is_its_learner_s_alone_and_opens_one_lot(cast: Cast) -> None:
    award_id, other = a_sealed_award(cast), a_sealed_award(cast, "GIS-102")
    answer = taken(cast, f"/credentials/{award_id}.opening.json")
    opening = parse_opening(answer.json())
    leaves = [parse_proof(taken(cast, f"/credentials/{one}.tlog-proof").content).extra for one in (award_id, other)]
    assert [opening.fits(parse_leaf(leaf)) for leaf in leaves if leaf] == [True, False]
    assert "no-store" in answer["Cache-Control"]
    for who in ("issuer", "rohan", "regulator", "visitor"):
        taken(cast, f"/credentials/{award_id}.opening.json", who, status=404)
    for who, offered in (("ananya", True), ("issuer", False)):
        assert (".opening.json" in page(cast, f"/credentials/{award_id}/", who)) is offered
    by_the_link = page(cast, by_link(f"/credentials/{award_id}/", award_id), "")
    assert ".opening.json" not in by_the_link and ".tlog-proof?k=" in by_the_link


def test_a_revoked_award_stays_proved_and_the_page_says_what_that_means(cast: Cast) -> None:
    award_id = a_sealed_award(cast)
    revoke(cast, award_id)
    seal_all()
    text = page(cast, f"/credentials/{award_id}/")
    assert "Proved in the national log" in text and "It was revoked later, by an entry of its own" in text


def test_each_line_of_the_passbook_has_its_proof_once_it_is_sealed(cast: Cast) -> None:
    award_id = a_sealed_award(cast)
    entry = entry_of_award(award_id)
    an_award(cast, "GIS-102")
    text = page(cast, "/passbook/")
    assert text.count("Waits for the national log") == 1 and f'href="/passbook/entries/{entry}.tlog-proof"' in text
    proof = parse_proof(taken(cast, f"/passbook/entries/{entry}.tlog-proof").content)
    assert proof.extra is not None and parse_leaf(proof.extra).entry_id == entry


def test_an_entry_of_another_passbook_is_not_found(cast: Cast) -> None:
    entry = entry_of_award(a_sealed_award(cast))
    for who in ("rohan", "issuer", "regulator", "visitor"):
        taken(cast, f"/passbook/entries/{entry}.tlog-proof", who, status=404)
    for one in (entry, uuid4()):
        with pytest.raises(NotFound, match=r"^Your passbook has no such entry\.$"):
            carry_entry_proof(actor=cast.rohan, entry_id=one)
