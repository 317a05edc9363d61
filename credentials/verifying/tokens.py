"""The parts of a compact JWT, read strictly but not yet believed."""

import base64
import binascii
from typing import Any

from credentials.verifying.documents import strict_json
from credentials.verifying.verdicts import CheckFailed


def header(token: str) -> dict[str, Any]:
    """Return the header; refuses one that isn't strict JSON."""
    return _segment(token, 0)


def claims(token: str) -> dict[str, Any]:
    """Return the claims, unproven; those of the older form lie in `vc`. Refuses what isn't strict JSON."""
    found = _segment(token, 1)
    inner = found.get("vc")
    return inner if isinstance(inner, dict) else found


def registered(token: str) -> dict[str, Any]:
    """Return all claims as they stand, `iss`, `nbf` and `exp` among them."""
    return _segment(token, 1)


def _segment(token: str, number: int) -> dict[str, Any]:
    name = ("header", "payload")[number]
    part = token.split(".")[number]
    try:
        decoded = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise CheckFailed("jwt-broken", segment=name) from None
    return strict_json(decoded)
