"""The log of requests: writing a line, and forgetting what is old."""

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.db import connection

from identity.models import LoggedRequest

KEPT = timedelta(days=400)
BITE = 5_000
LONGEST_PATH = 2_000
_ID = re.compile(r"(?<![0-9A-Za-z-])\d{4}[ +-]?\d{4}[ +-]?\d{4}(?![0-9A-Za-z-])")
_SECRET = re.compile(r"token|secret|password|key|authorization|code", re.IGNORECASE)


def keep_request(
    *, request_id: str, actor_id: UUID, actor_kind: str, method: str, path: str, query: str, status: int,
    milliseconds: int, size: int | None, at: datetime,
) -> None:  # fmt: skip
    """Write a request and its answer into the log; whatever could be a secret or an ABC id in its query is left out."""
    told = f"{path}?{_safe(query)}" if query else path
    LoggedRequest.objects.create(
        request_id=request_id, actor_id=actor_id, actor_kind=actor_kind, method=method[:10], path=told[:LONGEST_PATH],
        status=status, milliseconds=milliseconds, bytes=size, at=at,
    )  # fmt: skip


def forget_old_requests(*, at: datetime) -> int:
    """Delete lines older than 400 days, in bounded bites; return how many."""
    sql = """
        DELETE FROM identity_loggedrequest WHERE id IN (
            SELECT id FROM identity_loggedrequest WHERE at < %s ORDER BY at LIMIT %s
        )
    """
    forgotten, taken = 0, BITE
    with connection.cursor() as cursor:
        while taken == BITE:
            cursor.execute(sql, [at - KEPT, BITE])
            taken = cursor.rowcount
            forgotten += taken
    return forgotten


def _safe(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    shown = [(name, "[left out]" if _SECRET.search(name) else _ID.sub("[12 digits]", value)) for name, value in pairs]
    return urlencode(shown, safe="[] :,")
