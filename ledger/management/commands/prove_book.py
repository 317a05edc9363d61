"""`manage.py prove_book`: recompute every invariant of the book and of its log; exit 1 with what is at fault."""

import sys
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from ledger.queries.proof import INVARIANTS, breaches
from ledger.queries.proof_of_log import LAWS, REMEMBERED, SHOWN, prove_log
from ledger.queries.totals import totals


class Command(BaseCommand):
    help = (
        "Recompute every invariant of the book from its rows, and the log from its entries; exit with 1 and what is at"
        " fault if one is broken. With --checkpoint FILE the log must still contain that checkpoint, kept elsewhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="a checkpoint kept outside the bank")

    def handle(self, *args: Any, **options: Any) -> None:
        found = breaches()
        kept = options["checkpoint"]
        log = prove_log(kept=kept.read_bytes() if kept else None)
        broken = {breach.invariant.code for breach in found} | {law for law, _ in log.faults}
        laws = {code: law for code, law in LAWS.items() if kept or code != REMEMBERED}
        for code, law in [*((invariant.code, invariant.law) for invariant in INVARIANTS), *laws.items()]:
            self.stdout.write(f"{'BROKEN' if code in broken else 'holds '} {code}: {law}")
        for breach in found:
            self.stdout.write(f"\n{breach.invariant.code}: rows at fault ({', '.join(breach.columns)})")
            for row in breach.rows:
                self.stdout.write("  " + ", ".join(str(value) for value in row))
        for law, sentence in log.faults[:SHOWN]:
            self.stdout.write(f"{law}: {sentence}")
        if broken:
            sys.exit(1)
        self._sum()

    def _sum(self) -> None:
        for nation in totals(by=()):
            self.stdout.write(
                f"\nDeposited {nation.deposited:.2f} = held {nation.held:.2f}"
                f" + redeemed {nation.redeemed - nation.reinstated:.2f} + lapsed {nation.lapsed:.2f}"
                f" + revoked {nation.revoked:.2f} credits, in {nation.lot_count} lots (entries not folded yet apart)."
            )
