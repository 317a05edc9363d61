"""`manage.py demo_logins`: who can sign in to the demonstration, and what to try first."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser
from django.utils import timezone

from abc_portal.demo.load import is_loaded
from abc_portal.demo.logins import table
from abc_portal.demo.world import PER_INSTITUTION, SEED, World


class Command(BaseCommand):
    help = "Print the logins of the demonstration and what each of them should try first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--per-institution", type=int, default=PER_INSTITUTION)

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loaded():
            self.stdout.write("The demonstration world is not loaded: manage.py load_demo loads it.")
            return
        world = World.build(seed=options["seed"], now=timezone.now(), per_institution=options["per_institution"])
        who = world.newcomer
        said = table(site_url=settings.SITE_URL, abc_id=who.abc_id, name=who.name, birthday=f"{who.birthday:%d/%m/%Y}")
        self.stdout.write(said)
