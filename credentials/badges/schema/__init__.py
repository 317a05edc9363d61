"""Our own JSON Schema (2020-12) of the documents that the bank builds, in words of our own."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

DOCUMENTS = ("badge", "endorsement", "record", "status-list")


def schema(document: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of document, by its name in `DOCUMENTS`; raises KeyError for another name.

    It is narrower than 1EdTech's: it asks for each element that the EU Council Recommendation of 2022 makes mandatory
    and for values that sign the same everywhere. A document passes it with or without its proof.
    """
    whole = _whole()
    if document not in DOCUMENTS:
        raise KeyError(document)
    return {**whole, "$id": f"{whole['$id']}:{document}", "$ref": f"#/$defs/{document}"}


@cache
def _whole() -> dict[str, Any]:
    text = files(__package__).joinpath("documents.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read
