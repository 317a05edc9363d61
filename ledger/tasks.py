"""The book's followers on Celery: folding totals, sealing the log."""

from celery import shared_task

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
