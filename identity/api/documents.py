"""The OpenAPI document of the whole API."""

from typing import Any

from drf_spectacular.views import SpectacularJSONAPIView

from identity.api.throttles import FairShare

PREFIX = "/api/v1/"


class OpenApiDocument(SpectacularJSONAPIView):
    """The API, described for machines (OpenAPI 3.1, JSON)."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (FairShare,)


def only_ours(endpoints: list[tuple[Any, ...]], **_options: Any) -> list[tuple[Any, ...]]:
    """Keep the endpoints of the API's version out of everything that the REST framework serves."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PREFIX) and "/schema/" not in endpoint[0]]
