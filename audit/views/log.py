"""The transparency log as anybody reads it: the checkpoint, the log's key, tiles and bundles (C2SP tlog-tiles)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from audit.queries.log import log_file
from ledger.log_settings import log_verifier
from ledger.queries.published import shown_note
from ledger.refusals import NotFound

FOR_EVER = "public, max-age=31536000, immutable"
MOMENT = "public, max-age=1, must-revalidate"


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    """Answer with the newest signed checkpoint."""
    note = shown_note()
    if note is None:
        raise NotFound("The log has no checkpoint yet.")
    return _plain(note, MOMENT)


@require_safe
def vkey(_request: HttpRequest) -> HttpResponse:
    """Answer with the public key that signs checkpoints."""
    return _plain(f"{log_verifier()}\n".encode(), MOMENT)


@require_safe
def tile(_request: HttpRequest, path: str) -> HttpResponse:
    """Answer with a tile or an entry bundle, which never changes again."""
    answer = HttpResponse(log_file(f"tile/{path}"), content_type="application/octet-stream")
    return _for_everybody(answer, FOR_EVER)


def _plain(content: bytes, cached: str) -> HttpResponse:
    return _for_everybody(HttpResponse(content, content_type="text/plain; charset=utf-8"), cached)


def _for_everybody(answer: HttpResponse, cached: str) -> HttpResponse:
    answer["Cache-Control"] = cached
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
