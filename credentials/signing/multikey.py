"""Ed25519 keys as text: Multikey (base58btc behind the multicodec ed25519-pub) and did:key."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_ED25519 = b"\xed\x01"
_KEY_BYTES = 32
_LONGEST = 200


def encode(public: Ed25519PublicKey) -> str:
    """Return a public key as Multikey text, `z6Mk...`."""
    return f"z{base58(_ED25519 + public.public_bytes_raw())}"


def decode(text: str) -> Ed25519PublicKey:
    """Return the key behind Multikey text; ValueError where it is no Ed25519 key."""
    raw = from_base58(text[1:]) if text.startswith("z") else b""
    if raw[:2] != _ED25519 or len(raw) != len(_ED25519) + _KEY_BYTES:
        raise ValueError(f"{text[:80]!r} is not an Ed25519 key as Multikey text (z6Mk...).")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def did_key(public: Ed25519PublicKey) -> str:
    """Return the did:key of a public key."""
    return f"did:key:{encode(public)}"


def base58(octets: bytes) -> str:
    """Return octets in base 58 as Bitcoin spells it."""
    number, letters = int.from_bytes(octets, "big"), []
    while number:
        number, value = divmod(number, 58)
        letters.append(_ALPHABET[value])
    return "1" * (len(octets) - len(octets.lstrip(b"\0"))) + "".join(reversed(letters))


def from_base58(text: str) -> bytes:
    """Return the octets behind base 58 text; ValueError for other letters and for more than 200 of them."""
    if len(text) > _LONGEST or not _VALUES.keys() >= set(text):
        raise ValueError("This is not base 58 text of at most 200 letters.")
    number = 0
    for letter in text:
        number = number * 58 + _VALUES[letter]
    whole = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + whole
