"""Contexts, and whether every word of a document means something by them (data model 2.0, 4.3, 4.5 and 5.2)."""

from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from credentials.signing.contexts import FILES
from credentials.signing.errors import UnsignableDocument
from credentials.signing.strangers import load_context
from credentials.vcapi.problems import malformed, unreadable
from credentials.vcapi.values import Node, is_url, seen
from credentials.verifying.documents import child
from credentials.verifying.forms import V2

_NOWHERE = "https://relative.invalid/"
"""A base that nobody has: what was relative can be told by it afterwards."""


def check_contexts(document: Node) -> None:
    """Refuse a document whose first context isn't that of the data model 2.0, and contexts that are not known here.

    One address alone stands for a list of one. Further items are known addresses, or objects.
    """
    found = document.get("@context")
    contexts = found if isinstance(found, list) else [found]
    if not contexts or contexts[0] != V2:
        raise malformed("/@context", f"The first context is {seen(contexts[0] if contexts else None)}; expected {V2}.")
    for number, one in enumerate(contexts):
        if isinstance(one, Mapping) or (isinstance(one, str) and one in FILES):
            continue
        raise malformed(f"/@context/{number}", f"The context is {seen(one)}; expected one that is known here.")


def check_words(document: Node) -> None:
    """Refuse a document in which a term or type is undefined, redefined against its protection, or no absolute IRI."""
    dropped: list[str] = []
    options = {"documentLoader": load_context, "processingMode": "json-ld-1.1", "base": _NOWHERE}
    try:
        expanded = jsonld.expand(dict(document), options, on_property_dropped=lambda name: dropped.append(str(name)))
    except (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise unreadable(f"It can't be read as JSON-LD: {_reason(error)}", "/@context") from None
    if dropped:
        raise malformed("", f"The term {dropped[0][:100]!r} is not defined by the document's contexts.")
    _check_iris(expanded, "")


def _reason(error: Exception) -> str:
    while isinstance(error, jsonld.JsonLdError) and isinstance(error.__cause__, Exception):
        error = error.__cause__
    told = error.reason if isinstance(error, UnsignableDocument) else str(error.args[0] if error.args else error)
    return (told.splitlines() or [type(error).__name__])[0][:200]


def _check_iris(node: Any, pointer: str) -> None:
    if isinstance(node, list):
        for place, item in enumerate(node):
            _check_iris(item, child(pointer, place))
    elif isinstance(node, Mapping):
        types = node.get("@type", ()) if "@value" not in node else ()
        for word in (*([node["@id"]] if "@id" in node else ()), *types):
            if not is_url(word) or str(word).startswith(_NOWHERE):
                bare = str(word).removeprefix(_NOWHERE)[:100]
                raise malformed(pointer, f"{bare!r} is neither a defined term nor an absolute URL.")
        for name, item in node.items():
            if not name.startswith("@") and not is_url(name):
                raise malformed(pointer, f"A term stands for {name[:100]!r}, which is no absolute URL.")
            if name != "@value":
                _check_iris(item, child(pointer, name))
