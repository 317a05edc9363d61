"""How often anybody may ask: a fixed window per actor, told in RateLimit headers."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from identity.doors import is_signed_in, principal_of


class FairShare(BaseThrottle):
    """Counts requests in the cache, shared by all processes; when the cache is away, nobody is held up."""

    seconds_left: float | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this request; note the headers that tell what is left."""
        name, quota, window = _policy(request, getattr(view, "rate", ""))
        now = time.time()
        self.seconds_left = window - now % window
        try:
            used = _count(f"rate:{name}:{_who(request)}:{int(now // window)}", window)
        except RedisError:
            return True
        left, wait = max(0, quota - used), max(1, round(self.seconds_left))
        request._request.rate_limit_headers = {  # type: ignore[attr-defined]
            "RateLimit-Policy": f'"{name}";q={quota};w={window}',
            "RateLimit": f'"{name}";r={left};t={wait}',
        }
        return used <= quota

    def wait(self) -> float | None:
        """Return the seconds until the window ends."""
        return self.seconds_left


def _policy(request: Request, own: str) -> tuple[str, int, int]:
    kind = own or (principal_of(request).kind if is_signed_in(request) else "anonymous")
    quota, window = settings.API_RATES[kind]
    return kind, quota, window


def _who(request: Request) -> str:
    return str(principal_of(request).id) if is_signed_in(request) else str(request.META.get("REMOTE_ADDR", ""))


def _count(key: str, window: int) -> int:
    cache.add(key, 0, timeout=window + 1)
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two calls
        return 1
