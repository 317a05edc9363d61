"""Small hands for tests of redemption's pages and API, with the fixed cast."""

from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from institutions.models import Programme
from ledger.queries.custody import lots_of
from redemptions.commands import request_redemption
from redemptions.models import Redemption
from tests.cast import Cast, sign_in
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

WHY = "The second semester teaches the same; ask for other credits."


def award(cast: Cast, who: Any, code: str = "GIS-101", **facts: Any) -> UUID:
    """Deposit 3 credits at level 5 for a learner of the cast."""
    version = an_approved_version(cast.awarding.id, code=code, **facts)
    [outcome] = deposit(cast.approver, cast.awarding.id, a_new_award(who.holding_id, version))
    return outcome.award_id


def ask(cast: Cast, who: str = "ananya", programme: Programme | None = None) -> Redemption:
    return request_redemption(
        actor=getattr(cast, who), programme_id=(programme or cast.programme).id, award_ids=None, at=timezone.now(),
        idempotency_key=str(uuid4()),
    )  # fmt: skip


def as_(client: Client, cast: Cast, who: str) -> Client:
    return sign_in(client, getattr(cast, who))


def is_redeemed(cast: Cast, holding_id: UUID) -> bool:
    return {lot.account_id for lot in lots_of([holding_id])} == {cast.programme.account_id}
