"""`manage.py prepare_database`: migrate, store the reference rows, grant the application's role its rights."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from ledger.commands.prepare import grant_rights, prepare_reference_rows


class Command(BaseCommand):
    help = "Migrate as the owner of the tables, store reference rows, and grant the application's role its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        owner = "owner" if "owner" in settings.DATABASES else "default"
        call_command("migrate", database=owner, interactive=False, verbosity=options["verbosity"])
        role = settings.DATABASES["default"]["USER"]
        if owner == "owner" and role != settings.DATABASES["owner"]["USER"]:
            grant_rights(owner_alias=owner, role=role)
        prepare_reference_rows()
