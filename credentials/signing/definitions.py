"""What one context defines: each term's meaning, by the other terms of the same context and those before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from credentials.signing.errors import UnsignableDocument
from credentials.signing.literals import is_iri

KEYWORDS = frozenset({"@id", "@type", "@value", "@language", "@context", "@graph", "@list", "@set", "@json", "@vocab"})
_ALIASED = KEYWORDS - {"@context", "@json", "@vocab"}
_COERCIONS = frozenset({"@id", "@vocab", "@json"})
_CONTAINERS = ({"@set"}, {"@list"}, {"@graph"}, {"@graph", "@set"}, set[str]())
_MEMBERS = frozenset({"@id", "@type", "@container", "@protected"})
_PREFIX_ENDS = tuple(":/?#[]@")
_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Term:
    """What a term stands for; `context` is the context of its own that holds below it, or in nodes of its type.

    Two terms are equal if they mean the same, protected or not.
    """

    iri: str
    coercion: str = ""
    container: frozenset[str] = frozenset()
    context: Any = _ABSENT
    is_prefix: bool = False
    is_protected: bool = field(default=False, compare=False)

    @property
    def is_scoped(self) -> bool:
        """Whether the term brings a context of its own."""
        return self.context is not _ABSENT


class Definer:
    """Defines the terms of one context on top of those before it (JSON-LD 1.1 Processing Algorithms, 4.2).

    Refuses, as `UnsignableDocument`: another meaning for a protected term unless that is allowed, definitions in a
    circle, meanings that are no absolute IRI, and features that the pinned contexts don't use. In a document's own
    context (not pinned) also scoped contexts.
    """

    def __init__(
        self,
        local: Mapping[str, Any],
        before: Mapping[str, Term],
        vocab: str | None,
        *,
        is_protected: bool,
        is_pinned: bool,
        may_redefine: bool,
    ) -> None:
        self._local, self._before, self._vocab = local, before, vocab
        self._is_protected, self._is_pinned, self._may_redefine = is_protected, is_pinned, may_redefine
        self._terms = dict(before)
        self._begun: set[str] = set()
        self._done: set[str] = set()

    def all(self) -> dict[str, Term]:
        """Return every term that holds, these and those before."""
        for name in self._local:
            self._define(name)
        return self._terms

    def _define(self, name: str) -> None:
        if name in self._done:
            return
        if name in self._begun:
            self._refuse(name, "is defined by itself")
        self._begun.add(name)
        value = self._local[name]
        if not name or ":" in name or "/" in name:
            self._refuse(name, "is no term")
        members = {"@id": value} if isinstance(value, str) else value
        allowed = _MEMBERS | {"@context"} if self._is_pinned else _MEMBERS
        if not isinstance(members, dict) or not members.keys() <= allowed:
            self._refuse(name, "has a definition that is not supported")
        found = self._term(name, members, is_simple=isinstance(value, str))
        self._terms[name] = self._unless_protected(name, found)
        self._done.add(name)

    def _term(self, name: str, members: Mapping[str, Any], *, is_simple: bool) -> Term:
        iri = self._meaning(name, members.get("@id", name))
        coercion, container = self._coercion(name, members), self._container(name, members)
        is_protected = members.get("@protected", self._is_protected)
        if not isinstance(is_protected, bool):
            self._refuse(name, "is neither protected nor not")
        if iri.startswith("@") and (coercion or container):
            self._refuse(name, f"stands for {iri} and more")
        if coercion == "@json" and not container <= {"@set"}:
            self._refuse(name, "holds JSON in a container that is not supported")
        is_prefix = is_simple and iri.endswith(_PREFIX_ENDS)
        return Term(iri, coercion, container, members.get("@context", _ABSENT), is_prefix, is_protected)

    def _unless_protected(self, name: str, found: Term) -> Term:
        before = self._before.get(name)
        if before is None or not before.is_protected or self._may_redefine:
            return found
        if found != before:
            self._refuse(name, "is protected, and defined anew")
        return before

    def _meaning(self, name: str, word: Any) -> str:
        own = None if self._vocab is None else self._vocab + name
        found = own if word == name else self._expanded(name, word)
        if found is None or not (found in _ALIASED or is_iri(found)):
            self._refuse(name, "does not stand for an absolute IRI")
        return found

    def _coercion(self, name: str, members: Mapping[str, Any]) -> str:
        if "@type" not in members:
            return ""
        found = self._expanded(name, members["@type"])
        if found is None or not (found in _COERCIONS or is_iri(found)):
            self._refuse(name, "has a type that is not supported")
        return found

    def _container(self, name: str, members: Mapping[str, Any]) -> frozenset[str]:
        value = members.get("@container", [])
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in items) or set(items) not in _CONTAINERS:
            self._refuse(name, "has a container that is not supported")
        return frozenset(items)

    def _expanded(self, name: str, word: Any) -> str | None:
        if not isinstance(word, str):
            self._refuse(name, "is defined by what is not text")
        for needed in (word, word.partition(":")[0]):
            if needed in self._local:
                self._define(needed)
        return expanded(word, self._terms, self._vocab)

    def _refuse(self, name: str, why: str) -> NoReturn:
        raise UnsignableDocument("/@context", f"The term {name[:80]!r} {why}.")


def expanded(word: str, terms: Mapping[str, Term], vocab: str | None) -> str | None:
    """Return what a word means (JSON-LD 1.1 Processing Algorithms, 5.2, vocabulary-relative); None for nothing."""
    if word in KEYWORDS:
        return word
    if word.startswith("@"):
        return None
    if word in terms:
        return terms[word].iri
    prefix, colon, suffix = word.partition(":")
    if colon:
        if prefix in terms and not suffix.startswith("//") and terms[prefix].is_prefix:
            return terms[prefix].iri + suffix
        return word
    return None if vocab is None else vocab + word
