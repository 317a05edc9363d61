"""`manage.py publish_log`: build the published files of the log again from the entries."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from ledger.commands.rebuild import rebuild_log
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = "Build the published files of the log again from the entries, for a folder that was lost or damaged."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = rebuild_log()
        except Refusal as refusal:
            raise CommandError(f"{refusal.title}: {refusal.detail}") from refusal
        self.stdout.write(f"{size} leaves are published under the newest checkpoint.")
