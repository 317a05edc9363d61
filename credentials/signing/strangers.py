"""The canonical form of strangers' documents, by PyLD: for JSON-LD that the strict writer does not write itself.

It knows the same pinned contexts, fetches nothing, and refuses a document of which a term or a relative IRI would be
left out of what is signed.
"""

from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from credentials.signing.contexts import context_of
from credentials.signing.errors import UnsignableDocument

MOST_STEPS = 50_000


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the canonical N-Quads of a document; refuses what PyLD refuses, and what it would drop in silence."""
    dropped: list[str] = []
    options = {"documentLoader": _load, "processingMode": "json-ld-1.1"}
    try:
        expanded = jsonld.expand(dict(document), options, on_property_dropped=lambda name: dropped.append(str(name)))
        if dropped:
            raise UnsignableDocument("", f"A term is not defined by the document's contexts ({dropped[0][:100]}).")
        _require_absolute(expanded, "")
        form = jsonld.normalize(expanded, {**options, "algorithm": "URDNA2015", "format": "application/n-quads"})
    except (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
        if isinstance(error, UnsignableDocument):
            raise
        raise UnsignableDocument("", f"It can't be read as JSON-LD: {str(error).splitlines()[0][:200]}") from None
    return str(form).encode()


def _load(address: str, _options: Any = None) -> dict[str, Any]:
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
            if isinstance(text, str) and ":" not in text:
                raise UnsignableDocument(pointer, f"{text[:100]!r} is not an absolute IRI.")
        for name, item in node.items():
            if name != "@value":
                _require_absolute(item, f"{pointer}/{name}")
