"""How much of a stranger's file is read: the bounds that every reader of this package keeps."""

from typing import Final

from credentials.documents.refusals import UnreadableDocument

MOST_FILE_BYTES: Final = 16 * 1024 * 1024
# A learner record of a thousand credentials of 7 kB each still fits.
MOST_TEXT_BYTES: Final = 8 * 1024 * 1024


def must_be_small(source: bytes) -> None:
    """Refuse a file above `MOST_FILE_BYTES`."""
    if len(source) > MOST_FILE_BYTES:
        raise UnreadableDocument(
            "too-large",
            f"The file has {len(source):,} bytes, and at most {MOST_FILE_BYTES:,} are read. Send it as it was issued.",
        )


def text_of(raw: bytes, *, place: str) -> str:
    """Return the credential's text found at `place`; refuse what is empty, too long or not UTF-8."""
    if len(raw) > MOST_TEXT_BYTES:
        raise UnreadableDocument("too-large", f"The credential in {place} is longer than {MOST_TEXT_BYTES:,} bytes.")
    try:
        text = raw.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            "damaged", f"The text in {place} is not UTF-8 at byte {error.start}; ask the issuer for the file again."
        ) from error
    if not text:
        raise UnreadableDocument("no-credential", f"The place for a credential in {place} is empty.")
    return text
