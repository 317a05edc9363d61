"""`manage.py load_demo`: load the demonstration world, once."""

import os
import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from abc_portal.demo.load import is_loaded, load_world
from abc_portal.demo.world import PER_INSTITUTION, SEED
from institutions.queries.institutions import standings
from ledger.commands.seal import seal
from ledger.refusals import Refusal

FLAG = "--yes-this-is-a-demonstration"


class Command(BaseCommand):
    help = "Load the demonstration world, whose passwords everybody knows; does nothing when it is loaded already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="same seed and day, same world")
        parser.add_argument("--per-institution", type=int, default=PER_INSTITUTION, help="learners per institution")
        parser.add_argument(FLAG, action="store_true", dest="sure", help="load it although this may be a real site")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_loaded():
            self.stdout.write("The demonstration world is loaded already.")
            return
        if not (options["sure"] or settings.DEBUG or os.environ.get("DEMO") == "1"):
            raise CommandError(f"This makes users whose passwords everybody knows. If you mean it, say {FLAG}.")
        if standings():
            raise CommandError("This database holds institutions that are not of the demonstration; use an empty one.")
        began = time.monotonic()
        world = load_world(seed=options["seed"], now=timezone.now(), per_institution=options["per_institution"])
        self._seal()
        seconds = time.monotonic() - began
        self.stdout.write(f"Loaded {len(world.people)} learners and three terms of results in {seconds:.1f} s.")

    def _seal(self) -> None:
        """Seal the world, so that every entry has its proof from the first page on."""
        try:
            seal()  # the first call signs the empty log and seals nothing
            while seal():
                pass
        except Refusal as refusal:
            self.stderr.write(f"The log is not sealed: {refusal.detail}")
