"""What conforms to the Verifiable Credentials Data Model 2.0 is issued, what does not is refused with 400."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest

from credentials.signing import contexts
from tests.credentials.vcapi.hands import EXAMPLES, REMOVED, V2, a_credential, issue, verify

pytestmark = pytest.mark.django_db
BYTES = (Path(contexts.__file__).with_name("contexts") / "credentials-v2.jsonld").read_bytes()
TERM = {"Seen": "https://example.org/#Seen"}
SEEN = {"type": "Seen"}
DIGESTS = {name: hashlib.new(name, BYTES).digest() for name in ("sha256", "sha384")}


def sri(name: str = "sha384", digest: bytes = DIGESTS["sha384"]) -> str:
    return f"{name}-{base64.b64encode(digest).decode()}"


def multibase(octets: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(octets).decode().rstrip("=")


GOOD: dict[str, dict[str, Any]] = {
    "the least": {},
    "one context as text": {"at_context": V2},
    "a second known context": {"context": [EXAMPLES]},
    "a context of its own": {"context": [TERM], "type": ["VerifiableCredential", "Seen"]},
    "a type by its URL": {"type": ["VerifiableCredential", "https://example.org/#Seen"]},
    "types in another order": {"context": [TERM], "type": ["Seen", "VerifiableCredential"]},
    "an id": {"id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33"},
    "an issuer as an object": {"issuer": {"id": "https://university.example/1"}},
    "several subjects": {"credentialSubject": [{"id": "did:example:a"}, {"id": "did:example:b"}]},
    "a subject without id": {"credentialSubject": {"name": "Somebody"}},
    "milliseconds": {"validFrom": "2023-02-26T00:37:06.500Z"},
    "another zone": {"validUntil": "2033-02-26T00:37:06-05:00"},
    "a beginning that is the end": {"validFrom": "2025-01-01T00:00:00Z", "validUntil": "2025-01-01T01:00:00+01:00"},
    "a name": {"name": "A name"},
    "a name with its language": {"name": {"@value": "A name", "@language": "en"}},
    "a name with its direction": {"description": {"@value": "A", "@language": "en", "@direction": "ltr"}},
    "a name in two languages": {"name": [{"@value": "A", "@language": "en"}, {"@value": "B", "@language": "hi"}]},
    "an issuer's name": {"issuer": {"id": "did:example:i", "name": {"@value": "I", "@language": "en"}}},
    "a status without id": {"context": [TERM], "credentialStatus": SEEN},
    "two schemas": {"context": [TERM], "credentialSchema": [SEEN | {"id": "did:example:1"}, SEEN | {"id": "urn:x:2"}]},
    "two ways to refresh": {"context": [TERM], "refreshService": [SEEN, SEEN | {"id": "did:example:r"}]},
    "terms of use": {"context": [TERM], "termsOfUse": [SEEN, SEEN | {"id": "urn:x:t"}]},
    "evidence": {"context": [TERM], "evidence": [SEEN, SEEN]},
    "a digest of a known resource": {"relatedResource": {"id": V2, "digestSRI": sri()}},
    "a multihash": {"relatedResource": [{"id": V2, "digestMultibase": multibase(b"\x12\x20" + DIGESTS["sha256"])}]},
    "a bare digest": {"relatedResource": [{"id": V2, "digestMultibase": multibase(DIGESTS["sha256"])}]},
    "an unknown resource": {"relatedResource": {"id": "https://e.example/x", "digestSRI": sri(), "mediaType": "a/b"}},
}
BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "no context": ("/@context", {"at_context": REMOVED}),
    "no contexts": ("/@context", {"at_context": []}),
    "another first context": ("/@context", {"at_context": [EXAMPLES, V2]}),
    "only another context": ("/@context", {"at_context": [EXAMPLES]}),
    "an unknown context": ("/@context/1", {"context": ["https://example.com"]}),
    "a context that is no URL": ("/@context/1", {"context": ["https ://not-a-url/v1"]}),
    "a number as context": ("/@context/1", {"context": [123192875]}),
    "a null as context": ("/@context/1", {"context": [None]}),
    "no type": ("/type", {"type": REMOVED}),
    "only another type": ("/type", {"context": [TERM], "type": ["Seen"]}),
    "an undefined type": ("/0", {"type": ["VerifiableCredential", "Seen"]}),
    "a type that is a number": ("/type", {"type": ["VerifiableCredential", 2]}),
    "a type that means no URL": ("/@context", {"context": [{"Seen": "https ://x#S"}]}),
    "an undefined term": ("", {"statusEntry": {"type": "BitstringStatusListEntry", "statusListIndex": True}}),
    "VerifiableCredential redefined": ("/@context", {"context": [{"VerifiableCredential": "https://e.example/#V"}]}),
    "a protected term redefined": ("/@context", {"context": [{"@protected": True, **TERM}, {"Seen": "https://e.x/#O"}]}),
    "an id that is null": ("/id", {"id": None}),
    "two ids": ("/id", {"id": ["urn:x:1", "urn:x:2"]}),
    "an id that is no URL": ("/id", {"id": "not an url"}),
    "no issuer": ("/issuer", {"issuer": REMOVED}),
    "an issuer that is null": ("/issuer", {"issuer": None}),
    "an issuer that is no URL": ("/issuer", {"issuer": "not-a-url"}),
    "an issuer without id": ("/issuer/id", {"issuer": {"name": "I"}}),
    "an issuer's id that is null": ("/issuer/id", {"issuer": {"id": None}}),
    "an issuer's id that is no URL": ("/issuer/id", {"issuer": {"id": "not-a-url"}}),
    "no subject": ("/credentialSubject", {"credentialSubject": REMOVED}),
    "a subject that says nothing": ("/credentialSubject", {"credentialSubject": {}}),
    "one of two that says nothing": ("/credentialSubject/1", {"credentialSubject": [{"id": "urn:x:1"}, {}]}),
    "no subjects": ("/credentialSubject", {"credentialSubject": []}),
    "a subject with two ids": ("/credentialSubject/id", {"credentialSubject": {"id": ["urn:x:1", "urn:x:2"]}}),
    "a beginning in words": ("/validFrom", {"validFrom": "Sat 25 Feb 2023 07:16:31 PM CST"}),
    "a beginning without zone": ("/validFrom", {"validFrom": "2023-02-25T07:16:31"}),
    "an end on no day": ("/validUntil", {"validUntil": "2023-02-30T07:16:31Z"}),
    "an end before the beginning": (
        "/validUntil", {"validFrom": "2025-01-01T00:00:00Z", "validUntil": "2024-12-31T23:59:59Z"},
    ),
    "a name with more members": ("/name", {"name": {"@value": "A", "@language": "en", "url": "urn:x:1"}}),
    "a description that is a number": ("/description", {"description": 7}),
    "an issuer's name with more": ("/issuer/name", {"issuer": {"id": "urn:x:1", "name": {"@value": "A", "x": "y"}}}),
    "a direction that is none": ("/name", {"name": {"@value": "A", "@direction": "up"}}),
    "a status without type": ("/credentialStatus/type", {"credentialStatus": {"id": "urn:x:1"}}),
    "a status with a number as type": ("/credentialStatus/type", {"credentialStatus": {"type": 2}}),
    "a status with two ids": ("/credentialStatus/id", {"credentialStatus": SEEN | {"id": ["urn:x:1", "urn:x:2"]}}),
    "a status whose id is no URL": ("/credentialStatus/id", {"credentialStatus": SEEN | {"id": "no url"}}),
    "a schema without type": ("/credentialSchema/type", {"credentialSchema": {"id": "urn:x:1"}}),
    "a schema without id": ("/credentialSchema/id", {"context": [TERM], "credentialSchema": SEEN}),
    "a schema whose id is a number": ("/credentialSchema/id", {"credentialSchema": SEEN | {"id": 5}}),
    "a refresh service without type": ("/refreshService/type", {"refreshService": {"id": "urn:x:1"}}),
    "terms of use without type": ("/termsOfUse/1/type", {"termsOfUse": [SEEN, {"id": "urn:x:1"}]}),
    "evidence without type": ("/evidence/type", {"evidence": {"id": "urn:x:1"}}),
    "evidence as text": ("/evidence/0", {"evidence": ["seen"]}),
    "a method of confidence without type": ("/confidenceMethod/type", {"confidenceMethod": {"id": "urn:x:1"}}),
    "resources as texts": ("/relatedResource/0", {"relatedResource": [V2]}),
    "a resource without id": ("/relatedResource/0/id", {"relatedResource": [{"digestSRI": sri()}]}),
    "a resource twice": ("/relatedResource/1/id", {"relatedResource": [{"id": V2, "digestSRI": sri()}] * 2}),
    "a resource without digest": ("/relatedResource", {"relatedResource": {"id": V2, "mediaType": "a/b"}}),
    "a short digest": ("/relatedResource/digestSRI", {"relatedResource": {"id": V2, "digestSRI": "sha256-AAAA"}}),
    "a digest that is a number": ("/relatedResource/digestSRI", {"relatedResource": {"id": V2, "digestSRI": 1}}),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_what_conforms_is_issued_and_verifies(case: str) -> None:
    given = a_credential(**GOOD[case])
    answer = issue(given)
    assert answer.status_code == 201, answer.content
    made = answer.json()["verifiableCredential"]
    assert {name: made[name] for name in given if name != "issuer"} == {n: v for n, v in given.items() if n != "issuer"}
    outcome = verify(made)
    unknown = case in {"a status without id", "a beginning that is the end"}
    assert outcome.status_code == (422 if unknown else 200), outcome.content


@pytest.mark.parametrize("case", BAD)
def test_what_does_not_conform_is_refused_with_its_place(case: str) -> None:
    pointer, members = BAD[case]
    answer = issue(a_credential(**members))
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert told.get("pointer", "") == pointer, told
    assert told["type"].startswith("https://www.w3.org/TR/vc-data-model#")
    assert told["verified"] is False
    assert len(told["detail"]) > 10


@pytest.mark.parametrize("digest", [{"digestSRI": sri(digest=b"x" * 48)}, {"digestMultibase": multibase(b"x" * 32)}])
def test_a_digest_that_a_known_resource_has_not_is_an_error(digest: dict[str, str]) -> None:
    answer = issue(a_credential(relatedResource={"id": V2, **digest}))
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#CRYPTOGRAPHIC_SECURITY_ERROR")
