"""`manage.py prove_book`: recompute every invariant of the book; exit 1 with the rows at fault."""

import sys
from typing import Any

from django.core.management import BaseCommand

from ledger.queries.proof import INVARIANTS, breaches
from ledger.queries.totals import totals


class Command(BaseCommand):
    help = "Recompute every invariant of the book from its rows; exit with 1 and the rows at fault if one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        found = breaches()
        broken = {breach.invariant.code for breach in found}
        for invariant in INVARIANTS:
            self.stdout.write(f"{'BROKEN' if invariant.code in broken else 'holds '} {invariant.code}: {invariant.law}")
        for breach in found:
            self.stdout.write(f"\n{breach.invariant.code}: rows at fault ({', '.join(breach.columns)})")
            for row in breach.rows:
                self.stdout.write("  " + ", ".join(str(value) for value in row))
        if found:
            sys.exit(1)
        for nation in totals(by=()):
            self.stdout.write(
                f"\nDeposited {nation.deposited:.2f} = held {nation.held:.2f}"
                f" + redeemed {nation.redeemed - nation.reinstated:.2f} + lapsed {nation.lapsed:.2f}"
                f" + revoked {nation.revoked:.2f} credits, in {nation.lot_count} lots (entries not folded yet apart)."
            )
