"""What a version of an offering certifies, as the Achievement that credentials point at."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.badges.achievements import achievement
from credentials.badges.refusals import UnfitFacts
from credentials.badges.terms import OB, OB_EXTENSIONS, VC
from credentials.models import OfferingVersion
from credentials.queries.badge_facts import achievement_facts, institution_facts
from credentials.queries.offering_pages import approved_rows
from ledger.refusals import NotFound


def offering_of(version_id: UUID) -> UUID:
    """Return the offering that an approved version belongs to; refuses any other."""
    return _approved(version_id).offering_id


def achievement_document(version_id: UUID) -> dict[str, Any]:
    """Return the Achievement of an approved version, with its contexts; refuses any other version."""
    version = _approved(version_id)
    try:
        node = achievement(achievement_facts(version), institution_facts(version.offering.institution))
    except UnfitFacts as fault:
        raise NotFound(_("The catalogue does not say enough of this version for an achievement.")) from fault
    return {"@context": [VC, OB, OB_EXTENSIONS], **node}


def _approved(version_id: UUID) -> OfferingVersion:
    version = approved_rows().filter(id=version_id).first()
    if version is None:
        raise NotFound(_("There is no such achievement."))
    return version
