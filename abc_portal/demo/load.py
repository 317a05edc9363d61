"""Plays the demonstration world to the bank: every act by the command that pages and the API use too."""

from datetime import datetime

from django.db import transaction

from abc_portal.demo.catalogue import plan_catalogue
from abc_portal.demo.claims import plan_claims
from abc_portal.demo.endorsing import plan_endorsing
from abc_portal.demo.founding import plan_founding
from abc_portal.demo.inspecting import inspect_world, plan_inspecting
from abc_portal.demo.mishaps import plan_mishaps
from abc_portal.demo.sandbox import open_sandbox
from abc_portal.demo.spending import plan_spending
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.uploads import plan_terms
from abc_portal.demo.world import FIRST, World
from credentials.commands.signing import sign_waiting
from credentials.commands.signing_keys import signing_keys
from credentials.commands.status_lists import publish_status_lists
from institutions.queries import institution_by_aishe
from ledger.commands.fold import fold_totals
from ledger.refusals import NotFound


def is_loaded() -> bool:
    """Tell whether the world is in this database."""
    try:
        institution_by_aishe(FIRST)
    except NotFound:
        return False
    return True


def load_world(*, seed: int, now: datetime, per_institution: int) -> World:
    """Load the world in one transaction: all of it or, if anything is refused, nothing."""
    world = World.build(seed=seed, now=now, per_institution=per_institution)
    stage, agenda = Stage(world), Agenda()
    plans = (
        plan_founding, plan_catalogue, plan_endorsing, plan_terms, plan_claims, plan_spending, plan_mishaps,
        plan_inspecting,
    )  # fmt: skip
    for plan in plans:
        plan(stage, agenda)
    with transaction.atomic():
        agenda.play()
        open_sandbox(at=now)
        while fold_totals():
            pass
        inspect_world(stage)
        while sign_waiting(at=now):
            pass
        publish_status_lists(at=now)
        signing_keys([None], at=now)  # the bank's own, which its first transcript would make otherwise
    return world
