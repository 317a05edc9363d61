"""Counting tries that did not fit, so that nobody finds out ids or birthdays by trying."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import Principal
from learners.models import ClaimAttempt
from ledger.refusals import Refusal

WRONG_TRIES, WITHIN = 5, timedelta(hours=1)


class TooManyClaims(Refusal):
    """Five wrong tries an hour, by user and by id."""

    code = "too-many-claims"
    title = gettext_noop("Too many tries; wait an hour")
    status = 429


def refuse_guessing(actor: Principal, digest: bytes, *, at: datetime) -> None:
    """Refuse when this user or this id has had its wrong tries; parallel tries wait for each other."""
    take_turns(actor.id.bytes, digest)
    recent = ClaimAttempt.objects.filter(tried_at__gt=at - WITHIN)
    for tried in (Q(user_id=actor.id), Q(abc_id_digest=digest)):
        if recent.filter(tried).count() >= WRONG_TRIES:
            raise TooManyClaims(
                _("Five tries within an hour did not fit. Wait an hour, or ask your institution to check its roster.")
            )


def note_wrong_try(actor: Principal, digest: bytes, *, at: datetime) -> None:
    """Count a try that did not fit; the caller commits it before it refuses."""
    ClaimAttempt.objects.create(user_id=actor.id, abc_id_digest=digest, tried_at=at)


def take_turns(*names: bytes) -> None:
    """Wait for these names' turns, in order, and keep them until the transaction ends."""
    turns = sorted(int.from_bytes(sha256(name).digest()[:8], "big", signed=True) for name in names)
    with connection.cursor() as cursor:
        for turn in turns:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn])
