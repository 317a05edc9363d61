"""Credentials of the bank's institutions, whole, changed, ended and taken back."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from credentials.badges.facts import StatusFacts
from credentials.signing import canonical, multikey
from credentials.verifying.engine import verify
from credentials.verifying.verdicts import Verdict
from tests.credentials.badges.examples import FULL, SITE
from tests.credentials.verifying.bank import AT, INDEX, LIST, Bank, Document, Issuer


def judged(document: Document, bank: Bank, *, at: datetime = AT) -> Verdict:
    return verify(json.dumps(document).encode(), world=bank, at=at)


def codes(verdict: Verdict) -> set[str]:
    return {check.code for check in verdict.checks}


def test_a_whole_credential_is_valid_and_says_what_it_is() -> None:
    bank = Bank()
    verdict = judged(bank.institution.badge(), bank)
    assert verdict.outcome == "valid", verdict.to_json()
    facts = verdict.facts
    assert (facts.issuer_kind, facts.issuer_name) == ("institution", "Example State University")
    assert (facts.level, facts.grade, facts.subject_name) == ("5.5", "A+", "आशा राव")
    assert facts.hours and facts.credits and facts.proof_kinds == ("eddsa-rdfc-2022",)
    assert "an institution of this bank" in verdict.headline.sentence()


def test_keys_in_another_order_and_other_spaces_stay_valid() -> None:
    bank = Bank()
    document = bank.institution.badge()
    turned = json.dumps(dict(reversed(document.items())), indent=3, ensure_ascii=True)
    assert verify(b"\xef\xbb\xbf\n" + turned.encode() + b"\n", world=bank, at=AT).outcome == "valid"


CHANGES: dict[str, Callable[[Any], object]] = {
    "a letter": lambda d: d["credentialSubject"]["achievement"].update(name="Geographic Information System5"),
    "a digit": lambda d: d["credentialSubject"].update(creditsEarned=40),
    "a date": lambda d: d.update(validFrom="2025-06-21T04:00:05.000250Z"),
    "a result": lambda d: d["credentialSubject"]["result"][0].update(value="900"),
    "the id": lambda d: d.update(id=f"{SITE}/credentials/other"),
    "the name of the issuer": lambda d: d["issuer"].update(name="IIT Bombay"),
    "the learner": lambda d: d["credentialSubject"]["identifier"][1].update(identityHash="Somebody Else"),
    "a removed field": lambda d: d.pop("awardedDate"),
    "a removed status": lambda d: d.pop("credentialStatus"),
    "another index": lambda d: d["credentialStatus"].update(statusListIndex="1"),
    "an added known term": lambda d: d["credentialSubject"].update(licenseNumber="7"),
    "an added unknown term": lambda d: d.update(rank="first"),
    "an added date": lambda d: d.update(validUntil="2036-06-21T04:00:05Z"),
    "another type": lambda d: d["type"].append("EndorsementCredential"),
    "another moment of signing": lambda d: d["proof"].update(created="2020-01-01T00:00:00Z"),
    "another purpose": lambda d: d["proof"].update(proofPurpose="authentication"),
    "a cut signature": lambda d: d["proof"].update(proofValue=d["proof"]["proofValue"][:-1]),
    "an empty signature": lambda d: d["proof"].update(proofValue=""),
    "another kind of proof": lambda d: d["proof"].update(cryptosuite="ecdsa-rdfc-2019"),
    "no proof": lambda d: d.pop("proof"),
    "an empty proof": lambda d: d.update(proof=[]),
    "an odd proof": lambda d: d.update(proof="trust me"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_changed_credential_is_told(change: Callable[[Any], object]) -> None:
    bank = Bank()
    document = json.loads(json.dumps(bank.institution.badge()))
    change(document)
    assert judged(document, bank).outcome in ("invalid", "unverifiable")


@pytest.mark.parametrize("name", list(CHANGES)[:13])
def test_what_was_changed_after_signing_is_invalid_and_not_only_unverifiable(name: str) -> None:
    bank = Bank()
    document = json.loads(json.dumps(bank.institution.badge()))
    CHANGES[name](document)
    assert judged(document, bank).outcome == "invalid"


def test_the_proof_of_another_credential_does_not_fit() -> None:
    bank = Bank()
    other = bank.institution.badge(id=f"{SITE}/credentials/other")
    assert judged({**bank.institution.badge(), "proof": other["proof"]}, bank).outcome == "invalid"


def test_a_key_that_the_issuer_does_not_publish_is_refused() -> None:
    bank = Bank()
    thief = replace(bank.institution, key=Issuer("did:web:x.example").key)
    assert codes(judged(thief.badge(), bank)) >= {"signature-wrong"}
    renamed = replace(thief, fragment="key-2")
    assert codes(judged(renamed.badge(), bank)) >= {"key-unknown"}


def test_a_proof_by_somebody_else_is_refused_without_asking_that_host() -> None:
    bank = Bank()
    forged = Issuer("did:web:evil.example").signed(bank.institution.badge())
    verdict = judged(forged, bank)
    assert (verdict.outcome, verdict.reasons[0].code) == ("invalid", "issuer-not-signer")
    by_bank = bank.own.signed(bank.institution.badge())
    assert judged(by_bank, bank).outcome == "invalid"


def test_a_second_proof_by_somebody_else_is_refused() -> None:
    bank = Bank()
    document = bank.institution.badge()
    stranger = Issuer.keyed().signed(document)
    assert judged({**document, "proof": [document["proof"], stranger["proof"]]}, bank).outcome == "invalid"


@pytest.mark.parametrize("purpose", ["authentication", "verificationMethod", "keyAgreement"])
def test_a_proof_for_another_purpose_is_refused(purpose: str) -> None:
    bank = Bank()
    document = bank.institution.signed(bank.institution.badge(), purpose=purpose)
    assert judged(document, bank).outcome == "invalid"


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (AT + timedelta(seconds=1), "valid"),
        (AT - timedelta(minutes=4, seconds=59), "valid"),
        (AT - timedelta(minutes=5), "expired"),
        (AT - timedelta(days=9), "expired"),
    ],
)
def test_an_end_is_an_end_but_for_five_minutes(end: datetime, outcome: str) -> None:
    bank = Bank()
    assert judged(bank.institution.badge(valid_until=end), bank).outcome == outcome


@pytest.mark.parametrize(
    ("beginning", "outcome"),
    [(AT, "valid"), (AT + timedelta(minutes=5), "valid"), (AT + timedelta(minutes=5, seconds=1), "invalid")],
)
def test_a_beginning_is_a_beginning_but_for_five_minutes(beginning: datetime, outcome: str) -> None:
    bank = Bank()
    verdict = judged(bank.institution.badge(valid_from=beginning), bank)
    assert verdict.outcome == outcome
    assert outcome == "valid" or verdict.reasons[0].code == "not-yet-valid"


@pytest.mark.parametrize("date", ["2026-06-21", "yesterday", "2026-02-30T00:00:00Z", "2026-06-21T00:00:00", 7])
def test_dates_that_cannot_be_read_are_no_dates(date: object) -> None:
    bank = Bank()
    document = bank.institution.badge()
    assert judged(bank.institution.signed({**document, "validUntil": date}), bank).outcome == "invalid"


def test_a_revoked_credential_is_revoked_whatever_else_it_is() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.listing([INDEX])
    assert judged(bank.institution.badge(), bank).outcome == "revoked"
    bank.standings[bank.institution.did] = "suspended"
    assert judged(bank.institution.badge(valid_until=AT - timedelta(days=1)), bank).outcome == "revoked"


def test_the_neighbours_of_a_revoked_credential_stay_valid() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.listing([INDEX - 1, INDEX + 1])
    assert judged(bank.institution.badge(), bank).outcome == "valid"


def test_a_changed_credential_is_invalid_even_if_it_is_revoked_and_expired() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.listing([INDEX])
    document = bank.institution.badge(valid_until=AT - timedelta(days=1))
    assert judged({**document, "name": "x"}, bank).outcome == "invalid"


def test_a_suspended_institution_suspends_its_credentials() -> None:
    bank = Bank()
    bank.standings[bank.institution.did] = "suspended"
    verdict = judged(bank.institution.badge(), bank)
    assert (verdict.outcome, verdict.reasons[0].code) == ("suspended", "issuer-suspended")


def test_a_compromised_key_is_refused_and_says_since_when() -> None:
    bank = Bank()
    document = bank.institution.document
    document["verificationMethod"][0]["revoked"] = "2026-11-01T00:00:00Z"
    bank.did_document = lambda did: document if did == bank.institution.did else None  # type: ignore[method-assign]
    assert codes(judged(bank.institution.badge(), bank)) >= {"key-revoked"}


def test_an_institution_without_keys_here_is_not_looked_up_outside() -> None:
    bank = Bank()
    bank.did_document = lambda did: None  # type: ignore[method-assign]
    assert judged(bank.institution.badge(), bank).outcome == "unverifiable"


def test_an_index_beyond_the_list_cannot_be_verified() -> None:
    bank = Bank()
    beyond = bank.institution.badge(status=StatusFacts(LIST, 131_072))
    assert codes(judged(beyond, bank)) >= {"list-without-index"}
    assert judged(beyond, bank).outcome == "unverifiable"
    assert judged(bank.institution.badge(replace(FULL, status=StatusFacts(LIST, 131_071))), bank).outcome == "valid"


def test_what_strangers_wrote_cannot_command_a_terminal_or_turn_a_line_around() -> None:
    bank = Bank()
    document = bank.institution.badge()
    document["name"] = "\x1b[2Jvalid\u202e!\u200d"
    document["type"] = ["\x1b]0;x\x07Verified"]
    said = judged(document, bank)
    assert said.facts.name == "[2Jvalid!\u200d"
    assert "\x1b" not in said.headline.sentence() + json.dumps(said.to_json(), ensure_ascii=False)


def test_a_forged_credential_is_not_said_to_be_of_an_institution() -> None:
    bank = Bank()
    assert judged({**bank.institution.badge(), "name": "x"}, bank).facts.issuer_kind == "unproven"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["proof"].update(cryptosuite="bbs-2023"), "signature-kind-unknown"),
        (lambda d: d["proof"].update(type="Ed25519Signature2020"), "signature-kind-unknown"),
        (lambda d: d["@context"].append("https://vocabulary.example/v1"), "vocabulary-unknown"),
        (lambda d: d.update(rank="first"), "document-unsignable"),
    ],
)
def test_what_is_not_known_here_is_told_from_what_is_wrong(change: Callable[[Any], object], code: str) -> None:
    bank = Bank()
    document = json.loads(json.dumps(bank.institution.badge()))
    change(document)
    verdict = judged(document, bank)
    assert [check.code for check in verdict.checks if check.name == "signature"] == [code]
    assert verdict.outcome == ("invalid" if code == "document-unsignable" else "unverifiable")


@pytest.mark.parametrize(("until", "outcome"), [("2026-11-24T09:30:00Z", "valid"), ("2026-11-24T08:00:00Z", "expired")])
def test_a_proof_may_end_before_the_credential(until: str, outcome: str) -> None:
    bank = Bank()
    document = bank.institution.badge()
    options = {name: value for name, value in document.pop("proof").items() if name != "proofValue"} | {
        "expires": until
    }
    told = canonical({"@context": document["@context"], **options})
    signature = bank.institution.key.sign(sha256(told).digest() + sha256(canonical(document)).digest())
    document["proof"] = {**options, "proofValue": f"z{multikey.base58(signature)}"}
    assert judged(document, bank).outcome == outcome
