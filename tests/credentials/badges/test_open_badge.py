"""The credential of an award: passes our schema, in spelling that signs, whatever the facts are."""

import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from credentials.badges.facts import BadgeFacts
from credentials.badges.open_badge import open_badge
from credentials.badges.refusals import UnfitFacts
from credentials.badges.schema import schema
from tests.credentials.badges.examples import ABC_ID, ACHIEVEMENT, CONTEXTS, FULL, MINIMAL
from tests.credentials.badges.strategies import badges
from tests.credentials.badges.walking import nodes, texts, values

PROFILE = Draft202012Validator(schema("badge"))
WITHOUT_ID = {"IdentityObject", "IdentifierEntry"}


def test_the_examples_pass_our_schema() -> None:
    for facts in (FULL, MINIMAL):
        PROFILE.validate(open_badge(facts))


@settings(max_examples=150, deadline=None)
@given(badges())
def test_any_facts_make_a_document_that_passes_our_schema(facts: BadgeFacts) -> None:
    badge = open_badge(facts)
    PROFILE.validate(badge)
    assert not [value for value in values(badge) if value is None or value in ("", [], {})]
    said = [letter for text in texts(badge) for letter in text]
    assert {unicodedata.category(letter) for letter in said}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not set(said) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@settings(max_examples=50, deadline=None)
@given(badges())
def test_every_node_has_an_id_of_its_own_save_two_kinds(facts: BadgeFacts) -> None:
    badge = open_badge(facts)
    assert {node["type"] for node in nodes(badge) if "id" not in node} <= WITHOUT_ID
    counted = Counter(node["id"] for node in nodes(badge) if "id" in node)
    assert {iri for iri, times in counted.items() if times > 1} == {facts.issuer.id}


def test_the_issuer_stands_twice_and_says_no_two_things() -> None:
    badge = open_badge(FULL)
    assert badge["credentialSubject"]["achievement"]["creator"].items() <= badge["issuer"].items()


def test_joiners_and_quotes_survive() -> None:
    title = 'क्‍ष \u200c"GIS" \\ <b>'
    badge = open_badge(replace(FULL, achievement=replace(ACHIEVEMENT, title=title)))
    assert badge["name"] == badge["credentialSubject"]["achievement"]["name"] == title


def test_letters_that_turn_a_name_around_are_left_out() -> None:
    turned = "A\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ud800B"
    badge = open_badge(replace(FULL, achievement=replace(ACHIEVEMENT, title=turned)))
    assert badge["name"] == "AB"


def test_status_is_one_object_with_an_index_of_text() -> None:
    status = open_badge(FULL)["credentialStatus"]
    assert status["type"] == "BitstringStatusListEntry"
    assert status["statusPurpose"] == "revocation"
    assert status["statusListIndex"] == "94567"
    assert status["id"] == f"{status['statusListCredential']}#94567"


def test_contexts_stand_in_their_order_and_types_are_two() -> None:
    badge = open_badge(FULL)
    assert badge["@context"] == list(CONTEXTS[:3])
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


def test_the_achievement_is_the_same_in_every_award() -> None:
    other = replace(FULL, id=f"{FULL.id}9", grade="", grade_points=None, credits_last_day=None, learner=MINIMAL.learner)
    subjects = [open_badge(facts)["credentialSubject"] for facts in (FULL, other)]
    assert subjects[0]["achievement"] == subjects[1]["achievement"]
    assert "allowedValue" not in str(subjects)


@pytest.mark.parametrize(("credits", "written"), [("2.00", "2"), ("2.50", "2.5"), ("0.01", "0.01"), ("40", "40")])
def test_credits_are_plain_numbers_and_results_are_text(credits: str, written: str) -> None:
    facts = replace(FULL, achievement=replace(ACHIEVEMENT, credits=Decimal(credits)))
    subject = open_badge(facts)["credentialSubject"]
    assert repr(subject["creditsEarned"]) == repr(subject["achievement"]["creditsAvailable"]) == written
    assert written in {result["value"] for result in subject["result"]}
    assert all(isinstance(result["value"], str) for result in subject["result"])


def test_each_result_is_described_by_the_achievement() -> None:
    for facts in (FULL, MINIMAL):
        subject = open_badge(facts)["credentialSubject"]
        described = {node["id"] for node in subject["achievement"]["resultDescription"]}
        assert {result["resultDescription"] for result in subject["result"]} <= described


def test_a_credential_ends_only_where_it_is_told_to_and_its_credits_end_beside_it() -> None:
    badge = open_badge(FULL)
    assert "validUntil" not in badge
    assert "2031-05-30" in {result["value"] for result in badge["credentialSubject"]["result"]}
    ending = open_badge(replace(FULL, valid_until=datetime(2030, 1, 1, tzinfo=UTC)))
    assert ending["validUntil"] == "2030-01-01T00:00:00Z"


def test_times_are_told_in_utc_to_the_second() -> None:
    in_india = datetime(2026, 6, 20, 2, 0, 0, 999, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert open_badge(replace(FULL, awarded_at=in_india))["awardedDate"] == "2026-06-19T20:30:00Z"


def test_the_abc_id_is_nowhere_in_clear() -> None:
    assert not [text for text in texts(open_badge(FULL)) if ABC_ID in text]
    assert ABC_ID not in repr(FULL)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"refresh_url": FULL.id}, "same-as-the-credential"),
        ({"id": "credentials/1"}, "not-an-absolute-id"),
        ({"id": "https://abc.example/a b"}, "not-an-absolute-id"),
        ({"id": "javascript:alert(1)"}, "not-an-absolute-id"),
        ({"valid_until": FULL.valid_from}, "ends-before-it-begins"),
    ],
)
def test_facts_that_no_credential_can_say_are_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(UnfitFacts) as refused:
        replace(FULL, **changes)
    assert refused.value.code == code


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(UnfitFacts, match="time-without-zone"):
        open_badge(replace(FULL, awarded_at=datetime(2026, 6, 20)))  # noqa: DTZ001
