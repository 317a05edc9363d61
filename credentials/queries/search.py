"""The public catalogue: the version in force of each offering, searched and narrowed by facets."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from credentials.models import OfferingVersion

HOUR_BANDS: dict[str, tuple[int, int | None]] = {
    "to-15": (0, 15), "16-30": (15, 30), "31-60": (30, 60), "61-120": (60, 120), "over-120": (120, None),
}  # fmt: skip
MOST_WORDS = 8
ORDER = ("title", "id")


@dataclass(frozen=True, slots=True)
class CatalogueFilters:
    """What a reader looks for; empty fields narrow nothing."""

    words: str = ""
    level: Decimal | None = None
    hours: str = ""
    participation: str = ""
    skill: str = ""
    institution_id: UUID | None = None
    domain: str = ""
    stage: str = ""

    def conditions(self) -> dict[str, Q]:
        """Return the condition of each facet that is set."""
        found: dict[str, Q] = {}
        if self.level is not None:
            found["level"] = Q(level=self.level)
        if self.hours in HOUR_BANDS:
            above, most = HOUR_BANDS[self.hours]
            found["hours"] = Q(notional__gt=above) & (Q() if most is None else Q(notional__lte=most))
        if self.skill:
            found["skill"] = Q(skills__slug=self.skill)
        if self.institution_id is not None:
            found["institution_id"] = Q(offering__institution_id=self.institution_id)
        for name in ("participation", "domain", "stage"):
            if value := getattr(self, name):
                found[name] = Q(**{name: value})
        return found


FACETS = {
    "level": ("level",), "participation": ("participation",), "domain": ("domain",), "stage": ("stage",),
    "institution_id": ("offering__institution_id", "offering__institution__name", "offering__institution__name_hi"),
    "skill": ("skills__slug", "skills__name"),
}  # fmt: skip


def in_force(on: date) -> QuerySet[OfferingVersion]:
    """Return the version of each offering that is in force on a day, with `notional` hours."""
    rows = OfferingVersion.objects.filter(approved_at__isnull=False, retired_at=None, effective_from__lte=on)
    newer = rows.filter(offering=OuterRef("offering")).filter(
        Q(effective_from__gt=OuterRef("effective_from"))
        | Q(effective_from=OuterRef("effective_from"), number__gt=OuterRef("number"))
    )
    hours = F("theory_hours") + F("tutorial_hours") + F("practical_hours") + F("experiential_hours")
    return rows.filter(~Exists(newer)).annotate(notional=hours)


def search(filters: CatalogueFilters, on: date) -> QuerySet[OfferingVersion]:
    """Return the versions in force that a reader looks for, with offering and institution; order them by `ORDER`."""
    rows = _narrowed(_worded(in_force(on), filters.words), filters)
    return rows.select_related("offering__institution").order_by(*ORDER)


def facet_counts(filters: CatalogueFilters, on: date) -> dict[str, list[tuple[Any, ...]]]:
    """Return, by facet, its values with how many offerings each would give, the facet's own choice left open."""
    worded = _worded(in_force(on), filters.words)
    counts: dict[str, list[tuple[Any, ...]]] = {}
    for name, columns in FACETS.items():
        rows = _narrowed(worded, _open(filters, name)).filter(**{f"{columns[0]}__isnull": False})
        counted = rows.values(*columns).annotate(count=Count("pk", distinct=True)).order_by(*reversed(columns[:2]))
        counts[name] = list(counted.values_list(*columns, "count"))
    bands = _narrowed(worded, _open(filters, "hours")).aggregate(
        **{band: Count("pk", filter=CatalogueFilters(hours=band).conditions()["hours"]) for band in HOUR_BANDS}
    )
    counts["hours"] = [(band, bands[band]) for band in HOUR_BANDS if bands[band]]
    return counts


def _open(filters: CatalogueFilters, facet: str) -> CatalogueFilters:
    empty = CatalogueFilters()
    return replace(filters, **{facet: getattr(empty, facet)})


def _narrowed(rows: QuerySet[OfferingVersion], filters: CatalogueFilters) -> QuerySet[OfferingVersion]:
    for condition in filters.conditions().values():
        rows = rows.filter(condition)
    return rows


def _worded(rows: QuerySet[OfferingVersion], words: str) -> QuerySet[OfferingVersion]:
    """Keep versions that hold every word in title, code, skill, discipline or institution."""
    skilled = OfferingVersion.skills.through.objects.filter(offeringversion=OuterRef("pk"))
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(title_hi__icontains=word)
            | Q(offering__code__icontains=word)
            | Q(discipline__icontains=word)
            | Q(offering__institution__name__icontains=word)
            | Q(offering__institution__name_hi__icontains=word)
            | Exists(skilled.filter(skill__name__icontains=word))
        )
    return rows
