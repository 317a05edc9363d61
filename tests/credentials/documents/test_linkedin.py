"""The address that adds a credential to a LinkedIn profile."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from credentials.documents.linkedin import Certification, add_to_profile

CERTIFICATION = Certification(
    name="Data & Literacy क्ष",
    organization="Example State University",
    issued_on=date(2026, 11, 20),
    expires_on=date(2033, 3, 1),
    certificate_url="https://bank.example.in/verify/1?a=b",
    certificate_id="LX-7F3K-92QD",
)


def test_every_field_arrives_as_it_was_given() -> None:
    address = urlsplit(add_to_profile(CERTIFICATION))
    assert (address.scheme, address.netloc, address.path) == ("https", "www.linkedin.com", "/profile/add")
    assert dict(parse_qsl(address.query)) == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Data & Literacy क्ष",
        "organizationName": "Example State University",
        "issueYear": "2026",
        "issueMonth": "11",
        "expirationYear": "2033",
        "expirationMonth": "3",
        "certUrl": "https://bank.example.in/verify/1?a=b",
        "certId": "LX-7F3K-92QD",
    }


def test_a_credential_that_does_not_expire_names_no_expiry() -> None:
    assert "expiration" not in add_to_profile(replace(CERTIFICATION, expires_on=None))
