"""From a JSON-LD document to its quads, strictly: what is not defined is refused, never left out of the signature."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from credentials.signing.definitions import Term
from credentials.signing.errors import UnsignableDocument
from credentials.signing.literals import RDF, iri, language_tag, literal
from credentials.signing.terms import NOTHING, Active, Sense, processed

TYPE = f"<{RDF}type>"
FIRST, REST, NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
DEEPEST = 64
LARGE_NODE, MOST_KEPT, LONGEST_KEPT, MOST_CONTEXTS = 10, 512, 40_000, 64
_PLAIN = Term("")


class Quad(NamedTuple):
    """Subject, property, object and graph as N-Quads writes them; a graph of "" is the default one."""

    subject: str
    predicate: str
    value: str
    graph: str = ""

    def line(self) -> str:
        """Return the quad as a line of canonical N-Quads."""
        graph = f" {self.graph}" if self.graph else ""
        return f"{self.subject} {self.predicate} {self.value}{graph} .\n"


@dataclass(slots=True)
class Written:
    """What a document says: `lines` that name no blank node, and `quads` that name at least one."""

    lines: list[str] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)


@dataclass(slots=True)
class _Writer:
    for_signing: bool = True
    written: Written = field(default_factory=Written)
    blanks: int = 0

    def blank(self) -> str:
        self.blanks += 1
        return f"_:b{self.blanks - 1}"

    def node(self, node: Mapping[str, Any], active: Active, graph: str, pointer: str, depth: int = 0) -> str:
        """Write a node and return how it is named."""
        if depth > DEEPEST:
            raise UnsignableDocument(pointer, f"It is nested more than {DEEPEST} deep.")
        if "@context" in node:
            active = _with(active, node["@context"])
        keys = _keys(node, active, pointer)
        types = _types(node, keys, pointer)
        inner = active.with_types(types)
        subject = self._name(node, keys, inner, pointer)
        for name in types:
            meaning = active.iri(name)
            if meaning is None:
                raise UnsignableDocument(f"{pointer}/type", f"The type {name!r} is not defined.")
            self._add(subject, TYPE, iri(meaning, f"{pointer}/type"), graph)
        senses = inner.senses
        for name, value in node.items():
            if not active.senses[name].keyword:
                place = f"{pointer}/{name}" if name.isalnum() else f"{pointer}/{_escaped(name)}"
                predicate = senses[name].predicate or self._refuse_word(name, senses[name], place)
                self._property(subject, predicate, senses[name].term, value, inner, graph, place, depth)
        return subject

    def kept_node(self, node: dict[str, Any], active: Active, graph: str, pointer: str, depth: int) -> str:
        """Write a node of which the lines may be known: what is certified is the same in every award of a version."""
        text = _spelled(node)
        key = (id(active), graph, text, self.for_signing)
        known = _KEPT.get(key)
        if known is not None:
            self.written.lines.extend(known[2])
            return known[1]
        blanks, lines, quads = self.blanks, len(self.written.lines), len(self.written.quads)
        subject = self.node(node, active, graph, pointer, depth)
        names_no_blank = self.blanks == blanks and len(self.written.quads) == quads
        if names_no_blank and 0 < len(text) <= LONGEST_KEPT:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = (active, subject, tuple(sorted(self.written.lines[lines:])))
        return subject

    def _name(self, node: Mapping[str, Any], keys: Mapping[str, str], active: Active, pointer: str) -> str:
        if "@id" not in keys:
            return self.blank()
        value = node[keys["@id"]]
        if not isinstance(value, str):
            raise UnsignableDocument(f"{pointer}/id", f"An id is {type(value).__name__}; expected text.")
        return _named(active.reference(value), f"{pointer}/id")

    def _refuse_word(self, name: str, sense: Sense, pointer: str) -> NoReturn:
        if sense.meaning is None:
            raise UnsignableDocument(pointer, f"The term {name!r:.100} is not defined by the document's contexts.")
        raise UnsignableDocument(
            pointer, f"{name!r:.100} stands for {sense.meaning!r:.100}, which is no property here."
        )

    def _property(
        self,
        subject: str,
        predicate: str,
        term: Term,
        value: Any,
        active: Active,
        graph: str,
        pointer: str,
        depth: int,
    ) -> None:
        if term.coercion == "@json":
            self._add(subject, predicate, self._literal(value, "@json", pointer), graph)
        elif "@list" in term.container:
            items = value if isinstance(value, list) else [value]
            self._add(subject, predicate, self._list(items, term, active, graph, pointer, depth), graph)
        elif isinstance(value, list):
            for place, item in _items(value, pointer):
                self._add(subject, predicate, self._object(item, term, active, graph, place, depth), graph)
        else:
            self._add(subject, predicate, self._object(value, term, active, graph, pointer, depth), graph)

    def _list(self, items: list[Any], term: Term, active: Active, graph: str, pointer: str, depth: int) -> str:
        """Write a list from its end and return its head."""
        head = NIL
        objects = [
            self._object(item, term, active, graph, f"{pointer}/{place}", depth) for place, item in enumerate(items)
        ]
        for written in reversed(objects):
            link = self.blank()
            self._add(link, FIRST, written, graph)
            self._add(link, REST, head, graph)
            head = link
        return head

    def _object(self, item: Any, term: Term, active: Active, graph: str, pointer: str, depth: int) -> str:
        if "@graph" in term.container and not isinstance(item, dict):
            raise UnsignableDocument(pointer, f"It is {type(item).__name__}; expected an object.")
        if isinstance(item, dict):
            if "@graph" not in term.container and _is_value(item, active):
                return self._value_object(item, active, pointer)
            inner = _entered(item, term, active)
            if "@graph" in term.container:
                name = self.blank()
                self.node(item, inner, name, pointer, depth + 1)
                return name
            write = self.kept_node if len(item) >= LARGE_NODE else self.node
            return write(item, inner, graph, pointer, depth + 1)
        if term.coercion in ("@id", "@vocab") and isinstance(item, str):
            below = active.with_context(term.context) if term.is_scoped else active
            found = below.iri(item) if term.coercion == "@vocab" else below.reference(item)
            if found is None:
                raise UnsignableDocument(pointer, f"{item[:200]!r} is neither a defined term nor an absolute IRI.")
            return _named(found, pointer)
        return self._literal(item, "" if term.coercion in ("@id", "@vocab") else term.coercion, pointer)

    def _value_object(self, item: Mapping[str, Any], active: Active, pointer: str) -> str:
        said = {active.iri(name): value for name, value in item.items()}
        value, kind = said.get("@value"), said.get("@type", "")
        if set(said) == {"@value", "@language"} and isinstance(value, str):
            return f"{self._literal(value, '', pointer)}@{language_tag(said['@language'], pointer)}"
        is_plain = len(said) == len(item) and said.keys() <= {"@value", "@type"}
        if is_plain and isinstance(kind, str) and not active.terms.get(kind, _PLAIN).is_scoped:
            return self._literal(value, active.iri(kind) or kind if kind else "", pointer)
        raise UnsignableDocument(pointer, "A value has members that can't be signed.")

    def _literal(self, value: Any, kind: str, pointer: str) -> str:
        return literal(value, kind, pointer, for_signing=self.for_signing)

    def _add(self, subject: str, predicate: str, value: str, graph: str) -> None:
        if subject[0] == "_" or value[0] == "_" or graph[:1] == "_":
            self.written.quads.append(Quad(subject, predicate, value, graph))
        elif graph:
            self.written.lines.append(f"{subject} {predicate} {value} {graph} .\n")
        else:
            self.written.lines.append(f"{subject} {predicate} {value} .\n")


def quads_of(document: Mapping[str, Any], *, for_signing: bool = True) -> Written:
    """Return what a document says as quads, blank nodes labelled in the order of writing.

    Refuses (`UnsignableDocument`) terms that no context defines, relative IRIs, nulls, lists in lists and contexts
    that are not pinned: everything in the document is signed, or nothing is. For signing, also control characters and
    numbers with more digits than are signed; in a document that somebody else signed they stand as they are.
    """
    writer = _Writer(for_signing)
    try:
        writer.node(document, NOTHING, "", "")
    except RecursionError:
        raise UnsignableDocument("", "It is nested too deep.") from None
    return writer.written


_KEPT: dict[tuple[int, str, str, bool], tuple[Active, str, tuple[str, ...]]] = {}
_CONTEXTS: dict[tuple[str, ...], Active] = {}


def _spelled(node: dict[str, Any]) -> str:
    """Return the JSON of a node; "" for what is no JSON, which the writer then refuses in its place."""
    try:
        return json.dumps(node)
    except (TypeError, ValueError, RecursionError):
        return ""


def _with(active: Active, local: Any) -> Active:
    """Return a context with a node's own on top; lists of addresses at the document's root are kept."""
    addresses = tuple(local) if isinstance(local, list) else (local,)
    if active is not NOTHING or not all(isinstance(one, str) for one in addresses):
        return processed(active, local)
    if addresses not in _CONTEXTS:
        found = processed(active, local)
        if len(_CONTEXTS) >= MOST_CONTEXTS:
            _CONTEXTS.clear()
        _CONTEXTS[addresses] = found
    return _CONTEXTS[addresses]


def _entered(node: Mapping[str, Any], term: Term, active: Active) -> Active:
    """Return the context that holds in a node below a term.

    A type-scoped context ends there, unless the node is only named; then the term's own context comes on top.
    (JSON-LD 1.1 Processing Algorithms, 5.1.2, steps 7 and 8.)
    """
    if active.previous is not None and not (len(node) == 1 and active.iri(next(iter(node))) == "@id"):
        active = active.previous
    return active.with_context(term.context) if term.is_scoped else active


def _keys(node: Mapping[str, Any], active: Active, pointer: str) -> dict[str, str]:
    """Return which key of the node stands for which keyword; refuses two for one, and keywords that say more."""
    found: dict[str, str] = {}
    senses = active.senses
    for name in node:
        meaning = senses[name].keyword
        if meaning:
            if meaning in found or meaning not in ("@id", "@type", "@context"):
                raise UnsignableDocument(f"{pointer}/{_escaped(name)}", f"{meaning} is not supported here.")
            found[meaning] = name
    return found


def _types(node: Mapping[str, Any], keys: Mapping[str, str], pointer: str) -> list[str]:
    if "@type" not in keys:
        return []
    value = node[keys["@type"]]
    types = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in types):
        raise UnsignableDocument(f"{pointer}/type", "A type is not text.")
    return types


def _items(value: list[Any], pointer: str) -> Iterator[tuple[str, Any]]:
    for place, item in enumerate(value):
        if isinstance(item, list):
            raise UnsignableDocument(f"{pointer}/{place}", "A list in a list can't be signed.")
        yield f"{pointer}/{place}", item


def _is_value(item: Mapping[str, Any], active: Active) -> bool:
    senses = active.senses
    return any(senses[name].keyword == "@value" for name in item)


def _named(text: str, pointer: str) -> str:
    if text.startswith("_:"):
        raise UnsignableDocument(pointer, f"{text[:200]!r} names a blank node; leave the id out instead.")
    return iri(text, pointer)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
