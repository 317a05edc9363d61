"""Asking twice changes the book once: the first status and body are kept with the work, in one transaction."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request
from rest_framework.response import Response

from identity.doors import principal_of
from ledger.commands.once import once
from ledger.refusals import Refusal

MAX_KEY_LENGTH = 180
SCOPE = "api:"
KEPT_HEADERS = ("Location", "ETag")


class IdempotencyKeyMissing(Refusal):
    """A POST that changes the book needs a key, so that a lost answer can be asked again."""

    code = "idempotency-key-missing"
    title = "The Idempotency-Key header is missing"
    status = 400


class IdempotencyKeyInvalid(Refusal):
    """The key can't be used."""

    code = "idempotency-key-invalid"
    title = "The Idempotency-Key header can't be used"
    status = 400


def key_of(request: Request) -> str:
    """Return the key of the request; refuses none, and one that is not 1 to 180 printable ASCII characters."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        raise IdempotencyKeyMissing("Send an Idempotency-Key header of your own making, such as a UUID.")
    if len(key) > MAX_KEY_LENGTH or not (key.isascii() and key.isprintable()):
        raise IdempotencyKeyInvalid(f"Expected 1 to {MAX_KEY_LENGTH} printable ASCII characters, saw {len(key)}.")
    return key


def answer_once(request: Request, work: Callable[[str], Response]) -> Response:
    """Do `work(key)` once per actor and key; a replay answers what was answered first.

    A refusal changes nothing and is not kept: the same request may succeed later under the same key.
    """
    key = key_of(request)
    described = {"method": request.method, "path": request.path, "body": fingerprint(request.data)}
    with once(principal_of(request).id, SCOPE + key, described) as slot:
        if slot.replayed:
            headers = slot.answer["headers"] | {"Idempotency-Replayed": "true"}
            return Response(slot.answer["body"], status=slot.answer["status"], headers=headers)
        answer = work(key)
        kept = {name: answer[name] for name in KEPT_HEADERS if name in answer}
        slot.answer = {"status": answer.status_code, "body": answer.data, "headers": kept}
        return answer


def fingerprint(body: Any) -> Any:
    """Return a body as JSON can hold it; a file is told by its name, size and SHA-256."""
    if isinstance(body, UploadedFile):
        digest = hashlib.sha256()
        for chunk in body.chunks():
            digest.update(chunk)
        body.seek(0)
        return {"name": body.name, "size": body.size, "sha256": digest.hexdigest()}
    if hasattr(body, "lists"):
        return {name: [fingerprint(value) for value in values] for name, values in body.lists()}
    return body
