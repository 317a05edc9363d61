"""What a learner is told of awards that were revoked lately: what, by whom, when, why, and what stands instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from credentials.models import Revocation
from credentials.queries.awards import AwardView
from credentials.queries.passbook import PassbookLine

TOLD_FOR = timedelta(days=90)

NaturalKey = tuple[UUID, bytes, UUID, str]


@dataclass(frozen=True, slots=True)
class RecentRevocation:
    """A revoked award with its revocation; `corrected_by` is the award that stands in its place, if one does."""

    award: AwardView
    revocation: Revocation
    corrected_by: AwardView | None = None

    @property
    def is_correction(self) -> bool:
        """Tell whether a corrected award was deposited with the revocation."""
        return self.revocation.reason_code == Revocation.Reason.CORRECTED


def recent_revocations(lines: Iterable[PassbookLine], *, at: datetime) -> list[RecentRevocation]:
    """Return what was revoked in the last 90 days, newest first, of all the lines of a passbook; asks nothing more."""
    awards = {award.award_id: award for line in lines for award in line.awards}
    standing = {_key(award): award for award in awards.values() if award.revocation is None}
    found = [
        RecentRevocation(award, award.revocation, standing.get(_key(award)) if _is_corrected(award) else None)
        for award in awards.values()
        if award.revocation is not None and at - TOLD_FOR < award.revocation.revoked_at <= at
    ]
    return sorted(found, key=lambda one: (one.revocation.revoked_at, one.award.award_id), reverse=True)


def _is_corrected(award: AwardView) -> bool:
    return award.revocation is not None and award.revocation.reason_code == Revocation.Reason.CORRECTED


def _key(view: AwardView) -> NaturalKey:
    """Return what an award and its corrections have in common."""
    award = view.award
    return (award.institution_id, bytes(award.registration_digest), award.offering_id, award.term)
