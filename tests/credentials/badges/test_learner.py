"""The learner is told by a hash that verifies, and by a name only where it is wanted."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.badges.facts import LearnerFacts
from credentials.badges.learner import identity_hash, is_identity
from credentials.badges.open_badge import open_badge
from credentials.badges.refusals import UnfitFacts
from tests.credentials.badges.examples import ABC_ID, FULL, LEARNER, SALT
from tests.credentials.badges.strategies import DIGITS


def test_the_hash_of_the_abc_id_verifies_with_the_salt_in_the_document() -> None:
    hashed = open_badge(FULL)["credentialSubject"]["identifier"][0]
    assert hashed["salt"] == SALT
    assert is_identity(hashed, ABC_ID)
    assert not is_identity(hashed, "012345678902")
    assert not is_identity({**hashed, "salt": "another salt altogether"}, ABC_ID)


def test_the_hash_is_over_the_identity_followed_by_the_salt() -> None:
    digest = hashlib.sha256(b"a@b.exampledeadseadeadsea12").hexdigest()
    assert identity_hash("a@b.example", "deadseadeadsea12") == f"sha256${digest}"


@given(DIGITS, st.text(min_size=16))
def test_every_id_is_known_again_and_kept_nowhere(abc_id: str, salt: str) -> None:
    learner = LearnerFacts.of_abc_id(abc_id, salt=salt)
    assert is_identity({"hashed": True, "identityHash": learner.identity_hash, "salt": salt}, abc_id)
    assert abc_id not in repr(LearnerFacts.of_abc_id(abc_id, salt="saltier than salt"))


def test_a_name_stands_in_clear_beside_the_hash_and_is_left_out_where_unwanted() -> None:
    named = open_badge(FULL)["credentialSubject"]["identifier"]
    assert [entry["identityType"] for entry in named] == ["ext:ABCID", "name"]
    assert is_identity(named[1], "आशा राव")
    unnamed = open_badge(replace(FULL, learner=replace(LEARNER, name=" ")))["credentialSubject"]["identifier"]
    assert [entry["identityType"] for entry in unnamed] == ["ext:ABCID"]


@pytest.mark.parametrize(
    ("abc_id", "salt", "code"), [(ABC_ID, "short", "salt-too-short"), ("", SALT, "identity-empty")]
)
def test_a_short_salt_and_an_empty_id_are_refused(abc_id: str, salt: str, code: str) -> None:
    with pytest.raises(UnfitFacts, match=code):
        LearnerFacts.of_abc_id(abc_id, salt=salt)


def test_an_id_in_clear_where_a_hash_belongs_is_refused() -> None:
    with pytest.raises(UnfitFacts, match="not-a-hash"):
        LearnerFacts(ABC_ID, SALT)
