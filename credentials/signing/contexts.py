"""The JSON-LD contexts that this product knows, each by its address: pinned files, nothing is ever fetched."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from credentials.signing.errors import UnsignableDocument

_FOLDER = Path(__file__).with_name("contexts")
_OB = "https://purl.imsglobal.org/spec/ob/v3p0"

FILES = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2",
    "https://www.w3.org/2018/credentials/v1": "credentials-v1",
    "https://www.w3.org/ns/credentials/examples/v2": "examples-v2",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "undefined-terms-v2",
    f"{_OB}/context-3.0.1.json": "ob-3.0.1",
    f"{_OB}/context-3.0.2.json": "ob-3.0.2",
    f"{_OB}/context-3.0.3.json": "ob-3.0.3",
    f"{_OB}/extensions.json": "ob-extensions",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-2.0.1",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2",
    "https://w3id.org/security/multikey/v1": "multikey-v1",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1",
    "https://www.w3.org/ns/did/v1": "did-v1",
}
"""Which file holds the context of an address; `contexts/SOURCES.md` says where each comes from."""


@cache
def context_of(address: str) -> Any:
    """Return the context at an address; refuses every address that is not pinned."""
    if address not in FILES:
        raise UnsignableDocument("/@context", f"The context {address[:200]!r} is not one that is known here.")
    document = json.loads((_FOLDER / f"{FILES[address]}.jsonld").read_text())
    return document["@context"]
