"""Why facts can't become a document, or a text can't be read as a status list."""


class UnfitFacts(ValueError):
    """Facts that no honest document can be made of; `code` is stable kebab-case, `field` names the fact."""

    def __init__(self, code: str, field: str, seen: object = "") -> None:
        self.code = code
        self.field = field
        self.seen = str(seen)[:80]
        super().__init__(f"{field}: {code}" + (f" ({self.seen})" if self.seen else ""))


class BitstringRefused(ValueError):
    """A status list or an index in it that can't be used; `code` is stable kebab-case.

    Codes: `not-multibase`, `not-base64url`, `not-gzip`, `too-long` (unpacks to more than was allowed), `too-short`
    (fewer entries than the standard asks for), `index-out-of-range`.
    """

    def __init__(self, code: str, seen: object = "") -> None:
        self.code = code
        self.seen = str(seen)[:80]
        super().__init__(code + (f" ({self.seen})" if self.seen else ""))
