"""Changing what one has seen: ETag out, If-Match in."""

import hashlib
from typing import Any

from ledger.refusals import Refusal


class PreconditionRequired(Refusal):
    """A change must name the version it was made from."""

    code = "if-match-required"
    title = "Name the version that you change"
    status = 428


class PreconditionFailed(Refusal):
    """The thing has changed since it was read."""

    code = "changed-meanwhile"
    title = "This has changed since you read it"
    status = 412


def etag_of(*parts: object) -> str:
    """Return a strong tag of whatever tells one version from another (id, revision, changed_at)."""
    return f'"{hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:32]}"'


def check_if_match(request: Any, etag: str) -> None:
    """Refuse a change without If-Match (428) or of another version (412)."""
    wanted = request.headers.get("If-Match", "")
    if not wanted:
        raise PreconditionRequired("Send the ETag of the version you read as If-Match.")
    if wanted.strip() != "*" and etag not in {part.strip() for part in wanted.split(",")}:
        raise PreconditionFailed("Read it again, make your change there, and send the new ETag as If-Match.")
