"""What a credential says of an award: the rows of the bank as the plain values that documents are built from."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects

from credentials.addresses import (
    achievement_url,
    credential_url,
    did_of,
    institution_url,
    refresh_url,
    site,
    status_list_url,
)
from credentials.badges.facts import AchievementFacts, BadgeFacts, LearnerFacts, Named, ProfileFacts, StatusFacts
from credentials.models import OfferingVersion
from credentials.queries.awards import AwardView
from institutions.models import Institution
from learners.people import Person
from ledger.ncrf import Explanation, LearningHours, Level

SALT_BYTES = 16
BANK_NAME = "Academic Credit Bank"


def badge_facts(
    view: AwardView, person: Person, achievement: AchievementFacts, *, place: tuple[UUID, int], signed_at: datetime
) -> BadgeFacts:
    """Return what the credential of an award says; each call takes a fresh salt for the learner's id."""
    award = view.award
    list_id, index = place
    salt = secrets.token_urlsafe(SALT_BYTES)
    return BadgeFacts(
        id=credential_url(award.id),
        issuer=institution_facts(view.institution),
        learner=LearnerFacts.of_abc_id(person.abc_id, salt=salt, name=person.name),
        achievement=achievement,
        awarded_at=award.awarded_at,
        valid_from=min(award.awarded_at, signed_at),
        status=StatusFacts(status_list_url(list_id), index),
        refresh_url=refresh_url(award.id),
        earned_on=award.earned_on,
        credits_last_day=award.expires_on - timedelta(days=1),
        term=award.term,
        grade=award.grade,
        grade_points=award.grade_points,
    )


def institution_facts(institution: Institution) -> ProfileFacts:
    """Return an institution as the issuer of what it awards."""
    return ProfileFacts(
        id=did_of(institution.aishe_code), name=institution.name, name_hi=institution.name_hi, state=institution.state,
        url=institution.website or institution_url(institution.aishe_code), aishe_code=institution.aishe_code,
        accreditation=institution.accreditation,
    )  # fmt: skip


def bank_facts() -> ProfileFacts:
    """Return the bank as the issuer of transcripts."""
    return ProfileFacts(id=did_of(None), name=BANK_NAME, url=site("/"))


def read_along(versions: Iterable[OfferingVersion]) -> None:
    """Read what `achievement_facts` needs of many versions in two statements."""
    prefetch_related_objects(list(versions), "offering", "skills")


def achievement_facts(version: OfferingVersion) -> AchievementFacts:
    """Return what a version of an offering certifies."""
    return AchievementFacts(
        id=achievement_url(version.id),
        vocabulary=site("/terms"),
        kind=version.offering.kind,
        code=version.offering.code,
        version=str(version.number),
        title=version.title,
        title_hi=version.title_hi,
        description=version.summary,
        outcomes=tuple(version.outcomes),
        hours=hours_of(version),
        credits=version.credits,
        level=Level.of(version.level),
        rule_set=version.rule_set,
        rule_set_version=version.rule_set_version,
        sum_sentence=Explanation.from_json(version.explanation).sentence(),
        assessment=version.assessment,
        participation=version.participation,
        quality_assurance=version.quality_assurance,
        supervision=version.supervision,
        discipline=version.discipline,
        domain=version.domain,
        stage=version.stage,
        language=version.language,
        prerequisites=version.prerequisites,
        industry_partner=version.industry_partner,
        validity_years=version.validity_years,
        is_rpl=version.is_rpl,
        is_swayam=version.is_swayam,
        skills=tuple(Named(skill.name, site(f"/catalogue/?skill={skill.slug}")) for skill in version.skills.all()),
    )


def hours_of(version: OfferingVersion) -> LearningHours:
    """Return the learning hours of a version by mode."""
    return LearningHours.of(
        theory=version.theory_hours, tutorial=version.tutorial_hours, practical=version.practical_hours,
        experiential=version.experiential_hours, contact=version.contact_hours,
    )  # fmt: skip
