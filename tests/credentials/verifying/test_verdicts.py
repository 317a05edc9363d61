"""The whole table of outcomes: every combination of what the checks can find."""

import itertools
from typing import get_args

import pytest

from credentials.verifying.facts import Facts
from credentials.verifying.sentences import HEADLINES, SENTENCES, Ground
from credentials.verifying.verdicts import CHECKS, Check, CheckFailed, Part, Verdict

# A code for each ground that each check can have.
FOUND = {
    "form": ["form-holds", "not-a-credential", "offline"],
    "signature": ["signature-holds", "signature-wrong", "did-method-unknown"],
    "issuer": ["issuer-institution", "issuer-not-signer", "issuer-suspended", "issuer-unproven"],
    "dates": ["dates-hold", "date-unreadable", "expired", "not-yet-valid", "dates-unproven"],
    "status": ["not-revoked", "status-entry-broken", "revoked", "suspended", "list-short"],
}
EVERY = list(itertools.product(*FOUND.values()))


def verdict(*codes: str, parts: tuple[Part, ...] = ()) -> Verdict:
    filled = {code: dict.fromkeys(("kind", "seen", "detail", "did", "url", "member"), "x") for code in codes}
    checks = tuple(Check(name, code, filled[code]) for name, code in zip(CHECKS, codes, strict=False))
    return Verdict(checks, Facts(issuer_kind="institution"), parts)


def expected(codes: tuple[str, ...]) -> str:
    """The table again, written as a person would decide it."""
    grounds = [SENTENCES[code].ground for code in codes]
    if "broken" in grounds:
        return "invalid"
    if grounds[0] != "passed" or grounds[1] != "passed":
        return "unverifiable"
    for ground, outcome in (
        ("revoked", "revoked"),
        ("suspended", "suspended"),
        ("expired", "expired"),
        ("early", "invalid"),
    ):
        if ground in grounds:
            return outcome
    return "valid" if grounds == ["passed"] * 5 else "unverifiable"


def test_every_combination_has_its_outcome() -> None:
    assert len(EVERY) == 900
    assert [codes for codes in EVERY if verdict(*codes).outcome != expected(codes)] == []


def test_only_one_of_all_combinations_is_valid() -> None:
    assert [codes for codes in EVERY if verdict(*codes).outcome == "valid"] == [
        tuple(found[0] for found in FOUND.values())
    ]


@pytest.mark.parametrize("missing", CHECKS)
def test_a_check_that_was_not_made_is_never_valid(missing: str) -> None:
    whole = verdict(*(found[0] for found in FOUND.values()))
    checks = tuple(check for check in whole.checks if check.name != missing)
    assert Verdict(checks, Facts()).outcome == "unverifiable"
    assert Verdict((), Facts()).outcome == "unverifiable"


def test_an_unproven_document_is_not_believed_when_it_says_that_it_has_expired() -> None:
    assert (
        verdict("form-holds", "did-method-unknown", "issuer-suspended", "expired", "revoked").outcome == "unverifiable"
    )


@pytest.mark.parametrize(
    ("status", "outcome"), [("revoked", "revoked"), ("suspended", "suspended"), ("list-short", "unverifiable")]
)
def test_a_record_is_not_better_than_what_is_in_it(status: str, outcome: str) -> None:
    good = [found[0] for found in FOUND.values()]
    inner = verdict(*good[:4], status)
    record = verdict(*good, parts=(Part("credential", "/0", verdict(*good)), Part("credential", "/1", inner)))
    assert record.outcome == outcome
    assert "The record holds 2 credentials; " in record.headline.sentence()


def test_a_bad_endorsement_does_not_weigh_on_the_badge() -> None:
    good = [found[0] for found in FOUND.values()]
    assert verdict(*good, parts=(Part("endorsement", "/e", verdict(*good[:4], "revoked")),)).outcome == "valid"


def test_the_reasons_are_the_checks_that_decided() -> None:
    found = verdict("form-holds", "signature-holds", "issuer-suspended", "expired", "suspended")
    assert [check.code for check in found.reasons] == ["issuer-suspended", "suspended"]
    assert found.headline.sentence().startswith("Suspended. The issuer is an institution")


def test_a_valid_headline_says_who_vouches() -> None:
    good = verdict(*(found[0] for found in FOUND.values()))
    stranger = Verdict(
        good.checks, Facts(issuer_id="did:web:x.example", issuer_name="IIT Bombay", issuer_kind="stranger")
    )
    assert "make sure that x.example really belongs to IIT Bombay" in stranger.headline.sentence()
    unvouched = Verdict(good.checks, Facts(issuer_id="did:key:z6Mk", issuer_name="IIT Bombay", issuer_kind="unvouched"))
    assert "nobody vouches for the key" in unvouched.headline.sentence()


def test_a_code_without_a_sentence_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        CheckFailed("no-such-code")


def test_every_ground_has_a_sentence_and_every_sentence_ends() -> None:
    assert {telling.ground for telling in SENTENCES.values()} == set(get_args(Ground))
    assert all(text.endswith((".", "%(reason)s")) for text in HEADLINES.values())
    assert all(telling.template.endswith((".", "%(reason)s", "%(detail)s")) for telling in SENTENCES.values())
