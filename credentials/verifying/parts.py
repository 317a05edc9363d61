"""The credentials inside a credential: those of a learner record, and endorsements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credentials.verifying.documents import child
from credentials.verifying.facts import types_of
from credentials.verifying.reading import Handed, read_text
from credentials.verifying.verdicts import CheckFailed, PartKind

MOST_PARTS = 300
MOST_LEVELS = 2
"""A record in a record is opened, one in that isn't."""

_ENVELOPES = ("data:application/vc+jwt,", "data:application/vc-ld+jwt,", "data:application/jwt,")


@dataclass(frozen=True, slots=True)
class Found:
    """A credential inside another, where it stands, or why it can't be read."""

    kind: PartKind
    pointer: str
    handed: Handed | CheckFailed


def found_in(document: Mapping[str, Any]) -> list[Found]:
    """Return the credentials in a record's subject, and the endorsements of the badge, its achievement and issuer."""
    return [
        Found(kind, pointer, _handed(node))
        for kind, pointer, node in (*_credentials(document), *_endorsements(document))
    ]


def _credentials(document: Mapping[str, Any]) -> Iterator[tuple[PartKind, str, Any]]:
    for place, subject in _members(document, "credentialSubject", ""):
        if isinstance(subject, Mapping):
            for pointer, node in _members(subject, "verifiableCredential", place):
                yield "credential", pointer, node


def _endorsements(document: Mapping[str, Any]) -> Iterator[tuple[PartKind, str, Any]]:
    holders: list[tuple[str, Any]] = [("", document), *_members(document, "issuer", "")]
    for place, subject in _members(document, "credentialSubject", ""):
        if isinstance(subject, Mapping):
            holders.extend(_members(subject, "achievement", place))
    for place, holder in holders:
        if isinstance(holder, Mapping):
            for name in ("endorsement", "endorsementJwt"):
                for pointer, node in _members(holder, name, place):
                    yield "endorsement", pointer, node


def _members(node: Mapping[str, Any], name: str, place: str) -> Iterator[tuple[str, Any]]:
    pointer, value = child(place, name), node.get(name)
    if isinstance(value, list):
        yield from ((child(pointer, number), one) for number, one in enumerate(value))
    elif value is not None:
        yield pointer, value


def _handed(node: Any) -> Handed | CheckFailed:
    if isinstance(node, Mapping) and "EnvelopedVerifiableCredential" in types_of(node):
        whole = str(node.get("id", ""))
        node = next((whole.removeprefix(start) for start in _ENVELOPES if whole.startswith(start)), None)
    try:
        if isinstance(node, str):
            return read_text(node, container="json")
    except CheckFailed as failure:
        return failure
    if isinstance(node, Mapping):
        return Handed("json", dict(node))
    return CheckFailed("member-missing", member="verifiableCredential")
