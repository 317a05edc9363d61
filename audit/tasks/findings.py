"""What beat asks of this room, and what a regulator's button rings for."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from audit.commands.find import find as run_rules
from identity.principals import SYSTEM
from identity.queries.principals import principal_of_user
from ledger.acts import day_of


@shared_task(name="audit.tasks.find")
def find() -> int:
    """Run the rules for today, once a day however often it is asked; return how many findings are new."""
    at = timezone.now()
    day = day_of(at)
    return run_rules(actor=SYSTEM, day=day, at=at, idempotency_key=f"find-{day}").found_count


@shared_task(name="audit.tasks.find_for")
def find_for(user_id: str, key: str) -> int:
    """Run the rules for today because a regulator asked; return how many findings are new."""
    at = timezone.now()
    return run_rules(
        actor=principal_of_user(UUID(user_id)), day=day_of(at), at=at, idempotency_key=key
    ).found_count  # fmt: skip
