"""Documents as a conformance suite sends them, strangers' keys, and hands that ask the door."""

from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.http import HttpResponse
from django.test import Client

from credentials.signing import canonical, multikey, sign
from credentials.vcapi.issuing import Signer

V2, EXAMPLES = "https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"
HOLDER = Signer(Ed25519PrivateKey.from_private_bytes(b"h" * 32))
MADE_AT = datetime(2025, 5, 5, 9, 0, tzinfo=UTC)
REMOVED: Any = object()


def a_credential(**members: Any) -> dict[str, Any]:
    """Return the least that conforms, with members changed, or taken out by REMOVED; `context` follows V2."""
    document: dict[str, Any] = {
        "@context": [V2, *members.pop("context", [])],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"},
    }
    document |= {name.replace("at_", "@"): value for name, value in members.items()}
    return {name: value for name, value in document.items() if value is not REMOVED}


def a_presentation(*credentials: Any, **members: Any) -> dict[str, Any]:
    document = {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": list(credentials)}
    document |= {name.replace("at_", "@"): value for name, value in members.items()}
    return {name: value for name, value in document.items() if value is not REMOVED}


def by_a_stranger(document: dict[str, Any], *, who: Signer = HOLDER, **options: Any) -> dict[str, Any]:
    """Return a document signed by the strict engine, not by the door's own code."""
    return sign(document, key=who.key, verification_method=who.method, created=MADE_AT, **options)


def presented(*credentials: Any, purpose: str = "authentication", **members: Any) -> dict[str, Any]:
    return by_a_stranger(a_presentation(*credentials, **members), purpose=purpose)


def ask(path: str, body: Any) -> HttpResponse:
    return Client().post(f"/vc-api/{path}", body, content_type="application/json")


def issue(credential: Any, **options: Any) -> HttpResponse:
    return ask("credentials/issue", {"credential": credential, "options": options})


def issued(credential: Any = None, **options: Any) -> dict[str, Any]:
    answer = issue(a_credential(id=f"urn:uuid:{uuid4()}") if credential is None else credential, **options)
    assert answer.status_code == 201, answer.content
    return answer.json()["verifiableCredential"]


def verify(credential: Any, **options: Any) -> HttpResponse:
    return ask("credentials/verify", {"verifiableCredential": credential, "options": options})


def verify_vp(presentation: Any, **options: Any) -> HttpResponse:
    return ask("presentations/verify", {"verifiablePresentation": presentation, "options": options})


def changed(document: dict[str, Any], *path: Any, to: Any) -> dict[str, Any]:
    """Return a copy with one value changed, or taken out by REMOVED."""
    copy = deepcopy(document)
    node: Any = copy
    for name in path[:-1]:
        node = node[name]
    if to is REMOVED:
        del node[path[-1]]
    else:
        node[path[-1]] = to
    return copy


def proven(document: dict[str, Any], *, before: Any = None, **options: Any) -> dict[str, Any]:
    """Return a document with a proof of these options, which covers the proof before it if there is one."""
    told = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
            "verificationMethod": HOLDER.method, "created": "2025-05-05T09:00:00Z", **options}  # fmt: skip
    covered = document | ({"proof": [before]} if before else {})
    forms = (canonical({"@context": document["@context"]} | told), canonical(covered))
    signature = HOLDER.key.sign(b"".join(sha256(form).digest() for form in forms))
    return document | {"proof": told | {"proofValue": f"z{multikey.base58(signature)}"}}


def chained(first: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Return a proven document with a second proof that names the first as the one before."""
    body = {name: value for name, value in first.items() if name != "proof"}
    second = proven(body, before=first["proof"], **({"previousProof": first["proof"]["id"]} | options))
    return body | {"proof": [first["proof"], second["proof"]]}
