"""The canonical form of strangers' documents: PyLD reads JSON-LD that the strict writer does not write itself.

It knows the same pinned contexts, fetches nothing, and refuses a document of which a term or a relative IRI would be
left out of what is signed. Labelling is our own, which gives up on graphs that were made to be slow; PyLD's does not.
"""

import re
from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from credentials.signing.canonical import canonical_form
from credentials.signing.contexts import context_of
from credentials.signing.errors import UnsignableDocument
from credentials.signing.writer import Quad, Written

# A base that nobody has: what was relative can be told by it afterwards.
_LINE = re.compile(r'(\S+) (\S+) (<[^>]*>|_:\S+|".*"(?:@\S+|\^\^<[^>]*>)?)(?: (<[^>]*>|_:\S+))? \.')
_NOWHERE = "https://relative.invalid/"


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the canonical N-Quads of a document; refuses what PyLD refuses, and what it would drop in silence."""
    dropped: list[str] = []
    options = {"documentLoader": load_context, "processingMode": "json-ld-1.1", "base": _NOWHERE}
    try:
        expanded = jsonld.expand(dict(document), options, on_property_dropped=lambda name: dropped.append(str(name)))
        if dropped:
            raise UnsignableDocument("", f"A term is not defined by the document's contexts ({dropped[0][:100]}).")
        _require_absolute(expanded, "")
        lines = jsonld.to_rdf(expanded, {**options, "format": "application/n-quads"})
    except (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
        if isinstance(error, UnsignableDocument):
            raise
        raise UnsignableDocument("", f"It can't be read as JSON-LD: {str(error).splitlines()[0][:200]}") from None
    return canonical_form(_written(str(lines))).encode()


def _written(lines: str) -> Written:
    """Sort N-Quads into lines that name no blank node and quads that do."""
    written = Written()
    for line in filter(None, lines.split("\n")):
        found = _LINE.fullmatch(line)
        if found is None:
            raise UnsignableDocument("", f"It can't be written as quads: {line[:100]}")
        subject, predicate, value, graph = found.groups(default="")
        if any(name.startswith("_:") for name in (subject, value, graph)):
            written.quads.append(Quad(subject, predicate, value, graph))
        else:
            written.lines.append(f"{line}\n")
    return written


def load_context(address: str, _options: Any = None) -> dict[str, Any]:
    """Return a pinned context as PyLD asks for documents; refuses every other address."""
    document = {"@context": context_of(address)}
    return {"contextUrl": None, "documentUrl": address, "document": document, "contentType": "application/ld+json"}


def _require_absolute(node: Any, pointer: str) -> None:
    """Refuse ids and types that stayed relative: they would vanish from the quads."""
    if isinstance(node, list):
        for place, item in enumerate(node):
            _require_absolute(item, f"{pointer}/{place}")
    elif isinstance(node, dict):
        types = node.get("@type", ()) if "@value" not in node else ()
        for text in (node.get("@id"), *types):
            if isinstance(text, str) and (text.startswith(_NOWHERE) or ":" not in text):
                raise UnsignableDocument(pointer, f"{text.removeprefix(_NOWHERE)[:100]!r} is not an absolute IRI.")
        for name, item in node.items():
            if name != "@value":
                _require_absolute(item, f"{pointer}/{name}")
