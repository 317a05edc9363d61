"""Why a document is refused, in the words of the specifications (RFC 9457 with their problem types)."""

from typing import Any

VCDM = "https://www.w3.org/TR/vc-data-model#"
SECURITY = "https://w3id.org/security#"
STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#"

TITLES = {
    f"{VCDM}PARSING_ERROR": "The document could not be read",
    f"{VCDM}MALFORMED_VALUE_ERROR": "A value is malformed",
    f"{VCDM}RANGE_ERROR": "A value is out of range",
    f"{VCDM}CRYPTOGRAPHIC_SECURITY_ERROR": "The document is not secured as it says",
    f"{SECURITY}PROOF_VERIFICATION_ERROR": "A proof does not verify",
    f"{SECURITY}PROOF_GENERATION_ERROR": "A proof can't be made",
    f"{SECURITY}INVALID_DOMAIN_ERROR": "The proof is for another domain",
    f"{SECURITY}INVALID_CHALLENGE_ERROR": "The proof answers another challenge",
    f"{STATUS_LIST}STATUS_RETRIEVAL_ERROR": "The status could not be retrieved",
    f"{STATUS_LIST}STATUS_VERIFICATION_ERROR": "The status could not be verified",
    f"{STATUS_LIST}STATUS_LIST_LENGTH_ERROR": "The status list is too short",
}
MALFORMED, UNVERIFIED = 400, 422


class DocumentProblem(Exception):
    """A document that is refused: problem type (a URL), HTTP status, place (RFC 6901) and a sentence in English.

    400 is for what no correct issuer writes, 422 for what is well-formed and does not verify.
    """

    def __init__(self, kind: str, detail: str, *, pointer: str = "", status: int = UNVERIFIED) -> None:
        self.kind, self.detail, self.pointer, self.status = kind, detail, pointer, status
        super().__init__(f"{pointer or '/'}: {detail}")

    def to_json(self) -> dict[str, Any]:
        """Return the members of problem details."""
        told = {"type": self.kind, "title": TITLES[self.kind], "status": self.status, "detail": self.detail}
        return told | ({"pointer": self.pointer} if self.pointer else {})


def malformed(pointer: str, detail: str) -> DocumentProblem:
    """Return the problem of a value that breaks a rule of its specification."""
    return DocumentProblem(f"{VCDM}MALFORMED_VALUE_ERROR", detail, pointer=pointer, status=MALFORMED)


def unreadable(detail: str, pointer: str = "") -> DocumentProblem:
    """Return the problem of a document that can't be read as JSON or JSON-LD."""
    return DocumentProblem(f"{VCDM}PARSING_ERROR", detail, pointer=pointer, status=MALFORMED)


def unproven(detail: str, pointer: str = "/proof") -> DocumentProblem:
    """Return the problem of a proof that does not verify."""
    return DocumentProblem(f"{SECURITY}PROOF_VERIFICATION_ERROR", detail, pointer=pointer)
