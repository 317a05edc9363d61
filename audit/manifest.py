"""What an export consists of, in canonical JSON, and the note that the log's key signs over it. Pure."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.export_files import MANIFEST, part_name
from credentials.signing.jcs import canonical_json
from ledger.log.notes import Note, SigningKey

FORM = "academic-credit-bank/export/v1"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part that is made."""

    number: int
    first_leaf: int
    last_leaf: int
    entry_count: int
    sha256: bytes
    bytes: int


def manifest_text(
    *, export_id: UUID, form: str, filters: Mapping[str, Any], size: int, root: bytes, origin: str,
    asked_at: datetime, parts: Iterable[PartFacts],
) -> str:  # fmt: skip
    """Return the manifest in canonical JSON (RFC 8785); ranges of the log in which nothing fits are not listed."""
    listed = [part for part in parts if part.bytes or part.number == 1]
    document = {
        "type": FORM, "id": str(export_id), "format": form, "filters": dict(filters),
        "asked_at": asked_at.isoformat().replace("+00:00", "Z"),
        "checkpoint": {"origin": origin, "size": size, "root": base64.b64encode(root).decode()},
        "parts": [
            {"name": part_name(part.number, form), "bytes": part.bytes, "sha256": part.sha256.hex(),
             "entry_count": part.entry_count, "first_leaf": part.first_leaf, "last_leaf": part.last_leaf}
            for part in listed
        ],
        "totals": {
            "part_count": len(listed), "bytes": sum(part.bytes for part in listed),
            "entry_count": sum(part.entry_count for part in listed),
        },
    }  # fmt: skip
    return canonical_json(document, "")


def signed_note(manifest: str, *, export_id: UUID, form: str, parts: Iterable[PartFacts], key: SigningKey) -> str:
    """Return the signed note (C2SP signed-note): digests of the manifest and of every part, as sha256sum reads them.

    Its first line is never the log's origin alone, so no reader takes it for a checkpoint.
    """
    digests = [f"{hashlib.sha256(manifest.encode()).hexdigest()}  {MANIFEST}"]
    for part in parts:
        if part.bytes or part.number == 1:
            digests.append(f"{part.sha256.hex()}  {part_name(part.number, form)}")
    text = "\n".join([f"{key.name} {FORM}", f"export {export_id}", *digests]) + "\n"
    return bytes(Note(text, (key.sign(text),))).decode()
