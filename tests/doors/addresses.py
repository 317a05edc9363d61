"""Every address of the site, found in its URL configuration."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver
from django.urls.converters import UUIDConverter

UNKNOWN_ID = "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"
NOT_PAGES = ("api/", "tlog/", "vc-api/", "ims/", "accounts/", "oauth/", "preferences/", "livez", "readyz", "static/")


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for part in (resolver or get_resolver()).url_patterns:
        route = prefix + str(part.pattern)
        if hasattr(part, "url_patterns"):
            yield from routes(part, route)
        else:
            yield route, part


def pages() -> list[str]:
    """Return the paths of pages without arguments."""
    plain = [route for route, _ in routes() if "<" not in route and not route.startswith(("^", *NOT_PAGES))]
    return sorted({f"/{route}" for route in plain})


def pages_of_one_thing() -> list[str]:
    """Return the paths of pages that take ids only, with an id that nothing has."""
    found = set()
    for route, part in routes():
        converters = part.pattern.converters.values()
        only_ids = converters and all(isinstance(converter, UUIDConverter) for converter in converters)
        if only_ids and not route.startswith(NOT_PAGES):
            found.add("/" + re.sub(r"<uuid:\w+>", UNKNOWN_ID, route))
    return sorted(found)
