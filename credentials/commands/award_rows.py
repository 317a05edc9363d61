"""From decisions to rows: the acts for the book, the awards, and the revocations of what they replace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from credentials.commands.award_shapes import CORRECTED, DEPOSITED, AwardOutcome, NewAward
from credentials.dates import expiry_of
from credentials.models import Revocation
from credentials.queries.standing import Standing
from institutions.models import Institution
from ledger.acts import DEPOSIT, REVOKE, Act, Move, NewLot, Writer
from ledger.commands.accounts import REVOKED_ACCOUNT
from ledger.commands.once import derived_key
from ledger.commands.record import record
from ledger.copying import copy_rows
from ledger.identifiers import new_id

AWARD_COLUMNS = (
    "holding_id", "id", "institution_id", "offering_id", "version_id", "registration_digest", "term", "revision",
    "entry_id", "earned_on", "expires_on", "grade", "grade_points", "content_digest", "batch_id", "awarded_at",
)  # fmt: skip
REVOCATION_COLUMNS = (
    "holding_id", "award_id", "entry_id", "reason_code", "reason", "revoked_by_id", "revoked_at",
)  # fmt: skip


@dataclass(slots=True)
class Decision:
    """What is to become of one award; a new one has an id, a correction also what it replaces."""

    award: NewAward
    digest: bytes
    outcome: AwardOutcome
    revision: int = 1
    replaces: Standing | None = None
    award_id: UUID = field(default_factory=new_id)
    expires_on: date | None = None

    def __post_init__(self) -> None:
        if self.is_new:
            self.outcome = replace(self.outcome, award_id=self.award_id)

    @property
    def is_new(self) -> bool:
        """Whether a lot and an award are to be written."""
        return self.outcome.status in (DEPOSITED, CORRECTED)


def write(
    decisions: Sequence[Decision],
    *,
    institution: Institution,
    writer: Writer,
    at: datetime,
    batch_id: UUID | None,
    idempotency_key: str,
) -> None:
    """Write what was decided: book first, then awards, what waits to be signed, and revocations, each in key order."""
    fresh = sorted((d for d in decisions if d.is_new), key=_place)
    if not fresh:
        return
    replaced = [(d.replaces, _revoke_act(d, d.replaces, institution, at, idempotency_key)) for d in fresh if d.replaces]
    deposits = [_deposit_act(d, institution, at, idempotency_key) for d in fresh]
    record([act for _, act in replaced] + deposits, writer=writer)
    copy_rows("credentials_award", AWARD_COLUMNS, _award_rows(fresh, deposits, institution.id, at, batch_id))
    copy_rows(
        "credentials_unsignedaward", ("holding_id", "award_id"), ((d.award.holding_id, d.award_id) for d in fresh)
    )
    reason = (Revocation.Reason.CORRECTED.value, "Corrected by a new award.", writer.id, at)
    copy_rows(
        "credentials_revocation",
        REVOCATION_COLUMNS,
        ((old.holding_id, old.award_id, act.id, *reason) for old, act in replaced),
    )


def _place(decision: Decision) -> tuple[int, bytes, int, str]:
    """Where an award stands in its unique key: in this order two deposits can't wait for each other in a circle."""
    award = decision.award
    return (award.holding_id.int, award.registration_digest, award.version.offering_id.int, award.term)


def _deposit_act(decision: Decision, institution: Institution, at: datetime, idempotency_key: str) -> Act:
    award, version = decision.award, decision.award.version
    decision.expires_on = expiry_of(award.earned_on, institution.validity_years, version.validity_years)
    lot = NewLot(
        id=decision.award_id, issuing_account_id=institution.account_id, level=version.level, credits=version.credits,
        hours=version.hours, rule_set=version.rule_set, rule_set_version=version.rule_set_version,
        earned_on=award.earned_on, expires_on=decision.expires_on,
    )  # fmt: skip
    return Act(
        kind=DEPOSIT, narration="award-deposited", happened_at=at, key=derived_key(idempotency_key, award.key),
        request_digest=decision.digest, holding_id=award.holding_id, institution_id=institution.id,
        subject_id=decision.award_id, payload_digest=decision.digest, lots=(lot,),
    )  # fmt: skip


def _revoke_act(decision: Decision, old: Standing, institution: Institution, at: datetime, idempotency_key: str) -> Act:
    return Act(
        kind=REVOKE, narration="award-corrected", happened_at=at,
        key=derived_key(idempotency_key, decision.award.key, "old"), request_digest=decision.digest,
        holding_id=old.holding_id, institution_id=institution.id, subject_id=old.award_id,
        moves=(Move(old.award_id, REVOKED_ACCOUNT),),
    )  # fmt: skip


def _award_rows(
    decisions: Sequence[Decision], acts: Sequence[Act], institution_id: UUID, at: datetime, batch_id: UUID | None
) -> Iterable[tuple[object, ...]]:
    for decision, act in zip(decisions, acts, strict=True):
        award, version = decision.award, decision.award.version
        yield (
            award.holding_id, decision.award_id, institution_id, version.offering_id, version.version_id,
            award.registration_digest, award.term, decision.revision, act.id, award.earned_on, decision.expires_on,
            award.grade, award.grade_points, decision.digest, batch_id, at,
        )  # fmt: skip
