"""What beat asks of this room."""

from celery import shared_task
from django.utils import timezone

from redemptions.commands import lapse_credits

ROUNDS = 40


@shared_task(name="redemptions.tasks.lapse")
def lapse() -> int:
    """Lapse what has expired, a few thousand lots at a time; return how many."""
    lapsed = 0
    for _round in range(ROUNDS):
        moved = lapse_credits(at=timezone.now())
        lapsed += moved
        if not moved:
            break
    return lapsed
