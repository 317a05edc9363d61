"""What the door does by the clock."""

from celery import shared_task
from django.utils import timezone

from identity.commands.requests import forget_old_requests


@shared_task(name="identity.tasks.forget_requests")
def forget_requests() -> int:
    """Delete lines of the log of requests that are older than 400 days."""
    return forget_old_requests(at=timezone.now())
