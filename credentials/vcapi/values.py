"""Single values by the rules that return everywhere: URLs, types, times, and objects one or many."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from credentials.vcapi.problems import malformed
from credentials.verifying.documents import child, kind_of
from credentials.verifying.moments import moment
from credentials.verifying.verdicts import CheckFailed

Node = Mapping[str, Any]
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]+")


def is_url(value: object) -> bool:
    """Tell whether a value is one absolute URL (data model 2.0, 4.4: https, did, urn and any other scheme)."""
    return isinstance(value, str) and _URL.fullmatch(value) is not None


def check_url(value: object, pointer: str) -> str:
    """Return a URL; refuses everything else, lists of URLs too."""
    if not isinstance(value, str) or not is_url(value):
        raise malformed(pointer, f"It is {seen(value)}; expected one URL.")
    return value


def check_id(node: Node, pointer: str) -> None:
    """Refuse an `id` that is there and is no single URL (data model 2.0, 4.4)."""
    if "id" in node:
        check_url(node["id"], child(pointer, "id"))


def check_type(node: Node, pointer: str) -> tuple[str, ...]:
    """Return the types of an object; refuses one without (data model 2.0, 4.5). Whether they resolve, JSON-LD tells."""
    found = node.get("type")
    types = found if isinstance(found, list) else [found]
    if not types or not all(isinstance(one, str) and one for one in types):
        raise malformed(child(pointer, "type"), f"The type is {seen(found)}; expected one or more terms or URLs.")
    return tuple(types)


def check_agent(value: object, pointer: str) -> str:
    """Return the id of an issuer or holder, a URL or an object with one (data model 2.0, 4.7 and 4.13)."""
    if isinstance(value, Mapping):
        return check_url(value.get("id"), child(pointer, "id"))
    return check_url(value, pointer)


def check_moment(node: Node, name: str, pointer: str) -> datetime | None:
    """Return the time of a member, None without it; refuses what is no dateTimeStamp (XSD 1.1, with its zone)."""
    if name not in node:
        return None
    try:
        return moment(node[name], name)
    except CheckFailed:
        told = f"It is {seen(node[name])}; expected a dateTimeStamp, such as 2026-01-31T10:00:00Z."
        raise malformed(child(pointer, name), told) from None


def check_text(node: Node, name: str, pointer: str) -> None:
    """Refuse a member that is there and is no text."""
    if name in node and not isinstance(node[name], str):
        raise malformed(child(pointer, name), f"It is {seen(node[name])}; expected text.")


def objects(node: Node, name: str, pointer: str) -> Iterator[tuple[str, Node]]:
    """Yield each object of a member that holds one or several, with its place; refuses other values and none at all."""
    if name not in node:
        return
    value, place = node[name], child(pointer, name)
    if value == []:
        raise malformed(place, "It is an empty list; expected one or more objects.")
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        where = child(place, number) if isinstance(value, list) else place
        if not isinstance(one, Mapping) or not one:
            raise malformed(where, f"It is {seen(one)}; expected an object that says something.")
        yield where, one


def texts(value: object) -> tuple[str, ...] | None:
    """Return one text or a list of texts as a tuple; None for anything else."""
    found = value if isinstance(value, list) else [value]
    kept = tuple(one for one in found if isinstance(one, str))
    return kept if found and len(kept) == len(found) else None


def seen(value: object) -> str:
    """Return how a value is told: a text in quotes and short, others by their kind."""
    return repr(value[:80]) if isinstance(value, str) else "missing" if value is None else kind_of(value)
