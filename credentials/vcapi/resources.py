"""Related resources and their digests (data model 2.0, 5.3): checked where the resource is known here."""

import base64
import binascii
import hashlib
import re
from functools import cache
from pathlib import Path

from credentials.signing import contexts
from credentials.signing.multikey import from_base58
from credentials.vcapi.problems import VCDM, DocumentProblem, malformed
from credentials.vcapi.values import Node, check_text, check_url, objects, seen
from credentials.verifying.documents import child

_SRI = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})")
_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}


def check_resources(document: Node) -> None:
    """Refuse related resources without an id of their own or a digest, and a digest that a known resource hasn't.

    Known are the pinned contexts; nothing is fetched, so of others only the form of the digest is checked.
    """
    named: set[str] = set()
    for place, resource in objects(document, "relatedResource", ""):
        url = check_url(resource.get("id"), child(place, "id"))
        if url in named:
            raise malformed(child(place, "id"), f"{url[:80]!r} is named twice; expected each resource once.")
        named.add(url)
        check_text(resource, "mediaType", place)
        if "digestSRI" not in resource and "digestMultibase" not in resource:
            raise malformed(place, "It has no digest; expected digestSRI or digestMultibase.")
        for name, read in (("digestSRI", _sri), ("digestMultibase", _multibase)):
            if name in resource:
                algorithm, digest = read(resource[name], child(place, name))
                _compare(url, algorithm, digest, child(place, name))


def _sri(value: object, place: str) -> tuple[str, bytes]:
    found = _SRI.fullmatch(value) if isinstance(value, str) else None
    digest = _octets(found[2].translate(str.maketrans("+/", "-_"))) if found else b""
    if found is None or len(digest) != _LENGTHS[found[1]]:
        raise malformed(place, f"It is {seen(value)}; expected an integrity text such as sha384-... (base64).")
    return found[1], digest


def _multibase(value: object, place: str) -> tuple[str, bytes]:
    """Return the digest in multibase: as a multihash, or bare, which is then told by its length."""
    text = value if isinstance(value, str) else ""
    try:
        octets = from_base58(text[1:]) if text[:1] == "z" else _octets(text[1:]) if text[:1] == "u" else b""
    except ValueError:
        octets = b""
    algorithm = _MULTIHASHES.get(octets[:2])
    if algorithm and len(octets) == 2 + _LENGTHS[algorithm]:
        return algorithm, octets[2:]
    bare = next((name for name, length in _LENGTHS.items() if length == len(octets)), None)
    if bare is None:
        raise malformed(place, f"It is {seen(value)}; expected a SHA-2 digest as multibase text (u... or z...).")
    return bare, octets


def _octets(text: str) -> bytes:
    bare = text.rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _compare(url: str, algorithm: str, digest: bytes, place: str) -> None:
    if url in contexts.FILES and hashlib.new(algorithm, _file(contexts.FILES[url])).digest() != digest:
        told = f"The {algorithm} digest is not that of {url}."
        raise DocumentProblem(f"{VCDM}CRYPTOGRAPHIC_SECURITY_ERROR", told, pointer=place)


@cache
def _file(name: str) -> bytes:
    return (Path(contexts.__file__).with_name("contexts") / f"{name}.jsonld").read_bytes()
