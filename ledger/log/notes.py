"""C2SP signed notes: text signed by Ed25519 keys with names, as golang.org/x/mod/sumdb/note reads and writes them."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.log.refusals import LogMalformed, NotSigned, SignatureInvalid

ED25519, COSIGNATURE = 0x01, 0x04
"""Signature types: a log's own signature over the text, and a witness's timestamped `cosignature/v1`."""
MOST_SIGNATURES, MOST_BYTES = 100, 1_000_000
_TIMESTAMP_BYTES, _SIGNATURE_BYTES, _ID_BYTES = 8, 64, 4
_LINE = re.compile(r"— ([^ ]+) ([A-Za-z0-9+/]+=*)")
_PRIVATE = "PRIVATE+KEY+"


def decode_base64(text: str) -> bytes:
    """Return the bytes of standard base64; refuses every other writing of the same bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise LogMalformed(f"Not base64: {text[:60]!r}.") from error
    if base64.b64encode(data).decode() != text:
        raise LogMalformed(f"Not the canonical base64 of its bytes: {text[:60]!r}.")
    return data


def _check_name(name: str) -> None:
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise LogMalformed(f"A key's name has at least one character and neither spaces nor plus: {name[:60]!r}.")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name: `algorithm` is ED25519 for a log, COSIGNATURE for a witness."""

    name: str
    public: bytes
    algorithm: int = ED25519

    def __post_init__(self) -> None:
        """Refuse names with spaces or plus, unknown algorithms and keys that are not 32 bytes long."""
        _check_name(self.name)
        if self.algorithm not in {ED25519, COSIGNATURE} or len(self.public) != 32:
            raise LogMalformed(f"{self.name}: neither an Ed25519 key nor a cosigner's.")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || 0x0A || algorithm || public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        material = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"

    def verify(self, text: str, payload: bytes) -> int | None:
        """Refuse a payload that this key did not make for the text; return a cosignature's time (POSIX seconds)."""
        at, message = None, text.encode()
        if self.algorithm == COSIGNATURE:
            at, payload = int.from_bytes(payload[:_TIMESTAMP_BYTES]), payload[_TIMESTAMP_BYTES:]
            message = _cosigned(text, at)
        if len(payload) != _SIGNATURE_BYTES or (at or 0) >= 1 << 63:
            raise SignatureInvalid(f"The signature of {self.name} does not have the form of its kind.")
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(payload, message)
        except InvalidSignature as error:
            raise SignatureInvalid(f"{self.name} did not sign this text.") from error
        return at


def parse_vkey(text: str) -> VerifierKey:
    """Return the key of `<name>+<hash>+<key>`; refuses a hash that is not the key's own."""
    name, _, rest = text.partition("+")
    data = decode_base64(rest.partition("+")[2])
    key = VerifierKey(name, data[1:], data[0] if data else 0)
    if str(key) != text:
        raise LogMalformed(f"Not the verifier key of {name[:60]!r}: its hash or its writing differs.")
    return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who signed with which key, and the bytes after the key's id."""

    name: str
    key_id: bytes
    payload: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, without its newline."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.payload).decode()}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its name; its `repr` does not show it."""

    name: str
    private: Ed25519PrivateKey
    algorithm: int = ED25519

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier})"

    @property
    def verifier(self) -> VerifierKey:
        """The public key under the same name."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw(), self.algorithm)

    def sign(self, text: str, *, at: int = 0) -> Signature:
        """Return the signature over a note's text; a cosigner states the time `at` (POSIX seconds) with it."""
        if self.algorithm == COSIGNATURE:
            payload = at.to_bytes(_TIMESTAMP_BYTES) + self.private.sign(_cosigned(text, at))
        else:
            payload = self.private.sign(text.encode())
        return Signature(self.name, self.verifier.key_id, payload)


def parse_signing_key(text: str) -> SigningKey:
    """Return the key of `PRIVATE+KEY+<name>+<hash>+<seed>`, as Go writes it; never repeats what it read."""
    name, _, rest = text.removeprefix(_PRIVATE).partition("+")
    key_id, _, material = rest.partition("+")
    try:
        data = decode_base64(material)
    except LogMalformed:
        data = b""
    if text.startswith(_PRIVATE) and len(data) == 33:
        key = SigningKey(name, Ed25519PrivateKey.from_private_bytes(data[1:]), data[0])
        if key.verifier.key_id.hex() == key_id:
            return key
    raise LogMalformed("This is not a signing key: expected PRIVATE+KEY+<name>+<hash>+<key>.")


def signing_key_text(key: SigningKey) -> str:
    """Return a signing key as text, to be kept secret."""
    material = base64.b64encode(bytes([key.algorithm]) + key.private.private_bytes_raw()).decode()
    return f"{_PRIVATE}{key.name}+{key.verifier.key_id.hex()}+{material}"


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and the signatures under it, verified or not."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(f"{signature.line}\n" for signature in self.signatures)).encode()

    def with_signatures(self, signatures: Sequence[Signature]) -> "Note":
        """Return the note with signatures added; a newer one of the same key takes the place of the older."""
        fresh = {(signature.name, signature.key_id) for signature in signatures}
        kept = [signature for signature in self.signatures if (signature.name, signature.key_id) not in fresh]
        return Note(self.text, (*kept, *signatures))

    def verified(self, keys: Sequence[VerifierKey]) -> dict[VerifierKey, int | None]:
        """Return which of the keys signed, each with the time that a cosigner stated.

        Refuses a signature of a known key that does not match, and a note that none of the keys signed. Signatures
        of other keys are passed over, also when they share a name or an id (but not both) with a known one.
        """
        known = {(key.name, key.key_id): key for key in keys}
        found: dict[VerifierKey, int | None] = {}
        for signature in self.signatures:
            key = known.get((signature.name, signature.key_id))
            if key is not None:
                found[key] = key.verify(self.text, signature.payload)
        if not found:
            raise NotSigned("None of the known keys signed this.")
        return found


def parse_note(data: bytes) -> Note:
    """Return a signed note; refuses what is not UTF-8, control characters, no signatures, too many and other lines."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise LogMalformed("A note is UTF-8.") from error
    if len(data) > MOST_BYTES or any(character < " " and character != "\n" for character in text):
        raise LogMalformed("A note is at most 1,000,000 bytes long and has no control characters but newlines.")
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise LogMalformed("A note ends with a blank line and signature lines.")
    return Note(body + "\n", parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Return the signatures of lines that each end with a newline; refuses any other line, none and over a hundred."""
    found = []
    for line in lines.removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        data = decode_base64(match[2]) if match else b""
        if match is None or len(data) <= _ID_BYTES:
            raise LogMalformed(f"Not a signature line: {line[:80]!r}.")
        _check_name(match[1])
        found.append(Signature(match[1], data[:_ID_BYTES], data[_ID_BYTES:]))
    if len(found) > MOST_SIGNATURES:
        raise LogMalformed(f"{len(found)} signatures are too many.")
    return tuple(found)
