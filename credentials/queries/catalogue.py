"""Which versions of an institution's offerings there are, and which one was in force on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, QuerySet

from credentials.models import OfferingVersion
from ledger.acts import day_of


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """What an award needs to know of one version of an offering; `hours` are all notional hours.

    `approved_on` is None for a draft; from `retired_on` on nothing new can be earned of it.
    """

    version_id: UUID
    offering_id: UUID
    institution_id: UUID
    code: str
    title: str
    level: Decimal
    credits: Decimal
    hours: Decimal
    rule_set: str
    rule_set_version: str
    validity_years: int
    approved_on: date | None
    retired_on: date | None
    effective_from: date
    is_rpl: bool
    is_swayam: bool
    domain: str
    discipline: str

    def is_in_force(self, on: date) -> bool:
        """Tell whether an award could be earned of this version on the day."""
        retired = self.retired_on is not None and self.retired_on <= on
        return self.approved_on is not None and self.effective_from <= on and not retired


def code_of(text: str) -> str:
    """Return a course code as the catalogue keeps it: capital letters, single spaces."""
    return " ".join(text.split()).upper()


def versions_by_code(institution_id: UUID, codes: Iterable[str]) -> dict[str, list[CatalogueVersion]]:
    """Return every version (drafts too) of an institution's offerings, by the code as it was asked for."""
    asked = {code: code_of(code) for code in codes}
    rows = _versions().filter(offering__institution_id=institution_id, offering__code__in=set(asked.values()))
    by_code: dict[str, list[CatalogueVersion]] = {}
    for row in rows:
        by_code.setdefault(row.offering.code, []).append(catalogue_version(row))
    return {code: by_code[kept] for code, kept in asked.items() if kept in by_code}


def versions_by_id(version_ids: Iterable[UUID]) -> dict[UUID, CatalogueVersion]:
    """Return the versions with these ids."""
    return {row.id: catalogue_version(row) for row in _versions().filter(id__in=set(version_ids))}


def approved_version(versions: Sequence[CatalogueVersion], on: date) -> CatalogueVersion | None:
    """Return the version that was in force on a day: approved, in effect, not retired; the latest of several."""
    candidates = [version for version in versions if version.is_in_force(on)]
    return max(candidates, key=lambda version: (version.effective_from, version.version_id), default=None)


def catalogue_version(row: OfferingVersion) -> CatalogueVersion:
    """Read a row into the shape that awards work with."""
    return CatalogueVersion(
        version_id=row.id,
        offering_id=row.offering_id,
        institution_id=row.offering.institution_id,
        code=row.offering.code,
        title=row.title,
        level=row.level,
        credits=row.credits,
        hours=row.theory_hours + row.tutorial_hours + row.practical_hours + row.experiential_hours,
        rule_set=row.rule_set,
        rule_set_version=row.rule_set_version,
        validity_years=row.validity_years,
        approved_on=None if row.approved_at is None else day_of(row.approved_at),
        retired_on=None if row.retired_at is None else day_of(row.retired_at),
        effective_from=row.effective_from,
        is_rpl=row.is_rpl,
        is_swayam=row.is_swayam,
        domain=row.domain,
        discipline=row.discipline,
    )


def _versions() -> QuerySet[OfferingVersion]:
    return OfferingVersion.objects.select_related("offering").order_by(F("offering_id"), F("number"))
