"""Certificate, transcript and statement as PDF/A-3a with the signed document attached byte for byte."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Final

from credentials.documents import labels as words
from credentials.documents import qr
from credentials.documents.papers import Certificate, Statement, Transcript
from credentials.documents.typesetting import typeset_pdf

CREDENTIAL_NAME: Final = "credential.json"
RECORD_NAME: Final = "learner-record.json"
MEDIA_TYPE: Final = "application/ld+json"
MOST_FACTS: Final = 9


def certificate(facts: Certificate, *, credential: str, labels: Mapping[str, str], made_at: datetime) -> bytes:
    """Return the certificate of one award on an A4 page, the signed credential attached as `credential.json`.

    `labels` are translations of `labels.CERTIFICATE`; a missing one stays English. Very long words are set smaller and
    cut at 300 letters (title) or 400 (description); the credential inside has them all. Refuses unprintable text.
    """
    facts = replace(
        facts,
        title=_short(facts.title, 300),
        description=_short(facts.description, 400),
        facts=tuple((_short(label, 60), _short(value, 120)) for label, value in facts.facts[:MOST_FACTS]),
    )
    values = _values(facts, name=CREDENTIAL_NAME, labels={**words.CERTIFICATE, **labels})
    return typeset_pdf("certificate.typ", values, made_at=made_at, attachment=credential)


def transcript(facts: Transcript, *, record: str, labels: Mapping[str, str], made_at: datetime) -> bytes:
    """Return the transcript on A4 pages, the signed learner record (CLR) attached as `learner-record.json`.

    `labels` are translations of `labels.TRANSCRIPT`; a missing one stays English. Refuses unprintable text.
    """
    values = _values(facts, name=RECORD_NAME, labels={**words.TRANSCRIPT, **labels})
    return typeset_pdf("transcript.typ", values, made_at=made_at, attachment=record)


def statement(facts: Statement, *, labels: Mapping[str, str], made_at: datetime) -> bytes:
    """Return the passbook's statement on A4 pages, the table's head on each; nothing is attached.

    `labels` are translations of `labels.STATEMENT`; a missing one stays English. Refuses unprintable text.
    """
    values = _values(facts, name="", labels={**words.STATEMENT, **labels})
    return typeset_pdf("statement.typ", values, made_at=made_at)


def _values(facts: Certificate | Transcript | Statement, *, name: str, labels: Mapping[str, str]) -> dict[str, object]:
    for field, words_there in (("learner", facts.learner), ("title", facts.title)):
        if not words_there.strip():
            raise ValueError(f"The {field} is empty; a {type(facts).__name__.lower()} names both learner and title.")
    return {
        **asdict(facts),
        "labels": dict(labels),
        "qr": qr.svg(facts.verify_url, border=0),
        "attachment_name": name,
        "attachment_type": MEDIA_TYPE,
    }


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
