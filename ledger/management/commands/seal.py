"""`manage.py seal`: seal everything that waits, now."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from ledger.commands.seal import seal
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = "Seal every entry that waits, as Celery beat does every two seconds."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sealed = seal()
            while taken := seal():
                sealed += taken
        except Refusal as refusal:
            raise CommandError(f"{refusal.title}: {refusal.detail}") from refusal
        self.stdout.write(f"{sealed} entries were sealed.")
