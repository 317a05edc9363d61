"""The followers that make awards portable: signing what waits, publishing status lists."""

import time

from celery import shared_task
from django.utils import timezone

from credentials.commands.signing import sign_waiting
from credentials.commands.status_lists import publish_status_lists

SIGNING_SECONDS = 20


@shared_task(name="credentials.tasks.sign")
def sign() -> int:
    """Sign awards that wait, in small transactions, for a bounded time; return how many."""
    end, signed = time.monotonic() + SIGNING_SECONDS, 0
    while time.monotonic() < end:
        taken = sign_waiting(at=timezone.now())
        signed += taken
        if not taken:
            break
    return signed


@shared_task(name="credentials.tasks.publish_lists")
def publish_lists() -> int:
    """Publish the status lists that changed or grow old."""
    return publish_status_lists(at=timezone.now())
