"""Status entries and status lists by Bitstring Status List 1.0, section 2."""

import re

from credentials.badges import bits
from credentials.badges.refusals import BitstringRefused
from credentials.vcapi.problems import MALFORMED, STATUS_LIST, DocumentProblem, malformed
from credentials.vcapi.values import Node, check_url, objects, seen, texts
from credentials.verifying.documents import child
from credentials.verifying.facts import types_of

ENTRY, LIST, LIST_CREDENTIAL = "BitstringStatusListEntry", "BitstringStatusList", "BitstringStatusListCredential"
MOST_BITS = 16
_INDEX = re.compile(r"0|[1-9][0-9]*")
_HEX = re.compile(r"0x[0-9a-fA-F]+")


def check_entry(entry: Node, place: str) -> None:
    """Refuse a status entry of a bitstring list that breaks a rule; entries of other types are left alone."""
    if ENTRY not in types_of(entry):
        return
    purpose, index = entry.get("statusPurpose"), entry.get("statusListIndex")
    if not isinstance(purpose, str) or not purpose:
        raise malformed(child(place, "statusPurpose"), f"The purpose is {seen(purpose)}; expected text.")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        told = f"The index is {seen(index)}; expected a whole number from 0 as text, in base 10."
        raise malformed(child(place, "statusListIndex"), told)
    url = check_url(entry.get("statusListCredential"), child(place, "statusListCredential"))
    if entry.get("id") == url:
        raise malformed(child(place, "id"), "The id is that of the list; expected one of the entry, or none.")
    _check_messages(entry, place)
    for one in _references(entry):
        check_url(one, child(place, "statusReference"))


def check_list_credential(document: Node) -> None:
    """Refuse a status list credential whose subject is no status list; other credentials are left alone."""
    if LIST_CREDENTIAL not in types_of(document):
        return
    listed = list(objects(document, "credentialSubject", ""))
    if len(listed) != 1 or LIST not in types_of(listed[0][1]):
        raise malformed("/credentialSubject", f"The subject is no {LIST}; expected exactly one.")
    place, subject = listed[0]
    if not texts(subject.get("statusPurpose")):
        raise malformed(child(place, "statusPurpose"), "The purpose is missing; expected one or more texts.")
    ttl = subject.get("ttl", 1)
    if isinstance(ttl, bool) or not isinstance(ttl, int) or ttl < 0:
        raise malformed(child(place, "ttl"), f"It is {seen(ttl)}; expected milliseconds from 0.")
    _check_encoded(subject.get("encodedList"), child(place, "encodedList"))


def _check_encoded(value: object, place: str) -> None:
    if not isinstance(value, str):
        raise malformed(place, f"The list is {seen(value)}; expected multibase text (u...).")
    try:
        bits.decode(value)
    except BitstringRefused as refusal:
        if refusal.code == "too-short":
            told = f"The list has {refusal.seen} entries; expected at least {bits.FEWEST_ENTRIES}."
            raise DocumentProblem(
                f"{STATUS_LIST}STATUS_LIST_LENGTH_ERROR", told, pointer=place, status=MALFORMED
            ) from None
        told = f"The list can't be unpacked ({refusal.code}); expected u and base64url of gzip."
        raise malformed(place, told) from None


def _check_messages(entry: Node, place: str) -> None:
    size, messages = entry.get("statusSize", 1), entry.get("statusMessage")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MOST_BITS:
        raise malformed(child(place, "statusSize"), f"It is {seen(size)}; expected a whole number from 1.")
    where = child(place, "statusMessage")
    if messages is None:
        if size > 1 or entry["statusPurpose"] == "message":
            raise malformed(where, "It is missing; expected a message for each value of the status.")
        return
    if not isinstance(messages, list) or len(messages) != 2**size:
        raise malformed(where, f"Expected a list of {2**size} messages, one for each value of {size} bit(s).")
    for number, (_where, one) in enumerate(objects(entry, "statusMessage", place)):
        status = one.get("status")
        if not isinstance(status, str) or not _HEX.fullmatch(status) or not isinstance(one.get("message"), str):
            raise malformed(child(where, number), "Expected status (0x and hexadecimal) and message, both text.")


def _references(entry: Node) -> list[object]:
    found = entry.get("statusReference", [])
    return found if isinstance(found, list) else [found]
