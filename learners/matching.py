"""Comparing a roster's name and birthday with the learner's own: tolerant of writing, never of another person.

Names are compared without case, spaces, punctuation, joiners and leading honorifics, in any order of the words,
and an initial stands for any word that it begins. At least one word has to be the same in full. Storage keeps
every character; only the comparison leaves them out.
"""

import unicodedata
from collections import Counter

from learners.people import Person

MATCHED, NAME_DIFFERS, BIRTHDAY_DIFFERS, BOTH_DIFFER = "matched", "name-differs", "birthday-differs", "both-differ"

_LEFT_OUT = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff'\u2019\u02bc"))
_LATIN_HONORIFICS = "mr mrs ms miss dr prof professor shri shree sri smt shrimati kumari kum km ku"
_HINDI_HONORIFICS = "श्री श्रीमती सुश्री कुमारी कु डॉ डा प्रो प्रोफेसर"
_HONORIFICS = frozenset(f"{_LATIN_HONORIFICS} {_HINDI_HONORIFICS}".split())


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: NFC, case folded, no joiners, punctuation or honorifics."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold().translate(_LEFT_OUT))
    words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in plain).split()
    start = 0
    while start < len(words) - 1 and words[start] in _HONORIFICS:
        start += 1
    return tuple(words[start:])


def names_agree(one: str, other: str) -> bool:
    """Tell whether two writings of a name can be one person's: symmetric, and true of a name and itself."""
    if one == other:
        return True
    left, right = folded_words(one), folded_words(other)
    if sorted(left) == sorted(right):
        return True
    if len(left) != len(right):
        return False
    shared = Counter(left) & Counter(right)
    if not any(_is_full(word) for word in shared):
        return False
    return _initials_fit(Counter(left) - shared, Counter(right) - shared)


def match_of(own: Person, roster: Person) -> str:
    """Return how a roster's person fits the learner's own record; what one side does not say can't differ."""
    name_differs = bool(own.names and roster.names) and not any(
        names_agree(one, other) for one in own.names for other in roster.names
    )
    birthday_differs = None not in (own.birthday, roster.birthday) and own.birthday != roster.birthday
    if name_differs:
        return BOTH_DIFFER if birthday_differs else NAME_DIFFERS
    return BIRTHDAY_DIFFERS if birthday_differs else MATCHED


def _initials_fit(left: "Counter[str]", right: "Counter[str]") -> bool:
    """Tell whether the words left over pair up, each full word with an initial of the other side."""
    full_left, initials_left = _by_letter(left)
    full_right, initials_right = _by_letter(right)
    return full_left == initials_right and full_right == initials_left


def _by_letter(words: "Counter[str]") -> tuple["Counter[str]", "Counter[str]"]:
    full: Counter[str] = Counter()
    initials: Counter[str] = Counter()
    for word, times in words.items():
        (full if _is_full(word) else initials)[word[0]] += times
    return full, initials


def _is_full(word: str) -> bool:
    """Tell a word from an initial, which is one letter, with its vowel signs in Indian scripts."""
    return sum(not unicodedata.category(char).startswith("M") for char in word) > 1
