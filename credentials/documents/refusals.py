"""What the readers and makers of documents refuse."""

from collections.abc import Iterable


class UnreadableDocument(ValueError):
    """A file from outside that yields no credential.

    `code` is one of `CODES`; `detail` is an English sentence that names what was seen, what was expected and how to
    mend it. A page translates by the code and may show the detail.
    """

    CODES = frozenset(
        {
            "not-this-kind",
            "too-large",
            "damaged",
            "bomb",
            "entities",
            "encrypted",
            "older-badge",
            "no-credential",
            "several-credentials",
            "took-too-long",
        }
    )

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class UnbakeableCredential(ValueError):
    """A credential's text, or the picture for it, that cannot be joined; the English sentence says why."""


class UnprintableText(ValueError):
    """Text with characters that none of the fonts of `fonts/` draws; PDF/A forbids to print a box in their place."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(dict.fromkeys(characters))
        named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in self.characters)
        super().__init__(
            f"The fonts have no sign for {named}; Latin and Devanagari were expected. "
            "Write the text in one of them, or put a font for its script into the folder of fonts."
        )
