"""Ways through a document: its nodes and its texts."""

from collections.abc import Iterator
from typing import Any


def values(document: Any) -> Iterator[Any]:
    yield document
    children: Any = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for child in children:
        yield from values(child)


def nodes(document: Any) -> Iterator[dict[str, Any]]:
    return (value for value in values(document) if isinstance(value, dict))


def texts(document: Any) -> Iterator[str]:
    return (value for value in values(document) if isinstance(value, str))
