"""Roster links: which learner an institution's registration number stands for, and how well the persons match."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from learners.matching import MATCHED
from learners.models import RosterLink
from learners.people import KnownLearner, RosterPerson
from learners.queries.records import opened_records
from learners.sealing import open_roster


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A roster link opened: what the institution wrote beside what the learner's own record says."""

    link_id: UUID
    institution_id: UUID
    institution_name: str
    institution_name_hi: str
    match: str
    linked_at: datetime
    roster: RosterPerson
    known: KnownLearner


def roster_links(institution_id: UUID, digests: Iterable[bytes]) -> dict[bytes, RosterLink]:
    """Return an institution's links with these registration digests, by digest, each with its learner's row."""
    rows = RosterLink.objects.select_related("learner").filter(
        institution_id=institution_id, registration_digest__in=list(digests)
    )
    return {bytes(row.registration_digest): row for row in rows}


def roster_of_institution(
    institution_id: UUID, *, match: str = "", after: UUID | None = None, limit: int = 50
) -> list[RosterLine]:
    """Return an institution's own links, newest first: those of one match status ("differs": all but matched)."""
    rows = RosterLink.objects.filter(institution_id=institution_id)
    if match == "differs":
        rows = rows.exclude(match=MATCHED)
    elif match:
        rows = rows.filter(match=match)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return _opened(rows.select_related("institution").order_by("-id")[:limit])


def roster_counts(institution_id: UUID) -> dict[str, int]:
    """Return how many links an institution has by match status."""
    rows = RosterLink.objects.filter(institution_id=institution_id).values_list("match").annotate(total=Count("id"))
    return dict(rows)


def roster_of_learner(learner_id: UUID) -> list[RosterLine]:
    """Return what institutions' rosters say of a learner."""
    rows = RosterLink.objects.filter(learner_id=learner_id).select_related("institution")
    return _opened(rows.order_by("institution__name", "id"))


def _opened(rows: Iterable[RosterLink]) -> list[RosterLine]:
    links = list(rows)
    records = opened_records({link.learner_id for link in links})
    lines = []
    for link in links:
        record = records[link.learner_id]
        if record.cipher is None:
            continue
        roster = open_roster(record.cipher, bytes(link.sealed), link.learner_id)
        place = link.institution
        lines.append(
            RosterLine(link.id, place.id, place.name, place.name_hi, link.match, link.linked_at, roster, record.known)
        )
    return lines
