"""Documents of every kind that the bank signs, drawn at random or fixed, and a key to sign them."""

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import strategies as st
from pyld import jsonld

from credentials.badges.bits import empty, set_bits
from credentials.badges.open_badge import open_badge
from credentials.badges.status import StatusListFacts, status_list_credential
from credentials.signing import sign, strangers
from tests.credentials.badges.examples import FULL
from tests.credentials.badges.strategies import badges

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
METHOD = "did:web:bank.example:institutions:U-0001#key-1"
CREATED = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
BADGE = open_badge(FULL)
LIST = status_list_credential(
    StatusListFacts(
        url="https://bank.example/status-lists/1", issuer="did:web:bank.example", bits=set_bits(empty(), [7, 99]),
        valid_from=CREATED, valid_until=datetime(2026, 11, 29, 9, 0, tzinfo=UTC),
    )
)  # fmt: skip
Document = dict[str, Any]


def signed(document: Document = BADGE, *, key: Ed25519PrivateKey = KEY) -> Document:
    return sign(document, key=key, verification_method=METHOD, created=CREATED)


def key_of(method: str, purpose: str) -> Ed25519PublicKey:
    """Know one key."""
    assert (method, purpose) == (METHOD, "assertionMethod")
    return KEY.public_key()


def by_pyld(document: Document) -> bytes:
    """Return the canonical form as PyLD alone makes it."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": strangers.load_context}
    return str(jsonld.normalize(document, options)).encode()


def documents() -> st.SearchStrategy[Document]:
    """Draw what the bank signs: badges with and without optional parts, as they are and with a proof."""
    unsigned = badges().map(open_badge)
    return st.one_of(unsigned, unsigned.map(signed), st.just(LIST))


def without(node: Any, name: str) -> Any:
    """Return a document of which some member was taken out wherever it stands."""
    if isinstance(node, dict):
        return {key: without(value, name) for key, value in node.items() if key != name}
    return [without(item, name) for item in node] if isinstance(node, list) else node


def leaves(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value of a document, contexts and proof left out."""
    if isinstance(node, dict):
        members = [(key, value) for key, value in node.items() if key not in ("@context", "proof")]
        return [found for key, value in members for found in leaves(value, (*path, key))]
    if isinstance(node, list):
        return [found for place, item in enumerate(node) for found in leaves(item, (*path, place))]
    return [path]


def changed(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a document with another value at a path."""
    if not path:
        return value
    head, *rest = path
    if isinstance(node, dict):
        return {key: changed(item, tuple(rest), value) if key == head else item for key, item in node.items()}
    return [changed(item, tuple(rest), value) if place == head else item for place, item in enumerate(node)]


def at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node
