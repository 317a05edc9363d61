"""What the Open Badges door reads and says: paging, and the status information of 1EdTech."""

from datetime import UTC
from typing import Any

from rest_framework import serializers

DEFAULT_LIMIT, MOST_LIMIT, MOST_OFFSET = 50, 100, 1_000_000
CODES = {
    400: "invalid_data", 401: "unauthorizedrequest", 403: "forbidden", 404: "not_found", 405: "not_allowed",
    406: "not_acceptable", 415: "invalid_data", 422: "invalid_query_parameter", 429: "server_busy",
    500: "internal_server_error",
}  # fmt: skip


class PageQuery(serializers.Serializer[Any]):
    """Which page of credentials (Open Badges 3.0, 6.2.2 and 6.4)."""

    limit = serializers.IntegerField(default=DEFAULT_LIMIT, min_value=1)
    offset = serializers.IntegerField(default=0, min_value=0, max_value=MOST_OFFSET)
    since = serializers.DateTimeField(default=None, default_timezone=UTC)

    def validate_limit(self, value: int) -> int:
        """Return the limit, cut to what is handed out at once: the Link header leads on from there."""
        return min(value, MOST_LIMIT)


def status_info(status: int, told: str) -> dict[str, Any]:
    """Return why a request failed, as an Imsx_StatusInfo."""
    minor = {"imsx_codeMinorFieldName": "AcademicCreditBank", "imsx_codeMinorFieldValue": CODES.get(status, "unknown")}
    return {
        "imsx_codeMajor": "unsupported" if status == 405 else "failure",
        "imsx_severity": "error",
        "imsx_description": told,
        "imsx_codeMinor": {"imsx_codeMinorField": [minor]},
    }
