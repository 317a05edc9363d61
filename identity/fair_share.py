"""How often anybody may ask: a fixed window per actor, counted in the cache and told in RateLimit headers."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext
from redis.exceptions import RedisError

from identity.doors import is_signed_in, principal_of
from ledger.refusals import Refusal


class TooManyRequests(Refusal):
    """Somebody asks a costly page more often than `API_RATES` allows."""

    code = "throttled"
    title = gettext_lazy("Too much in a short time")
    status = 429


def seconds_to_wait(request: Any, rate: str) -> int:
    """Count this request against a rate of `API_RATES`; return how long to wait when there were too many, else 0.

    Takes a Django or a REST framework request. All processes count together; when the cache is away, nobody is held up.
    """
    quota, window = settings.API_RATES[rate]
    now = time.time()
    wait = max(1, round(window - now % window))
    try:
        used = _count(f"rate:{rate}:{_who(request)}:{int(now // window)}", window)
    except RedisError:
        return 0
    plain = getattr(request, "_request", request)
    plain.rate_limit_headers = {
        "RateLimit-Policy": f'"{rate}";q={quota};w={window}',
        "RateLimit": f'"{rate}";r={max(0, quota - used)};t={wait}',
    }
    return wait if used > quota else 0


def refuse_haste(request: HttpRequest, rate: str) -> None:
    """Refuse a page that this visitor has asked for too often; RateLimit and Retry-After tell when to come back."""
    wait = seconds_to_wait(request, rate)
    if wait:
        request.rate_limit_headers["Retry-After"] = str(wait)  # type: ignore[attr-defined]
        told = ngettext(
            "Nothing is lost. Wait %(seconds)s second and try again.",
            "Nothing is lost. Wait %(seconds)s seconds and try again.",
            wait,
        )
        raise TooManyRequests(told % {"seconds": wait})


def _who(request: Any) -> str:
    return str(principal_of(request).id) if is_signed_in(request) else str(request.META.get("REMOTE_ADDR", ""))


def _count(key: str, window: int) -> int:
    cache.add(key, 0, timeout=window + 1)
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two calls
        return 1
