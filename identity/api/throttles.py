"""How often anybody may ask the API: its share by who asks, or the view's own."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from identity.doors import is_signed_in, principal_of
from identity.fair_share import seconds_to_wait


class FairShare(BaseThrottle):
    """Counts requests by who asks; `rate` of a view names a share of its own."""

    seconds_left: float | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this request; note the headers that tell what is left."""
        own = getattr(view, "rate", "")
        self.seconds_left = seconds_to_wait(request, own or _kind(request))
        return not self.seconds_left

    def wait(self) -> float | None:
        """Return the seconds until the window ends."""
        return self.seconds_left


def _kind(request: Request) -> str:
    return principal_of(request).kind if is_signed_in(request) else "anonymous"
