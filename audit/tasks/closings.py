"""The inspectors' follower on Celery."""

from celery import shared_task
from django.utils import timezone

from audit.commands.closings import close_book


@shared_task(name="audit.tasks.close")
def close() -> int:
    """Close the book as far as it is time to, in bounded bites."""
    closed = 0
    for _bite in range(20):
        taken = close_book(at=timezone.now())
        closed += taken
        if not taken:
            break
    return closed
