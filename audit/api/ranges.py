"""Files whose download goes on where it broke off: Range, If-Range, If-None-Match (RFC 9110); ETag is the SHA-256."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from audit.queries.exports import ExportFile
from identity.api.problems import problem_response
from ledger.refusals import Refusal

BLOCK = 1 << 16
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class RangeNotSatisfiable(Refusal):
    """The range begins behind the file's end."""

    code = "range-not-satisfiable"
    title = "The file has no such bytes"
    status = 416


def file_answer(request: Any, file: ExportFile, *, content_type: str) -> HttpResponseBase:
    """Answer a file, or the one range of it that is asked for; several ranges at once get the whole file."""
    etag = f'"{file.sha256}"'
    if etag in {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}:
        return HttpResponse(status=304, headers={"ETag": etag})
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    try:
        found = _range_of(asked, file.bytes)
    except RangeNotSatisfiable as refusal:
        answer = problem_response(request, refusal)
        answer["Content-Range"] = f"bytes */{file.bytes}"
        return answer
    return _bytes_of(file, found, content_type=content_type)


def _bytes_of(file: ExportFile, found: tuple[int, int] | None, *, content_type: str) -> HttpResponseBase:
    etag = f'"{file.sha256}"'
    first, last = found or (0, file.bytes - 1)
    answer = StreamingHttpResponse(_blocks(file, first, last), status=206 if found else 200, content_type=content_type)
    answer["Content-Length"] = str(last - first + 1)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer["Accept-Ranges"], answer["ETag"] = "bytes", etag
    # Its bytes are what was hashed: nothing on the way may pack them anew.
    answer["Content-Encoding"], answer["Cache-Control"] = "identity", "private, no-transform"
    if found:
        answer["Content-Range"] = f"bytes {first}-{last}/{file.bytes}"
    return answer


def _range_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; None for the whole file; refuses what begins behind the end."""
    match = _ONE_RANGE.fullmatch(asked.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < begin:
            return None
    if begin >= size or end < begin:
        raise RangeNotSatisfiable(f"The range begins at byte {begin}; the file has {size}.")
    return begin, end


def _blocks(file: ExportFile, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with file.path.open("rb") as source:
        source.seek(first)
        while left > 0 and (block := source.read(min(BLOCK, left))):
            left -= len(block)
            yield block
