"""JSON-LD contexts, as far as the pinned ones go: what a term of a document means where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from credentials.signing.contexts import context_of
from credentials.signing.errors import UnsignableDocument

_CONTEXT_KEYWORDS = frozenset({"@version", "@protected", "@vocab"})
_TERM_KEYWORDS = frozenset({"@id", "@type", "@container", "@context", "@protected"})
_CONTAINERS = frozenset({"@set", "@list", "@graph"})
KEYWORDS = frozenset({"@id", "@type", "@value", "@language", "@context", "@graph", "@list", "@set", "@json", "@vocab"})
_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Term:
    """What a term stands for; `context` is the context of its own that holds below it, or in nodes of its type."""

    iri: str
    coercion: str = ""
    container: frozenset[str] = frozenset()
    context: Any = _ABSENT

    @property
    def is_scoped(self) -> bool:
        """Whether the term brings a context of its own."""
        return self.context is not _ABSENT


@dataclass(slots=True, eq=False)
class Active:
    """The context that holds at one place of a document; `previous` is what returns below a type-scoped one.

    Contexts never change, so what follows from one is kept in it: the same place of the next document is then known.
    """

    terms: Mapping[str, Term]
    vocab: str | None = None
    previous: "Active | None" = None
    _next: dict[Any, "Active"] = field(default_factory=dict)
    _iris: dict[str, str | None] = field(default_factory=dict)
    _kept: list[Any] = field(default_factory=list)

    def iri(self, word: str) -> str | None:
        """Return what a key or a type means (vocabulary-relative); None for an undefined word."""
        if word not in self._iris:
            self._iris[word] = _expanded(word, self.terms, self.vocab)
        return self._iris[word]

    def with_context(self, context: Any) -> "Active":
        """Return the context that holds below a term that brings one of its own (property-scoped)."""
        key = id(context)
        if key not in self._next:
            self._next[key] = processed(self, context)
            self._kept.append(context)  # as long as it lives, no other context has its identity
        return self._next[key]

    def with_types(self, types: Iterable[str]) -> "Active":
        """Return the context that holds in a node of these types (type-scoped, sorted; it ends with the node)."""
        scoped = tuple(name for name in sorted(types) if name in self.terms and self.terms[name].is_scoped)
        if not scoped:
            return self
        key = scoped
        if key not in self._next:
            result = self
            for name in scoped:
                result = processed(result, self.terms[name].context)
            self._next[key] = replace(result, previous=self.previous or self, _next={}, _iris={}, _kept=[])
        return self._next[key]


NOTHING = Active({})


def processed(active: Active, local: Any) -> Active:
    """Return a context with another, or a list of them, on top. Refuses unknown addresses and unknown features.

    (JSON-LD 1.1 Processing Algorithms, 4.1, for the features of the pinned contexts.)
    """
    for one in local if isinstance(local, list) else [local]:
        if one is None:
            active = NOTHING
        elif isinstance(one, str):
            active = processed(active, context_of(one))
        elif isinstance(one, dict):
            active = _merged(active, one)
        else:
            raise UnsignableDocument("/@context", f"A context is {type(one).__name__}; expected an address.")
    return active


def _merged(active: Active, local: Mapping[str, Any]) -> Active:
    if unknown := [key for key in local if key.startswith("@") and key not in _CONTEXT_KEYWORDS]:
        raise UnsignableDocument("/@context", f"{unknown[0]} in a context is not supported.")
    vocab = local.get("@vocab", active.vocab)
    terms = dict(active.terms)
    names = {name: value for name, value in local.items() if not name.startswith("@")}
    for name, value in names.items():
        terms[name] = _term(name, value, names, active, vocab)
    return Active(terms, vocab, active.previous)


def _term(name: str, value: Any, local: Mapping[str, Any], active: Active, vocab: str | None) -> Term:
    if isinstance(value, str):
        return Term(_defined(value, local, active, vocab))
    if not isinstance(value, dict) or not value.keys() <= _TERM_KEYWORDS:
        raise UnsignableDocument("/@context", f"The definition of {name!r} is not supported.")
    named = value.get("@type", "")
    coercion = named if named.startswith("@") else _defined(named, local, active, vocab) if named else ""
    container = value.get("@container", [])
    found = frozenset([container] if isinstance(container, str) else container)
    if not found <= _CONTAINERS:
        raise UnsignableDocument("/@context", f"The container of {name!r} is not supported.")
    iri = _defined(value.get("@id", name), local, active, vocab)
    return Term(iri, coercion, found, value.get("@context", _ABSENT))


def _defined(word: str, local: Mapping[str, Any], active: Active, vocab: str | None) -> str:
    """Return the IRI of a word in a definition, by the terms of the same context first."""
    if word.startswith("@"):
        return word
    if word in local:
        inner = local[word]
        target = inner if isinstance(inner, str) else inner.get("@id", "")
        if target and target != word:
            return _defined(target, local, active, vocab)
    prefix, colon, suffix = word.partition(":")
    if colon and not suffix.startswith("//") and prefix in local:
        return _defined(prefix, local, active, vocab) + suffix
    found = _expanded(word, active.terms, vocab)
    if found is None:
        raise UnsignableDocument("/@context", f"{word!r} in a definition means nothing.")
    return found


def _expanded(word: str, terms: Mapping[str, Term], vocab: str | None) -> str | None:
    if word in KEYWORDS:
        return word
    if word in terms:
        return terms[word].iri
    prefix, colon, suffix = word.partition(":")
    if colon:
        if not suffix.startswith("//") and prefix in terms:
            return terms[prefix].iri + suffix
        return word
    return None if vocab is None else vocab + word
