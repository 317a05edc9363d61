"""Whether this process lives and can serve: /livez and /readyz."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse


def live(_request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process runs."""
    return JsonResponse({"status": "alive"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and the cache answer, else 503 naming what does not."""
    problems = []
    for name, ask in (("database", _ask_database), ("cache", _ask_cache)):
        try:
            ask()
        except Exception as error:  # noqa: BLE001 - any failure means "not ready", and its kind is told
            problems.append({"part": name, "problem": type(error).__name__})
    status = "not ready" if problems else "ready"
    return JsonResponse({"status": status, "problems": problems}, status=503 if problems else 200)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.get("readyz")
