"""Filling the catalogue: drafted by one person, approved by another; one version left in review, one in draft."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from abc_portal.demo.sources import OfferingFacts
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.world import FIRST
from credentials.commands.catalogue import approve_version, draft_offering, draft_version, submit_for_review
from credentials.drafts import VersionDraft
from credentials.queries.catalogue import versions_by_code
from identity.principals import APPROVER, ISSUER
from ledger.ncrf import LearningHours

SAID = (
    "title_hi", "domain", "discipline", "stage", "participation", "assessment", "supervision", "language",
    "industry_partner", "is_rpl", "is_swayam", "validity_years",
)  # fmt: skip
REVISED = "VCU-DA101"
NEW_CODE = "VCU-AI330"


def plan_catalogue(stage: Stage, agenda: Agenda) -> None:
    """Plan the catalogue before the first term, and the two open drafts of the last days."""
    days = stage.world.days
    for number, offering in enumerate(stage.world.sources.offerings):
        day = days.beginning - timedelta(days=45 - number % 20)
        agenda.add(days.on(day, 9, number), _offer, stage, offering)
    agenda.add(days.ago(6, 15), _revise, stage)
    agenda.add(days.ago(4, 16), _begin_new, stage)


def draft_of(stage: Stage, offering: OfferingFacts, *, effective_from: date) -> VersionDraft:
    """Return what the institution says of an offering."""
    place = stage.world.sources.institution(offering.institution)
    skills = tuple(stage.world.sources.skills[slug] for slug in offering.facts["skills"])
    title = offering.facts["title"]
    return VersionDraft(
        title=title, level=offering.level, hours=offering.hours, rule_set=offering.facts["rule_set"],
        effective_from=effective_from, skills=skills, summary=_summary(offering),
        outcomes=_outcomes(title, skills), quality_assurance=f"Internal Quality Assurance Cell, {place.name}",
        **{name: offering.facts[name] for name in SAID},
    )  # fmt: skip


def _summary(offering: OfferingFacts) -> str:
    hours = f"{offering.hours.notional.normalize():f}"
    partner = offering.facts["industry_partner"]
    told = f"{offering.facts['title']}: {hours} hours of learning, assessed, at NCrF level {offering.level}."
    return f"{told} Designed together with {partner}." if partner else told


def _outcomes(title: str, skills: tuple[str, ...]) -> tuple[str, ...]:
    practised = skills[0].lower() if skills else title.lower()
    return (
        f"Explain the main ideas and terms of {title.lower()} and where they apply",
        f"Carry out a complete task in {practised} without help, and document it",
        "Judge the quality of a piece of work, one's own or another's, against a stated standard",
    )


def _offer(stage: Stage, offering: OfferingFacts, at: datetime) -> None:
    version = draft_offering(
        actor=stage.staff(offering.institution, ISSUER), institution_id=stage.institution_of(offering),
        kind=offering.facts["kind"], code=offering.code,
        draft=draft_of(stage, offering, effective_from=stage.world.days.beginning), at=at,
        idempotency_key=stage.key("offering"),
    )  # fmt: skip
    _submit(stage, offering.institution, version.id, at + timedelta(days=4))
    approve_version(
        actor=stage.staff(offering.institution, APPROVER), version_id=version.id, at=at + timedelta(days=12),
        idempotency_key=stage.key("approve-version"),
    )  # fmt: skip


def _submit(stage: Stage, institution: str, version_id: UUID, at: datetime) -> None:
    submit_for_review(
        actor=stage.staff(institution, ISSUER),
        version_id=version_id,
        at=at,
        idempotency_key=stage.key("submit-version"),
    )


def _revise(stage: Stage, at: datetime) -> None:
    """Send a second version of an offering for review: more practice, in force from today on."""
    offering = stage.world.sources.offering(REVISED)
    old = draft_of(stage, offering, effective_from=stage.world.days.today)
    hours = LearningHours.of(theory=30, practical=60, contact=60)
    code = offering.code
    (known, *_others) = versions_by_code(stage.institutions[FIRST], [code])[code]
    version = draft_version(
        actor=stage.staff(FIRST, ISSUER), offering_id=known.offering_id, draft=replace(old, hours=hours), at=at,
        idempotency_key=stage.key("offering"),
    )  # fmt: skip
    _submit(stage, FIRST, version.id, at + timedelta(minutes=20))


def _begin_new(stage: Stage, at: datetime) -> None:
    """Begin an offering and leave it in draft: its assessment is still open."""
    draft = VersionDraft(
        title="Responsible Use of AI in Public Service", title_hi="लोक सेवा में एआई का उत्तरदायी उपयोग",
        level=Decimal("5.5"), hours=LearningHours.of(theory=30, practical=30, experiential=30, contact=60),
        rule_set="NCRF-NOTIONAL", effective_from=stage.world.days.today, domain="academic",
        discipline="Social sciences", stage="intermediate", participation="hybrid", skills=("Public policy",),
        outcomes=("Weigh the benefit and the harm of an automated decision before it is used",),
    )  # fmt: skip
    draft_offering(
        actor=stage.staff(FIRST, ISSUER), institution_id=stage.institutions[FIRST], kind="micro-credential",
        code=NEW_CODE, draft=draft, at=at, idempotency_key=stage.key("offering"),
    )  # fmt: skip
