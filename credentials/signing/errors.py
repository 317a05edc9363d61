"""Why a document can't be signed, or a proof is not good."""


class UnsignableDocument(ValueError):
    """A document that would not be signed whole: `pointer` (RFC 6901) says where, `reason` why."""

    def __init__(self, pointer: str, reason: str) -> None:
        self.pointer, self.reason = pointer, reason
        super().__init__(f"{pointer or '/'}: {reason}")


class ProofMissing(Exception):
    """The document carries no proof."""


class ProofInvalid(Exception):
    """A proof that is not good: `reason_code` in kebab-case for programs, `detail` for people."""

    def __init__(self, reason_code: str, detail: str = "") -> None:
        self.reason_code, self.detail = reason_code, detail
        super().__init__(f"{reason_code}: {detail}" if detail else reason_code)
