"""The quads of strangers' documents: PyLD reads JSON-LD that the strict writer does not write itself.

It knows the same pinned contexts, fetches nothing, and refuses a document of which a term, a type or a relative IRI
would be left out of what is signed. PyLD's text is not used, for it
writes what stands in an IRI or a language tag as it is, quads of a forger's choice included; nor its labelling, which
does not give up on graphs that were made to be slow.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pyld import jsonld

from credentials.signing.canonical import canonical_form
from credentials.signing.contexts import context_of
from credentials.signing.errors import UnsignableDocument
from credentials.signing.literals import RDF, XSD, iri, is_iri, language_tag, quoted
from credentials.signing.writer import Quad, Written

MOST_MEMBERS = 3000
"""Members and items of a document that PyLD is given: the time that it takes grows by their square."""

_NOWHERE = "https://relative.invalid/"
"""A base that nobody has: what was relative can be told by it afterwards."""

# The direction of a text is signed as a datatype, as the other implementations of Data Integrity do it.
_OPTIONS = {"processingMode": "json-ld-1.1", "base": _NOWHERE, "rdfDirection": "i18n-datatype"}
_VALUE_MEMBERS = frozenset({"@value", "@type", "@language", "@direction"})
_NODE_MEMBERS = frozenset({"@id", "@type", "@graph", "@list", "@set", "@included", "@reverse"})


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the canonical N-Quads of a document as PyLD reads it; refuses what `quads_of` refuses."""
    return canonical_form(quads_of(document)).encode()


def quads_of(document: Mapping[str, Any]) -> Written:
    """Return the quads of a document; refuses what PyLD refuses, what it would drop in silence, and large documents."""
    if sum(1 for _ in _members(document)) > MOST_MEMBERS:
        raise UnsignableDocument("", f"It has more than {MOST_MEMBERS} members, and a shape that is slow to read.")
    dropped: list[str] = []
    options = {"documentLoader": load_context, **_OPTIONS}
    try:
        expanded = jsonld.expand(dict(document), options, on_property_dropped=lambda name: dropped.append(str(name)))
        if dropped:
            raise UnsignableDocument("", f"A term is not defined by the document's contexts ({dropped[0][:100]}).")
        _require_whole(expanded, "")
        return _written(jsonld.to_rdf(expanded, options))
    except UnsignableDocument:
        raise
    except (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise UnsignableDocument("", f"It can't be read as JSON-LD: {told[:200]}") from None


def load_context(address: str, _options: Any = None) -> dict[str, Any]:
    """Return a pinned context as PyLD asks for documents; refuses every other address."""
    document = {"@context": context_of(address)}
    return {"contextUrl": None, "documentUrl": address, "document": document, "contentType": "application/ld+json"}


def _members(document: Any) -> Iterator[None]:
    """Yield once for each member and item, however deep they lie."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping | list):
            for item in node.values() if isinstance(node, Mapping) else node:
                yield
                waiting.append(item)


def _require_whole(node: Any, pointer: str) -> None:
    """Refuse, in an expanded document, what has no place in its quads."""
    if isinstance(node, list):
        for place, item in enumerate(node):
            _require_whole(item, f"{pointer}/{place}")
    elif isinstance(node, dict) and "@value" in node:
        _require_members(node, _VALUE_MEMBERS, pointer)
        if "@language" in node:
            language_tag(node["@language"], pointer)
        if node.get("@type", "@json") != "@json":
            iri(node["@type"], pointer)
    elif isinstance(node, dict):
        _require_members(node, _NODE_MEMBERS, pointer)
        for name in (*([node["@id"]] if "@id" in node else ()), *node.get("@type", ())):
            _require_name(name, pointer)
        for name, item in node.items():
            if name not in ("@id", "@type"):
                _require_whole(item, f"{pointer}/{name}")


def _require_members(node: Mapping[str, Any], known: frozenset[str], pointer: str) -> None:
    for name in node:
        if not (name in known if name.startswith("@") or known is _VALUE_MEMBERS else is_iri(name)):
            raise UnsignableDocument(pointer, f"{name[:100]!r} is left out of what is signed.")


def _require_name(name: Any, pointer: str) -> None:
    """Refuse an id or type that is no absolute IRI and no label of a blank node: it would vanish from the quads."""
    is_name = isinstance(name, str) and (name.startswith("_:") or is_iri(name))
    if not is_name or name.startswith(_NOWHERE):
        told = str(name).removeprefix(_NOWHERE)[:100]
        raise UnsignableDocument(pointer, f"{told!r} is not an absolute IRI.")


def _written(dataset: Mapping[str, list[dict[str, dict[str, str]]]]) -> Written:
    """Write the quads of a dataset, each term by the rules of canonical N-Quads."""
    written = Written()
    for name, triples in dataset.items():
        graph = "" if name == "@default" else _node(name)
        for triple in triples:
            subject, value = _node(triple["subject"]["value"]), _value(triple["object"])
            quad = Quad(subject, iri(triple["predicate"]["value"], ""), value, graph)
            if any(part.startswith("_:") for part in (subject, value, graph)):
                written.quads.append(quad)
            else:
                written.lines.append(quad.line())
    return written


def _value(found: Mapping[str, str]) -> str:
    if found["type"] != "literal":
        return _node(found["value"])
    text, kind = quoted(found["value"], "", for_signing=False), found.get("datatype", f"{XSD}string")
    if kind == f"{RDF}langString":
        return f"{text}@{language_tag(found['language'], '')}"
    return text if kind == f"{XSD}string" else f"{text}^^{iri(kind, '')}"


def _node(name: str) -> str:
    return name if name.startswith("_:") else iri(name, "")
