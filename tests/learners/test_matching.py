"""Names and birthdays compared: tolerant of writing, never of another person."""

from datetime import date
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learners.matching import folded_words, match_of, names_agree
from learners.people import Person

LETTERS = st.characters(whitelist_categories=["Lu", "Ll"], max_codepoint=0x17F) | st.sampled_from(
    "अआकखगचजटतदनपबमयरलवशसह"
)
WORD = st.text(LETTERS, min_size=2, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
ANYTHING = st.text(max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ananya Das", "ANANYA  DAS"),
        ("Dr. Ananya Das", "Ananya Das"),
        ("श्री रोहन कुमार", "रोहन कुमार"),
        ("K. R. Narayanan", "Kocheril Raman Narayanan"),
        ("K.R.Narayanan", "Narayanan Kocheril R"),
        ("शर्\u200dमा राम", "शर्मा राम"),
        ("Jose\u0301 D'Souza", "Jos\u00e9 DSouza"),
        ("अ. कुमार", "अमित कुमार"),
        ("फ़िरोज़ खान", "फ\u093cिरोज\u093c खान"),
        ("Asha Kumari", "ASHA KUMARI"),
    ],
)
def test_writings_of_one_name_agree(one: str, other: str) -> None:
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ananya Das", "Anaya Das"),
        ("Ananya Das", "Ananya Dasgupta"),
        ("A D", "Ananya Das"),
        ("Ananya Das", "Ananya Kumari Das"),
        ("R Kumar", "Ramesh Krishnan"),
        ("कमल राम", "कमला राम"),
        ("Ravi Kumar", "Rajesh Kumar"),
    ],
)
def test_different_names_differ(one: str, other: str) -> None:
    assert not names_agree(one, other)
    assert not names_agree(other, one)


@given(ANYTHING, ANYTHING)
def test_comparing_is_symmetric_and_never_fails(one: str, other: str) -> None:
    assert names_agree(one, one)
    assert names_agree(one, other) == names_agree(other, one)


@given(NAME, st.sampled_from(["", "Dr ", "Smt. ", "श्री "]), st.sampled_from([" ", "  ", "\t", "\u00a0"]))
def test_case_spaces_and_honorifics_do_not_matter(name: str, honorific: str, space: str) -> None:
    assert names_agree(name, honorific + name.replace(" ", space).casefold())


@given(NAME, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(name: str, random: Random) -> None:
    words = list(folded_words(f"Zz {name}"))
    shuffled = random.sample(words, len(words))
    assume(len(folded_words(" ".join(shuffled))) == len(words))
    assert names_agree(" ".join(words), " ".join(shuffled))


@given(st.lists(WORD, min_size=2, max_size=4), st.data())
def test_an_initial_stands_for_its_word(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 2))
    folded = list(folded_words("Zz " + " ".join(words)))
    shortened = [*folded]
    shortened[place + 1] = folded[place + 1][0]
    assert names_agree(" ".join(folded), " ".join(shortened))


def test_what_one_side_does_not_say_cannot_differ() -> None:
    own = Person("0" * 12, "Ananya Das", "अनन्या दास", date(2004, 3, 9))
    assert match_of(own, Person("0" * 12, "")) == "matched"
    assert match_of(own, Person("0" * 12, "अनन्या दास")) == "matched"
    assert match_of(own, Person("0" * 12, "Rohan", "", date(2004, 3, 8))) == "both-differ"
