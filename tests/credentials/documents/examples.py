"""Papers, credentials and broken files that the tests of the documents share."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from credentials.documents.chunks import Chunk
from credentials.documents.papers import (
    Certificate,
    LevelTotal,
    Statement,
    StatementLine,
    Transcript,
    TranscriptRow,
)

MADE_AT = datetime(2026, 11, 28, 6, 30, tzinfo=UTC)
VERIFY_URL = "https://bank.example.in/verify/0192f8c1-7b1a-7c3e-9c11"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJuYW1lIjoiRGF0YSJ9.c2lnbmF0dXJl"
HINDI_TITLE = "सार्वजनिक स्वास्थ्य के लिए डेटा साक्षरता"

CREDENTIAL = json.dumps(
    {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"name": "Example State University"},
        "credentialSubject": {
            "creditsEarned": 2,
            "achievement": {
                "name": "Data Literacy for Public Health",
                "alignment": [{"targetType": "ext:NCrFLevel", "targetCode": "5.0"}],
            },
        },
        "proof": {"proofValue": "z4dod ]]> & <b> क्ष"},
    },
    ensure_ascii=False,
)
PAPER: dict[str, Any] = {
    "language": "en",
    "bank": "Academic Credit Bank",
    "tagline": "National Credit Framework",
    "author": "Example State University",
    "document_title": "Certificate of Asha Rao",
    "learner": "Asha Rao",
    "learner_note": "Learner ID 1042 7719 3356",
    "verify_url": VERIFY_URL,
}
CERTIFICATE = Certificate(
    **PAPER,
    title="Data Literacy for Public Health",
    description="Interpret, visualise and communicate public-health data.",
    credits="2",
    figures=(("NCrF level", "5.0"), ("Learning hours", "60")),
    facts=(("Grade", "A+"), ("Mode of learning", "Blended")),
    institution="Example State University",
    institution_note="Bengaluru, Karnataka",
    awarded_on="20 November 2026",
)
TRANSCRIPT = Transcript(
    **PAPER,
    title="Academic transcript",
    made_on="28 November 2026",
    footnote="Asha Rao",
    figures=(("Credits", "75.5"), ("Credentials", "12")),
    levels=(LevelTotal(level="5.0", name="Undergraduate year 2", credentials="12", hours="360", credits="75.5"),),
    rows=(
        TranscriptRow(
            awarded_on="18 Nov 2026",
            title=HINDI_TITLE,
            note="Example State University",
            level="5.0",
            grade="A+",
            hours="60",
            credits="2.0",
        ),
    ),
    total_hours="360",
    total_credits="75.5",
)


def statement(count: int) -> Statement:
    """A statement with `count` entries, each with its own balance."""
    return Statement(
        **PAPER,
        title="Passbook statement",
        made_on="28 November 2026",
        footnote="Asha Rao",
        period="1 April 2024 to 28 November 2026",
        figures=(("Opening balance", "0"), ("Closing balance", str(count))),
        rows=tuple(
            StatementLine(
                on="18 Nov 2026",
                entry="Geographic Information Systems",
                note=f"LX-{number:05}",
                level="5.0",
                hours="30",
                change="+1.0",
                balance=f"{number}.0",
                gain=True,
            )
            for number in range(1, count + 1)
        ),
        closing=f"{count}.0",
    )


def png_with(*chunks: Chunk) -> bytes:
    """A PNG of one white pixel with these chunks after its header."""
    header = Chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    ending = (Chunk(b"IDAT", zlib.compress(b"\0\xff")), Chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk.packed() for chunk in (header, *chunks, *ending))
