"""Small hands for tests of files of revocations: awards that can be named, files that name them."""

from typing import Any
from uuid import UUID, uuid4

from batches.models import Batch
from learners.queries import registration_digest
from ledger.acts import REDEEM, Move
from ledger.commands.record import record
from tests.batches.hands import AT, a_csv, checked, row_of
from tests.cast import Cast
from tests.cast_catalogue import AWARDED_AT, a_new_award, an_approved_version, deposit
from tests.ledger.book import WRITER, an_act

NUMBER = "R-77"
WHY = "The examination was held twice by mistake."


def an_award(cast: Cast, holding_id: UUID | None = None, *, code: str = "", number: str = NUMBER, **said: Any) -> UUID:
    """Deposit 3 credits for Ananya, or into another account, under a registration number."""
    at = said.pop("at", AWARDED_AT)
    version = said.pop("version", None) or an_approved_version(cast.awarding.id, code=code or f"C-{uuid4().hex[:8]}")
    award = a_new_award(
        holding_id or cast.ananya_account.holding_id, version,
        registration=registration_digest(cast.awarding.id, number), **said,
    )  # fmt: skip
    [outcome] = deposit(cast.approver, cast.awarding.id, award, at=at)
    assert outcome.award_id is not None
    return outcome.award_id


def naming(award: object, **cells: str) -> dict[str, str]:
    """Return a row that names an award by id or reference."""
    return {"award_id": str(award), "reason_code": "issued-in-error", "reason": WHY} | cells


def by_name(**cells: str) -> dict[str, str]:
    """Return a row that names an award by learner, course and term."""
    return naming("", registration_number=NUMBER, course_code="MC-1", term="2025-S2") | cells


def sent(cast: Cast, *rows: dict[str, str], **said: Any) -> Batch:
    """Hand a file in as the registrar, and check it."""
    usual = {"kind": "revocations", "actor": cast.registrar}
    return checked(cast, a_csv("revocations", *rows), **(usual | said))


def codes_of(batch: Batch, number: int = 2) -> list[str]:
    return [item.code for item in row_of(batch, number).problems]


def redeem(cast: Cast, award_id: UUID) -> None:
    """Move an award of Ananya's to the programme of the cast."""
    move = Move(award_id, cast.programme.account_id)
    record([an_act(REDEEM, cast.ananya_account.holding_id, at=AT, moves=[move])], writer=WRITER)
