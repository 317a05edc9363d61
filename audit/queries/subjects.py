"""What findings are about, in words: institutions and versions by name, officers and learners by an opaque id."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.models import Award, OfferingVersion
from identity.models import User
from ledger.queries.entries import EntryView, entry_of
from ledger.refusals import NotFound

TAIL = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry of the book that shows a finding, with the awards of the institution that it moved."""

    entry: EntryView
    award_ids: tuple[UUID, ...] = ()


def subjects_of(rows: Iterable[Any]) -> dict[UUID, str]:
    """Return what each finding is about, by the finding's id; one statement for all versions among them."""
    found = list(rows)
    wanted = {row.subject_id for row in found if row.subject_kind == "version"}
    versions = OfferingVersion.objects.filter(id__in=wanted).values_list("id", "title", "title_hi", "offering__code")
    titles = {version_id: f"{title} ({code})" for version_id, title, _hindi, code in versions} if wanted else {}
    return {row.id: _subject(row, titles) for row in found}


def officer_name(row: Any) -> str:
    """Return the name of the officer that a finding is about, for staff of the same institution."""
    if row.subject_kind != "officer":
        return ""
    held = User.objects.filter(id=row.subject_id, memberships__institution_id=row.institution_id)
    return held.values_list("name", flat=True).first() or ""


def evidence_of(row: Any, *, for_staff: bool) -> list[Evidence]:
    """Return the entries that show a finding; for staff with the awards of theirs that these moved."""
    entries = [entry for entry_id in row.evidence_ids if (entry := _entry(entry_id))]
    if not for_staff:
        return [Evidence(entry) for entry in entries]
    lots = [move.lot_id for entry in entries for move in entry.transfers]
    mine = set(Award.objects.filter(id__in=lots, institution_id=row.institution_id).values_list("id", flat=True))
    return [
        Evidence(entry, tuple(move.lot_id for move in entry.transfers if move.lot_id in mine)[:3]) for entry in entries
    ]


def _subject(row: Any, titles: dict[UUID, str]) -> str:
    tail = str(row.subject_id)[-TAIL:]
    if row.subject_kind == "version":
        return titles.get(row.subject_id, tail)
    if row.subject_kind == "officer":
        return _("Officer …%(tail)s") % {"tail": tail}
    if row.subject_kind == "learner":
        return _("Learner …%(tail)s") % {"tail": tail}
    return row.institution.local_name if row.institution else tail


def _entry(entry_id: UUID) -> EntryView | None:
    try:
        return entry_of(entry_id)
    except NotFound:
        return None
