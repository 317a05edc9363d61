"""JSON-LD contexts, as far as the pinned ones go: what a term of a document means where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from credentials.signing.contexts import context_of
from credentials.signing.definitions import KEYWORDS, Definer, Term, expanded
from credentials.signing.errors import UnsignableDocument
from credentials.signing.literals import is_iri

_CONTEXT_KEYWORDS = frozenset({"@version", "@protected", "@vocab"})
_MOST_NEXT, _MOST_WORDS = 256, 4096
_PLAIN = Term("")


class Sense(NamedTuple):
    """What a key means where it stands: a keyword, or a property in angle brackets ("" if it is none) and its term."""

    meaning: str | None
    keyword: str
    predicate: str
    term: Term


class _Senses(dict[str, Sense]):
    """The senses of the words that were looked up, worked out once; bounded, for strangers' words have no end."""

    def __init__(self, terms: Mapping[str, Term], vocab: str | None) -> None:
        super().__init__()
        self._terms, self._vocab = terms, vocab

    def __missing__(self, word: str) -> Sense:
        if len(self) >= _MOST_WORDS:
            self.clear()
        meaning = expanded(word, self._terms, self._vocab)
        keyword = meaning if meaning in KEYWORDS and meaning is not None else ""
        predicate = f"<{meaning}>" if meaning is not None and not keyword and is_iri(meaning) else ""
        found = self[word] = Sense(meaning, keyword, predicate, self._terms.get(word, _PLAIN))
        return found


@dataclass(slots=True, eq=False)
class Active:
    """The context that holds at one place of a document; `previous` is what returns below a type-scoped one.

    Contexts never change, so what follows from one is kept in it: the same place of the next document is then known.
    What is kept is bounded, for strangers' documents name words and types without end.
    """

    terms: Mapping[str, Term]
    vocab: str | None = None
    previous: "Active | None" = None
    senses: _Senses = field(init=False)
    _next: dict[Any, "Active"] = field(default_factory=dict, init=False)
    _kept: list[Any] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.senses = _Senses(self.terms, self.vocab)

    def iri(self, word: str) -> str | None:
        """Return what a key or a type means (vocabulary-relative); None for an undefined word."""
        return self.senses[word].meaning

    def reference(self, text: str) -> str:
        """Return what an id means: an address as it stands, or one that begins with a prefix of the context."""
        prefix, colon, suffix = text.partition(":")
        if colon and prefix in self.terms and not suffix.startswith("//") and self.terms[prefix].is_prefix:
            return self.terms[prefix].iri + suffix
        return text

    def with_context(self, context: Any) -> "Active":
        """Return the context below a term that brings one of its own: property-scoped, it may redefine all."""
        key = id(context)
        if key not in self._next:
            self._make_room()
            self._next[key] = processed(self, context, is_pinned=True, may_redefine=True)
            self._kept.append(context)  # as long as it lives, no other context has its identity
        return self._next[key]

    def with_types(self, types: Sequence[str]) -> "Active":
        """Return the context that holds in a node of these types (type-scoped, sorted; it ends with the node)."""
        key = tuple(types)
        if not key:
            return self
        if key not in self._next:
            self._make_room()
            result = self
            for name in sorted(key):
                if self.senses[name].term.is_scoped:
                    result = processed(result, self.terms[name].context, is_pinned=True)
            if result is not self:
                result = Active(result.terms, result.vocab, self.previous or self)
            self._next[key] = result
        return self._next[key]

    def _make_room(self) -> None:
        if len(self._next) >= _MOST_NEXT:
            self._next.clear()
            self._kept.clear()


NOTHING = Active({})


def processed(active: Active, local: Any, *, is_pinned: bool = False, may_redefine: bool = False) -> Active:
    """Return a context with another, or a list of them, on top (JSON-LD 1.1 Processing Algorithms, 4.1).

    Refuses unknown addresses, features that the pinned contexts don't use, and, unless it may redefine, another
    meaning for a protected term: otherwise whoever passes a document on could swap what two of its members say, and
    the signature would still hold.
    """
    for one in local if isinstance(local, list) else [local]:
        if one is None and may_redefine:
            active = NOTHING
        elif isinstance(one, str):
            active = processed(active, context_of(one), is_pinned=True, may_redefine=may_redefine)
        elif isinstance(one, dict):
            active = _merged(active, one, is_pinned, may_redefine)
        else:
            raise UnsignableDocument("/@context", f"A context is {type(one).__name__}; expected an address.")
    return active


def _merged(active: Active, local: Mapping[str, Any], is_pinned: bool, may_redefine: bool) -> Active:
    if unknown := [key for key in local if key.startswith("@") and key not in _CONTEXT_KEYWORDS]:
        raise UnsignableDocument("/@context", f"{unknown[0]} in a context is not supported.")
    version, is_protected = local.get("@version", 1.1), local.get("@protected", False)
    if isinstance(version, bool) or version != 1.1 or not isinstance(is_protected, bool):
        raise UnsignableDocument("/@context", "@version or @protected has a value that is not supported.")
    vocab = local.get("@vocab", active.vocab)
    if "@vocab" in local and not (isinstance(vocab, str) and ":" in vocab and active.reference(vocab) == vocab):
        raise UnsignableDocument("/@context", "@vocab is not an absolute IRI.")
    names = {name: value for name, value in local.items() if not name.startswith("@")}
    definer = Definer(
        names, active.terms, vocab, is_protected=is_protected, is_pinned=is_pinned, may_redefine=may_redefine
    )
    return Active(definer.all(), vocab, active.previous)
