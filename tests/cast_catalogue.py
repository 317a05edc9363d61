"""The catalogue's part of the cast: approved offerings, new awards, and a hand that deposits them."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from credentials.commands.awards import AwardOutcome, NewAward, deposit_awards
from credentials.models import Offering, OfferingVersion
from credentials.queries.catalogue import CatalogueVersion, catalogue_version
from identity.principals import Principal
from ledger.identifiers import new_id
from ledger.ncrf import LearningHours, Level, credits_for
from ledger.queries.rule_sets import rule_set_in_force

DRAFTED_AT = datetime(2024, 1, 10, 6, 30, tzinfo=UTC)
APPROVED_AT = datetime(2024, 1, 20, 6, 30, tzinfo=UTC)
AWARDED_AT = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)
IN_FORCE_FROM = date(2024, 1, 15)
EARNED_ON = date(2025, 5, 1)


def a_version_row(
    institution_id: UUID,
    *,
    code: str = "GIS-101",
    title: str = "Geographic Information Systems",
    level: str = "5",
    theory: str = "30",
    practical: str = "60",
    rule_set: str = "NCRF-NOTIONAL",
    effective_from: date = IN_FORCE_FROM,
    approved: bool = True,
    **fields: object,
) -> OfferingVersion:
    """Write a version (30 h theory and 60 h practical are 3 credits), approved by a second person unless told."""
    hours = LearningHours.of(theory=theory, practical=practical)
    rules = rule_set_in_force(rule_set, on=effective_from)
    credit_sum = credits_for(hours, rules, assessed=True, level=Level.of(level))
    offering, _ = Offering.objects.get_or_create(
        institution_id=institution_id, code=code, defaults={"kind": Offering.Kind.MICRO}
    )
    signed = {"submitted_by_id": new_id(), "submitted_at": DRAFTED_AT}
    if approved:
        signed |= {"approved_by_id": new_id(), "approved_at": APPROVED_AT}
    return OfferingVersion.objects.create(
        **{
            "offering": offering, "number": offering.versions.count() + 1, "title": title,
            "outcomes": ["Make and read maps"], "domain": "academic", "discipline": "Geography", "stage": "beginning",
            "participation": "hybrid", "theory_hours": hours.theory, "practical_hours": hours.practical,
            "contact_hours": hours.theory, "rule_set": rules.id, "rule_set_version": rules.version,
            "level": Decimal(level), "credits": credit_sum.credits, "explanation": credit_sum.explanation.to_json(),
            "assessment": "written-exam", "supervision": "supervised-identified",
            "quality_assurance": "Internal quality assurance cell", "effective_from": effective_from,
            "drafted_by_id": new_id(), "drafted_at": DRAFTED_AT, **signed, **fields,
        }
    )  # fmt: skip


def an_approved_version(institution_id: UUID, **fields: object) -> CatalogueVersion:
    """Write an approved version of an offering and return what awards need of it."""
    return catalogue_version(a_version_row(institution_id, **fields))


def a_registration(number: str = "") -> bytes:
    """Return the digest of a registration number (a fresh one unless told)."""
    return hashlib.sha256((number or str(uuid4())).encode()).digest()


def a_new_award(
    holding_id: UUID,
    version: CatalogueVersion,
    *,
    registration: bytes | None = None,
    term: str = "2025-S2",
    earned_on: date = EARNED_ON,
    grade: str = "A",
    grade_points: str | None = "27.00",
    key: str = "",
) -> NewAward:
    """Return an award to deposit; without a registration every learner has one of their own."""
    return NewAward(
        holding_id=holding_id,
        version=version,
        registration_digest=registration or a_registration(holding_id.hex),
        term=term,
        earned_on=earned_on,
        grade=grade,
        grade_points=None if grade_points is None else Decimal(grade_points),
        key=key or str(uuid4()),
    )


def deposit(
    approver: Principal, institution_id: UUID, *awards: NewAward, at: datetime = AWARDED_AT, key: str = ""
) -> list[AwardOutcome]:
    """Deposit the awards and return their outcomes."""
    return deposit_awards(
        actor=approver, institution_id=institution_id, awards=awards, at=at, idempotency_key=key or str(uuid4())
    )
