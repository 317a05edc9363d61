"""A learner's record: every credential in it as it was issued."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from credentials.badges.clr import ClrFacts, ProgrammeFacts, clr
from credentials.badges.open_badge import open_badge
from credentials.badges.refusals import UnfitFacts
from credentials.badges.schema import schema
from tests.credentials.badges.examples import BANK, CONTEXTS, FULL, LEARNER, MINIMAL, SITE
from tests.credentials.badges.walking import nodes

NOW = datetime(2026, 7, 1, tzinfo=UTC)
PROOF = {"type": "DataIntegrityProof", "proofValue": "z3"}
HELD: tuple[dict[str, Any], ...] = tuple({**open_badge(facts), "proof": PROOF} for facts in (FULL, MINIMAL))
PARTS = (FULL.achievement.id, MINIMAL.achievement.id)
FACTS = ClrFacts(
    id=f"{SITE}/records/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9c01",
    publisher=BANK,
    learner=LEARNER,
    credentials=HELD,
    awarded_at=NOW,
    valid_from=NOW,
    programmes=(ProgrammeFacts(f"{SITE}/programmes/ba", "BA Geography", PARTS),),
)


def test_a_record_passes_our_schema_and_holds_every_credential_to_the_letter() -> None:
    record = clr(FACTS)
    Draft202012Validator(schema("record")).validate(record)
    assert record["@context"] == [CONTEXTS[0], CONTEXTS[3], CONTEXTS[1], CONTEXTS[2]]
    assert record["credentialSubject"]["verifiableCredential"] == list(HELD)
    assert record["issuer"]["id"] == BANK.id


def test_achievements_are_listed_in_short_and_belong_to_their_programme() -> None:
    subject = clr(FACTS)["credentialSubject"]
    assert [node["id"] for node in subject["achievement"]] == [*PARTS, f"{SITE}/programmes/ba"]
    assert {(node["sourceId"], node["targetId"]) for node in subject["association"]} == {
        (part, f"{SITE}/programmes/ba") for part in PARTS
    }


def test_an_achievement_earned_twice_is_listed_once() -> None:
    again = {**HELD[0], "id": f"{FULL.id}9"}
    record = clr(replace(FACTS, credentials=(*HELD, again), programmes=()))
    assert [node["id"] for node in record["credentialSubject"]["achievement"]] == list(PARTS)
    assert "association" not in record["credentialSubject"]


def test_what_is_said_twice_of_one_node_agrees() -> None:
    record = clr(FACTS)
    for short in record["credentialSubject"]["achievement"][:2]:
        long = next(n for n in nodes(record) if n.get("id") == short["id"] and "alignment" in n)
        assert {key: value for key, value in short.items() if key != "criteria"}.items() <= long.items()


def test_a_part_of_a_record_says_that_it_is_one() -> None:
    assert clr(FACTS)["partial"] is False
    assert clr(replace(FACTS, is_partial=True))["partial"] is True


def test_unsigned_doubled_and_missing_credentials_are_refused() -> None:
    for credentials, code in (
        ((open_badge(FULL),), "credential-without-proof"),
        ((HELD[0], HELD[0]), "named-twice"),
        ((), "missing"),
    ):
        with pytest.raises(UnfitFacts, match=code):
            replace(FACTS, credentials=credentials)


def test_a_programme_of_achievements_that_the_record_lacks_is_refused() -> None:
    with pytest.raises(UnfitFacts, match="part-not-in-the-record"):
        clr(replace(FACTS, credentials=HELD[:1]))
