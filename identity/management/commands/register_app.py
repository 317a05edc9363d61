"""`manage.py register_app`: let an app ask learners whether it may read their credentials."""

from typing import Any
from uuid import uuid4

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from identity.commands.apps import register_app
from identity.principals import SYSTEM
from ledger.refusals import Refusal


class Command(BaseCommand):
    help = "Register an app (Open Badges 3.0, OAuth2 with PKCE) and print its client id and secret, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="The name that learners read")
        parser.add_argument("redirect_uri", nargs="+", help="Where a learner is sent back to, https")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            app = register_app(
                actor=SYSTEM, name=options["name"], redirect_uris=options["redirect_uri"], at=timezone.now(),
                idempotency_key=str(uuid4()),
            )  # fmt: skip
        except Refusal as refusal:
            raise CommandError(refusal.detail) from None
        self.stdout.write(f"client id: {app.client_id}\nsecret:    {app.secret}")
