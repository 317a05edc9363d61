"""`manage.py bench deposits redemptions`: the product's speed beside the floor of the same run, one line a figure."""

import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from abc_portal.benchmarks import FIGURES

ROWS = 20_000


class Command(BaseCommand):
    help = (
        "Measure rows a second from a file on the disk to the committed book, by real Celery workers, beside the "
        "floor: COPY of the same rows into tables of the same keys. Meant for a database of its own."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="+", choices=sorted(FIGURES), metavar="NAME")
        parser.add_argument("--rows", type=int, default=ROWS, help="rows of the file")
        parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = []
        for name in options["names"]:
            for figure in FIGURES[name](options["rows"]):
                figures.append(figure)
                self.stdout.write(figure.line())
                self.stdout.flush()
        if options["json"]:
            options["json"].write_text(json.dumps([figure.to_json() for figure in figures], indent=1) + "\n")
