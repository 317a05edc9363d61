"""The signed credential inside a PDF, ours or anybody's, read by a separate process with bounds on time and memory."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from credentials.documents.limits import must_be_small, text_of
from credentials.documents.refusals import UnreadableDocument

MOST_SECONDS: Final = 10
OUR_NAMES: Final = ("credential.json", "learner-record.json")
_PROGRAM: Final = Path(__file__).parent / "attachment_program.py"
_COMPACT_JWT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
# What a dynamically linked Python needs to start; nothing else of the parent's environment, which holds its keys.
_KEPT_VARIABLES: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file embedded in a PDF."""

    name: str
    content: bytes


def read(document: bytes, *, most_seconds: float = MOST_SECONDS) -> str:
    """Return the text of the one attached credential (JSON object or compact JWT).

    A file named as ours names it wins over others; otherwise exactly one attachment must look like a credential.
    Refuses other files, encrypted and damaged ones, bombs, and whatever takes longer than `most_seconds`.
    """
    found = {text: name for name, text in _credentials(attachments_of(document, most_seconds=most_seconds))}
    ours = [text for text, name in found.items() if name in OUR_NAMES]
    texts = ours or list(found)
    if not texts:
        raise UnreadableDocument(
            "no-credential",
            "The PDF has no credential attached; printing or scanning loses it. Send the PDF as it was downloaded.",
        )
    if len(texts) > 1:
        raise UnreadableDocument(
            "several-credentials",
            f"The PDF has {len(texts)} different credentials attached; one was expected. Send them one by one.",
        )
    return texts[0]


def attachments_of(document: bytes, *, most_seconds: float = MOST_SECONDS) -> list[Attachment]:
    """Return the embedded files, read by a process that is ended when it takes too long or too much memory."""
    must_be_small(document)
    if b"%PDF-" not in document[:1024]:
        raise UnreadableDocument(
            "not-this-kind", f"A PDF was expected, but the file begins with {document[:8]!r}; send the PDF."
        )
    answer = _answer(document, most_seconds)
    if not isinstance(answer, dict) or "code" in answer:
        raise UnreadableDocument(*_refusal(answer))
    return [Attachment(entry["name"], base64.b64decode(entry["content"])) for entry in answer["attachments"]]


def _answer(document: bytes, most_seconds: float) -> object:
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=document,
            capture_output=True,
            timeout=most_seconds,
            env=environment,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            "took-too-long", f"The PDF could not be read within {most_seconds:g} seconds; send it as it was downloaded."
        ) from error
    except ValueError:
        return None


def _refusal(answer: object) -> tuple[str, str]:
    if isinstance(answer, dict):
        return str(answer["code"]), str(answer["detail"])
    return "bomb", "The PDF needs more memory or time than any certificate does; send it as it was downloaded."


def _credentials(attachments: Sequence[Attachment]) -> list[tuple[str, str]]:
    named = []
    for attachment in attachments:
        try:
            text = text_of(attachment.content, place=f"the attachment {attachment.name[:80]!r}")
        except UnreadableDocument:
            if attachment.name in OUR_NAMES:
                raise
            continue
        if _COMPACT_JWT.fullmatch(text) or (text.startswith("{") and '"@context"' in text):
            named.append((attachment.name, text))
    return named
