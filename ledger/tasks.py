"""The book's follower on Celery: folding totals."""

from celery import shared_task

from ledger.commands.fold import fold_totals


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
