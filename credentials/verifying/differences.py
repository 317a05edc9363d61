"""What differs between a credential of this bank as handed in and as it was issued."""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from credentials.verifying.documents import child
from credentials.verifying.facts import shown
from credentials.verifying.verdicts import Difference

MOST = 50
LONGEST = 200
# What is told back. The rest is about the person: whoever holds a copy with the name taken out could put any name in
# its place to be told the right one.
_TOLD = (
    "/@context", "/type", "/name", "/description", "/issuer", "/validFrom", "/validUntil", "/awardedDate",
    "/credentialSubject/achievement", "/credentialSubject/creditsEarned", "/credentialSubject/result",
    "/credentialSubject/term",
)  # fmt: skip


def differences(handed: Mapping[str, Any], issued: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return where the document was changed, as JSON pointers, at most 50.

    Nothing at all is told unless the document carries the very signature that was issued: knowing an id alone must
    not open a credential. The signed value is told only of public fields that are still there with another value;
    of what was removed only the pointer.
    """
    if not _same_proof(handed.get("proof"), issued.get("proof")):
        return ()
    found = []
    for difference in _compare(handed, issued, ""):
        found.append(replace(difference, pointer=shown(difference.pointer)))
        if len(found) == MOST:
            break
    return tuple(found)


def _compare(seen: Any, signed: Any, pointer: str) -> Iterator[Difference]:
    if isinstance(seen, Mapping) and isinstance(signed, Mapping):
        for name in (*signed, *(name for name in seen if name not in signed)):
            yield from _member(seen, signed, name, child(pointer, name))
    elif isinstance(seen, list) and isinstance(signed, list):
        ours, theirs = dict(enumerate(seen)), dict(enumerate(signed))
        for number in range(max(len(seen), len(signed))):
            yield from _member(ours, theirs, number, child(pointer, number))
    elif seen != signed or isinstance(seen, bool) != isinstance(signed, bool):
        told = any(pointer == public or pointer.startswith(f"{public}/") for public in _TOLD)
        is_leaf = not isinstance(signed, Mapping | list)
        yield Difference(pointer, "changed", _short(seen), _short(signed) if told and is_leaf else None)


def _member(seen: Mapping[Any, Any], signed: Mapping[Any, Any], name: Any, pointer: str) -> Iterator[Difference]:
    if name not in seen:
        yield Difference(pointer, "removed", None, None)
    elif name not in signed:
        yield Difference(pointer, "added", _short(seen[name]), None)
    else:
        yield from _compare(seen[name], signed[name], pointer)


def _same_proof(handed: Any, issued: Any) -> bool:
    if not isinstance(handed, Mapping) or not isinstance(issued, Mapping):
        return False
    ours, theirs = issued.get("proofValue"), handed.get("proofValue")
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return False
    return hmac.compare_digest(ours.encode(), theirs.encode())


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return shown(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
