"""The address with which LinkedIn offers to add a credential to the reader's own profile."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

ADD_TO_PROFILE: Final = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """What LinkedIn's form asks for; `expires_on` is None where the credential does not expire."""

    name: str
    organization: str
    issued_on: date
    expires_on: date | None
    certificate_url: str
    certificate_id: str


def add_to_profile(certification: Certification) -> str:
    """Return the URL; nothing is sent to LinkedIn before the learner opens it. Fields as in LinkedIn's own guide."""
    fields = {
        "startTask": "CERTIFICATION_NAME",
        "name": certification.name,
        "organizationName": certification.organization,
        "issueYear": str(certification.issued_on.year),
        "issueMonth": str(certification.issued_on.month),
    }
    if certification.expires_on is not None:
        fields["expirationYear"] = str(certification.expires_on.year)
        fields["expirationMonth"] = str(certification.expires_on.month)
    fields |= {"certUrl": certification.certificate_url, "certId": certification.certificate_id}
    return f"{ADD_TO_PROFILE}?{urlencode(fields)}"
