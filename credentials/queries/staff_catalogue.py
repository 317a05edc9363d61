"""An institution's own catalogue: every offering with its newest version and state."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from credentials.models import Offering, OfferingVersion, Return
from credentials.queries.offerings import offering_for
from credentials.queries.sums import SumShown, shown_sum
from identity.principals import Principal
from ledger.ncrf import Explanation

STATES = ("draft", "in-review", "approved", "retired")


@dataclass(frozen=True, slots=True)
class StaffOffering:
    """An offering with all its versions, newest first, and why its draft was returned last."""

    offering: Offering
    versions: Sequence[OfferingVersion]
    returned: Return | None

    @property
    def version(self) -> OfferingVersion:
        """Return the newest version."""
        return self.versions[0]

    @property
    def was_approved(self) -> bool:
        """Tell whether a version of it was ever approved, so that it can be endorsed."""
        return any(version.approved_at for version in self.versions)

    @property
    def sum(self) -> SumShown:
        """Return the sum behind the newest version's credits."""
        return shown_sum(Explanation.from_json(self.version.explanation))


def staff_catalogue(institution_id: UUID) -> list[OfferingVersion]:
    """Return the newest version of each offering of an institution, by code."""
    rows = OfferingVersion.objects.filter(offering__institution_id=institution_id).select_related("offering")
    return sorted(
        rows.order_by("offering_id", "-number").distinct("offering_id"), key=lambda version: version.offering.code
    )


def staff_offering(actor: Principal, offering_id: UUID) -> StaffOffering:
    """Return an offering for the staff of its institution; others' are not found."""
    offering = offering_for(actor, offering_id)
    rows = offering.versions.select_related("offering__institution").prefetch_related("skills").order_by("-number")
    versions = list(rows)
    draft = versions[0] if versions[0].state == "draft" else None
    return StaffOffering(offering, versions, draft.returns.first() if draft else None)
