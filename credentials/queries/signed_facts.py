"""What a signed credential says, in plain pairs for people who don't read JSON."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from credentials.documents.papers import Pair
from credentials.queries.signed import Signed

TOLD_MOMENT = "%Y-%m-%d %H:%M UTC"


def said_of(signed: Signed) -> list[Pair]:
    """Return who says it, since when, how it is signed, and where its status stands; values as in the document."""
    return [(label, str(value)) for label, value in _pairs(signed.document, signed.edition) if value]


def _pairs(document: dict[str, Any], edition: int) -> Iterator[tuple[str, object]]:
    proof, status = document.get("proof", {}), document.get("credentialStatus", {})
    subject = document.get("credentialSubject", {})
    yield _("Its id"), document.get("id")
    yield _("Signed by"), document.get("issuer", {}).get("id")
    yield _("With the key"), proof.get("verificationMethod")
    yield _("Kind of signature"), proof.get("cryptosuite")
    yield _("Signed at"), _moment(proof.get("created", ""))
    yield _("Valid from"), _moment(document.get("validFrom", ""))
    yield _("Edition"), edition
    yield _("What was achieved"), subject.get("achievement", {}).get("id")
    yield _("Learner"), ", ".join(_learner(subject))
    yield _("Credits earned"), subject.get("creditsEarned")
    yield _("Where its status is published"), status.get("statusListCredential")
    yield _("Its place in that list"), status.get("statusListIndex")


def _learner(subject: dict[str, Any]) -> Iterator[str]:
    for identifier in subject.get("identifier", []):
        hashed = identifier.get("hashed") is True
        said = str(identifier.get("identityHash", ""))
        yield _("ABC id, hashed: %(hash)s…") % {"hash": said[:20]} if hashed else said


def _moment(stamp: str) -> str:
    return datetime.fromisoformat(stamp).strftime(TOLD_MOMENT) if stamp else ""
