"""The book's followers on Celery: folding totals, sealing the log, asking witnesses."""

from celery import shared_task
from django.utils import timezone

from ledger.commands.cosign import cosign_published
from ledger.commands.fold import fold_totals
from ledger.commands.seal import seal as seal_entries


@shared_task
def fold() -> int:
    """Fold what waits, in bounded bites."""
    folded = 0
    for _bite in range(20):
        taken = fold_totals()
        folded += taken
        if not taken:
            break
    return folded


@shared_task
def seal() -> int:
    """Seal what waits, in bounded bites; what prevents it stands as an alarm and in the task's error."""
    sealed = 0
    for _bite in range(50):
        taken = seal_entries()
        sealed += taken
        if not taken:
            break
    return sealed


@shared_task
def cosign() -> int:
    """Ask the witnesses, if any are named, to cosign what is published."""
    return cosign_published(at=timezone.now())
