"""Points in time as credentials write them, and the clocks of others."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from credentials.verifying.verdicts import Check, CheckFailed

SKEW = timedelta(minutes=5)
"""How far another's clock may be off (and ours), either way."""

_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)")


def moment(value: Any, member: str) -> datetime:
    """Return an xsd:dateTimeStamp as a time in UTC; refuses dates without time or time zone, and impossible ones."""
    found = _DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise CheckFailed("date-unreadable", member=member, seen=str(value))
    whole, fraction, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{whole}{(fraction or '')[:7]}{zone}".replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CheckFailed("date-unreadable", member=member, seen=str(value)) from None


def dates(document: Mapping[str, Any], *, at: datetime) -> Check:
    """Return whether a credential holds at a time, by the members of either data model; 5 minutes are forgiven.

    Refuses dates that can't be read, as broken: what begins or ends at an unknown time can't be relied on.
    """
    until = [moment(document[name], name) for name in ("validUntil", "expirationDate") if name in document]
    since = [moment(document[name], name) for name in ("validFrom", "issuanceDate") if name in document]
    return in_time(max(since, default=None), min(until, default=None), at=at)


def in_time(since: datetime | None, until: datetime | None, *, at: datetime) -> Check:
    """Return whether a time lies between two, 5 minutes forgiven on either side."""
    if until is not None and until + SKEW <= at:
        return Check("dates", "expired", {"until": spoken(until)})
    if since is not None and since - SKEW > at:
        return Check("dates", "not-yet-valid", {"since": spoken(since)})
    return Check("dates", "dates-hold")


def spoken(when: datetime) -> str:
    """Return a time as it is told: UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def token_dates(claims: Mapping[str, Any], *, at: datetime) -> Check:
    """Return whether a JWT holds at a time by its own `nbf` and `exp`, seconds since 1970 (RFC 7519)."""
    return in_time(_numeric(claims, "nbf"), _numeric(claims, "exp"), at=at)


def _numeric(claims: Mapping[str, Any], name: str) -> datetime | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CheckFailed("date-unreadable", member=name, seen=str(value))
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise CheckFailed("date-unreadable", member=name, seen=str(value)) from None
