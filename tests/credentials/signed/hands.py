"""Awards of the cast that are to be signed, and hands that sign, revoke and read them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.commands.signing import sign_waiting
from credentials.queries.signed import signed_credentials
from tests.cast import Cast
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

SIGNED_AT = datetime(2025, 6, 2, 6, 30, tzinfo=UTC)


def award(cast: Cast, *codes: str, whose: UUID | None = None) -> list[UUID]:
    """Deposit an award of each course for Ananya (or another holding); return their ids."""
    holding = whose or cast.ananya_account.holding_id
    versions = [an_approved_version(cast.awarding.id, code=code) for code in codes or ("GIS-101",)]
    outcomes = deposit(cast.approver, cast.awarding.id, *(a_new_award(holding, version) for version in versions))
    return [outcome.award_id for outcome in outcomes if outcome.award_id]


def signed(cast: Cast, award_id: UUID) -> dict[str, Any]:
    """Sign what waits and return the newest document of one of Ananya's awards."""
    while sign_waiting(at=SIGNED_AT):
        pass
    return signed_credentials([(cast.ananya_account.holding_id, award_id)])[award_id].document


def revoke(cast: Cast, *award_ids: UUID) -> None:
    """Let the registrar revoke awards."""
    items = [RevocationItem(award_id, "issued-in-error", "The examination was held twice.") for award_id in award_ids]
    revoke_awards(
        actor=cast.registrar, institution_id=cast.awarding.id, items=items, at=SIGNED_AT, idempotency_key=str(uuid4())
    )
