"""Idempotency: the same key and request get the first answer, in the same transaction as the work."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from ledger.models import Receipt
from ledger.refusals import IdempotencyInProgress, IdempotencyKeyReused, InvalidInput

LONGEST_KEY = 200


@dataclass(slots=True)
class Slot:
    """The place of one key: `replayed` tells that `answer` is the first one; else the work sets `answer`."""

    replayed: bool
    answer: Any
    digest: bytes


def digest_of(request: Any) -> bytes:
    """Return the keyed digest of a request's canonical JSON (sorted keys; decimals, dates and UUIDs as text).

    A request may name people by 12 digits, which anybody could try against a digest without a key.
    """
    text = json.dumps(request, sort_keys=True, cls=DjangoJSONEncoder, separators=(",", ":"))
    return salted_hmac("ledger.request", text, algorithm="sha256").digest()


def derived_key(key: str, *parts: object) -> str:
    """Return the key of a part of an act that has a key of its own; one that would be too long is told by a digest."""
    whole = "#".join([key, *map(str, parts)])
    return whole if len(whole) <= LONGEST_KEY else hashlib.sha256(whole.encode()).hexdigest()


@contextmanager
def once(scope: UUID, key: str, request: Any) -> Iterator[Slot]:
    """Run a block in a transaction once per (scope, key): the block sets `slot.answer` to something JSON can hold.

    On a replay `slot.replayed` is true and `slot.answer` is the first answer: the block must only return it.
    Refuses the same key with another request, and a key that is being worked on at this moment.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidInput(
            f"The idempotency key has {len(key)} characters; expected 1 to {LONGEST_KEY}.", field="idempotency_key"
        )
    digest = digest_of(request)
    with transaction.atomic():
        _take_turn(scope, key)
        first = Receipt.objects.filter(scope=scope, key=key).first()
        if first is None:
            slot = Slot(replayed=False, answer=None, digest=digest)
            yield slot
            Receipt.objects.create(scope=scope, key=key, digest=digest, answer=_plain(slot.answer))
            return
        if bytes(first.digest) != digest:
            raise IdempotencyKeyReused(f"The key {key!r} belongs to an earlier, different request. Use a new key.")
        yield Slot(replayed=True, answer=first.answer, digest=digest)


def _take_turn(scope: UUID, key: str) -> None:
    """Hold the key until the transaction ends, or refuse at once."""
    number = int.from_bytes(hashlib.sha256(scope.bytes + key.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise IdempotencyInProgress(f"A request with the key {key!r} is being worked on. Ask again in a moment.")


def _plain(answer: Any) -> Any:
    return json.loads(json.dumps(answer, cls=DjangoJSONEncoder))
