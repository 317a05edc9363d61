"""Learner records and endorsements: a line for each credential inside, and none hides another."""

import json
from dataclasses import replace
from typing import Any

import pytest

from credentials.badges.clr import ClrFacts, clr
from credentials.badges.endorsement import EndorsementFacts, endorsement
from credentials.badges.facts import StatusFacts
from credentials.badges.open_badge import open_badge
from credentials.verifying.engine import verify
from credentials.verifying.verdicts import Verdict
from tests.credentials.badges.examples import ACHIEVEMENT, BANK, FULL, LEARNER, PARTNER, SITE
from tests.credentials.verifying.bank import AT, LIST, Bank, Document, Issuer


def badges(bank: Bank, count: int = 3) -> list[Document]:
    return [
        bank.institution.badge(id=f"{SITE}/credentials/{number}", status=StatusFacts(LIST, number))
        for number in range(count)
    ]


def record(bank: Bank, held: list[Document]) -> Document:
    facts = ClrFacts(f"{SITE}/records/1", BANK, LEARNER, tuple(badges(bank, 1)), awarded_at=AT, valid_from=AT)
    document = clr(facts)
    document["credentialSubject"]["verifiableCredential"] = held
    return bank.own.signed(document)


def judged(document: Any, bank: Bank) -> Verdict:
    return verify(json.dumps(document).encode(), world=bank, at=AT)


def test_a_record_of_whole_credentials_is_valid_with_a_line_for_each() -> None:
    bank = Bank()
    verdict = judged(record(bank, badges(bank)), bank)
    assert verdict.outcome == "valid", verdict.to_json()
    assert verdict.facts.issuer_kind == "bank"
    assert [part.pointer for part in verdict.parts] == [
        f"/credentialSubject/verifiableCredential/{n}" for n in range(3)
    ]
    assert {part.verdict.outcome for part in verdict.parts} == {"valid"}


def test_a_bad_credential_in_a_well_signed_record_is_told() -> None:
    bank = Bank()
    held = badges(bank)
    held[1]["credentialSubject"]["creditsEarned"] = 40
    verdict = judged(record(bank, held), bank)
    assert verdict.outcome == "invalid"
    assert [part.verdict.outcome for part in verdict.parts] == ["valid", "invalid", "valid"]
    assert "The record holds 3 credentials; not valid: 1" in verdict.headline.sentence()


def test_a_revoked_credential_in_a_record_is_told() -> None:
    bank = Bank()
    document = record(bank, badges(bank))
    bank.lists[LIST] = bank.institution.listing([2])
    verdict = judged(document, bank)
    assert verdict.outcome == "revoked"
    assert [part.verdict.outcome for part in verdict.parts] == ["valid", "valid", "revoked"]


def test_a_credential_without_signature_of_its_own_does_not_hide_in_a_record() -> None:
    bank = Bank()
    document = record(bank, badges(bank))
    subject = document["credentialSubject"]
    bare = open_badge(replace(FULL, id=f"{SITE}/credentials/bare"))
    forged = {**subject, "verifiableCredential": [*subject["verifiableCredential"], bare]}
    verdict = judged(bank.own.signed({**document, "credentialSubject": forged}), bank)
    assert verdict.outcome == "invalid"
    assert [check.code for check in verdict.parts[3].verdict.reasons] == ["signature-missing"]


@pytest.mark.parametrize("inner", ["text", 7, {"type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"}])
def test_what_is_no_credential_in_a_record_makes_it_invalid(inner: object) -> None:
    bank = Bank()
    document = record(bank, badges(bank, 1))
    subject = {**document["credentialSubject"], "verifiableCredential": [*badges(bank, 1), inner]}
    assert judged(bank.own.signed({**document, "credentialSubject": subject}), bank).outcome in (
        "invalid",
        "unverifiable",
    )


def test_nothing_inside_is_looked_at_before_the_record_is_proven() -> None:
    bank = Bank()
    verdict = judged({**record(bank, badges(bank)), "name": "x"}, bank)
    assert (verdict.outcome, verdict.parts) == ("invalid", ())


def test_a_record_of_too_many_is_not_verified_in_part() -> None:
    bank = Bank()
    document = record(bank, badges(bank, 1))
    (held,) = document["credentialSubject"]["verifiableCredential"]
    small = {name: held[name] for name in ("@context", "type")}
    subject = {**document["credentialSubject"], "verifiableCredential": [small] * 301}
    verdict = judged(bank.own.signed({**document, "credentialSubject": subject}), bank)
    assert (verdict.outcome, verdict.reasons[0].code) == ("unverifiable", "too-many-parts")


def test_an_endorsement_is_verified_on_its_own() -> None:
    bank, partner = Bank(), Issuer.keyed()
    endorser = replace(PARTNER, id=partner.did)
    facts = EndorsementFacts(f"{SITE}/endorsements/1", endorser, ACHIEVEMENT.id, "GIS", "We hire by it.", valid_from=AT)
    verdict = judged(partner.signed(endorsement(facts)), bank)
    assert (verdict.outcome, verdict.facts.kind) == ("valid", "EndorsementCredential")
    assert "nobody vouches" in verdict.headline.sentence()


def test_an_endorsement_in_a_badge_has_a_line_and_does_not_weigh() -> None:
    bank, partner = Bank(), Issuer.keyed()
    endorser = replace(PARTNER, id=partner.did)
    facts = EndorsementFacts(f"{SITE}/endorsements/1", endorser, ACHIEVEMENT.id, "GIS", "We hire by it.", valid_from=AT)
    good, bad = (partner.signed(endorsement(replace(facts, id=f"{SITE}/endorsements/{n}"))) for n in (1, 2))
    bad["name"] = "Praise"
    for signed, outcome in ((good, "valid"), (bad, "invalid")):
        badge = bank.institution.signed({**bank.institution.badge(), "endorsement": [signed]})
        verdict = judged(badge, bank)
        assert verdict.outcome == "valid"
        assert [(part.kind, part.verdict.outcome) for part in verdict.parts] == [("endorsement", outcome)]


def test_a_record_in_a_record_in_a_record_is_not_opened_and_not_valid() -> None:
    bank = Bank()
    inner = record(bank, badges(bank, 1))
    two = record(bank, [inner])
    assert judged(two, bank).outcome == "valid"
    three = judged(record(bank, [two]), bank)
    assert three.outcome == "unverifiable"
