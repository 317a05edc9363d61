"""Small hands: a skill that several institutions teach, with awards of chosen grades."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from audit.quality.measures import Figure, Measure
from audit.queries.quality import Comparison, comparison
from credentials.models import OfferingVersion, Skill
from credentials.queries.catalogue import catalogue_version
from identity.principals import APPROVER, REGULATOR
from institutions.models import Institution
from tests.cast import a_member, an_institution
from tests.cast_catalogue import a_new_award, a_version_row, deposit
from tests.ledger.book import holding

TODAY = date(2025, 7, 15)
DEPOSITED_AT = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)


def a_skill(slug: str = "gis", name: str = "Map making", name_hi: str = "मानचित्र निर्माण") -> Skill:
    return Skill.objects.get_or_create(slug=slug, defaults={"name": name, "name_hi": name_hi})[0]


def an_offer(institution: Institution | None = None, *, skill: str = "gis", **facts: Any) -> OfferingVersion:
    """Approve an offering that teaches the skill, at a new institution unless told."""
    version = a_version_row((institution or an_institution()).id, **facts)
    version.skills.add(a_skill(skill))
    return version


def awards(version: OfferingVersion, *grades: str, days: int = 31, **facts: Any) -> None:
    """Deposit an award for each grade, so many days after it was earned."""
    place, told = version.offering.institution, catalogue_version(version)
    new = [
        a_new_award(facts.pop("holding_id", None) or holding(), told, **({"grade": grade} | facts)) for grade in grades
    ]
    deposit(a_member(APPROVER, place), place.id, *new, at=DEPOSITED_AT + timedelta(days=days - 31))


def compared(skill: str = "gis", level: str | None = "5", on: date = TODAY) -> Comparison:
    chosen = None if level is None else Decimal(level)
    return comparison(a_member(REGULATOR), skill, level=chosen, on=on)


def figure(found: Comparison, version: OfferingVersion, measure: Measure) -> Figure:
    """Return what an institution's figure of a measure is."""
    place = next(place for place in found.places if place.institution_id == version.offering.institution_id)
    return place.figures[measure]
