"""What is wrong with a new award, whatever the book says."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from credentials.commands.award_shapes import AwardOutcome, NewAward, refused
from credentials.dates import FIRST_DAY
from credentials.queries.catalogue import CatalogueVersion

TERM_LENGTH, GRADE_LENGTH, MOST_POINTS = 40, 12, Decimal("999.99")


def fault_of(
    award: NewAward, *, institution_id: UUID, versions: Mapping[UUID, CatalogueVersion], today: date
) -> AwardOutcome | None:
    """Return the refusal of an award that can't be deposited, or None; `versions` are the rows of the catalogue."""
    return (
        _fault_of_text(award)
        or _fault_of_day(award, today)
        or _fault_of_version(award, versions.get(award.version.version_id), institution_id)
    )


def _fault_of_text(award: NewAward) -> AwardOutcome | None:
    if not 1 <= len(award.term) <= TERM_LENGTH:
        return refused("invalid-term", f"The term has {len(award.term)} characters; expected 1 to {TERM_LENGTH}.")
    if len(award.grade) > GRADE_LENGTH:
        return refused("invalid-grade", f"The grade has {len(award.grade)} characters; at most {GRADE_LENGTH} fit.")
    points = award.grade_points
    if points is not None and not (points.is_finite() and 0 <= points <= MOST_POINTS):
        return refused("invalid-grade-points", f"The grade points are {points}; expected 0 to {MOST_POINTS}.")
    if len(award.registration_digest) != 32:
        return refused("invalid-registration", "The registration number is missing.")
    return None


def _fault_of_day(award: NewAward, today: date) -> AwardOutcome | None:
    if award.earned_on < FIRST_DAY:
        seen = f"Earned on {award.earned_on}; credits count from {FIRST_DAY}, the academic year 2021-22, on."
        return refused("earned-too-early", f"{seen} Leave this row out.")
    if award.earned_on > today:
        return refused("earned-in-the-future", f"Earned on {award.earned_on}, which is after today, {today}.")
    return None


def _fault_of_version(award: NewAward, version: CatalogueVersion | None, institution_id: UUID) -> AwardOutcome | None:
    code = award.version.code
    if version is None or (version.institution_id, version.offering_id) != (institution_id, award.version.offering_id):
        return refused("offering-not-yours", f"{code} is not in this institution's catalogue.")
    if version.approved_on is None:
        return refused("offering-not-approved", f"{code} has not been approved yet. Have the catalogue entry reviewed.")
    if not version.is_in_force(award.earned_on):
        since, until = version.effective_from, version.retired_on or "today"
        return refused(
            "offering-not-in-force",
            f"{code} was earned on {award.earned_on}; this version is in force {since} to {until}.",
        )
    return None
