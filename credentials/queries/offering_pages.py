"""One offering as the public reads it: the version in force and those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from credentials.models import OfferingVersion
from credentials.queries.awards import title_in_language
from credentials.queries.search import in_force
from credentials.queries.sums import SumShown, shown_sum
from identity.principals import Principal
from ledger.ncrf import Explanation
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """The version to read first, whether awards can be earned of it, and every approved version, newest first."""

    version: OfferingVersion
    is_in_force: bool
    versions: Sequence[OfferingVersion]

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return title_in_language(self.version)

    @property
    def sum(self) -> SumShown:
        """Return the sum behind its credits."""
        return shown_sum(Explanation.from_json(self.version.explanation))


def offering_page(offering_id: UUID, on: date) -> OfferingPage:
    """Return an offering for anyone to read; refuses one that nobody has approved yet."""
    rows = approved_rows().filter(offering_id=offering_id).order_by("-number")
    versions = list(rows)
    if not versions:
        raise NotFound(_("There is no such offering in the catalogue."))
    current = in_force(on).filter(offering_id=offering_id).values_list("id", flat=True).first()
    shown = next((version for version in versions if version.id == current), versions[0])
    return OfferingPage(shown, current is not None, versions)


def approved_rows() -> QuerySet[OfferingVersion]:
    """Return all versions that were ever approved."""
    rows = OfferingVersion.objects.filter(approved_at__isnull=False)
    return rows.select_related("offering__institution").prefetch_related("skills")


def newest_for(actor: Principal | None, offering_id: UUID, on: date) -> OfferingVersion:
    """Return the version that somebody reads: staff of its institution the newest, others the one in the catalogue."""
    rows = OfferingVersion.objects.filter(offering_id=offering_id).select_related("offering__institution")
    newest = rows.prefetch_related("skills").order_by("-number").first()
    if newest and actor and newest.offering.institution_id in actor.institutions():
        return newest
    return offering_page(offering_id, on).version
