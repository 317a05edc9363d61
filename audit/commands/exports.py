"""Asking for an export of the book."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from audit.models import Export
from audit.queries.exports import signed_state
from identity.principals import REGULATOR, Principal
from ledger.commands.once import once
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, Refusal

MOST_UNFINISHED = 5


class TooManyExports(Refusal):
    """Exports take room and time; one who waits for several waits for those first."""

    code = "too-many-exports"
    title = "Wait for your other exports first"


def request_export(
    *, actor: Principal, form: str, wanted: EntryFilter, size: int | None, at: datetime, idempotency_key: str
) -> Export:
    """Ask for the book in files as it stood at a signed size of the log, the newest if none is named.

    Reading is what it does, so a regulator may, and nothing is written into the book. Refuses a size at which the log
    was not signed, and more than five unfinished exports of one actor.
    """
    actor.require(REGULATOR)
    if form not in Export.Format.values:
        raise InvalidInput(f"The format is {form!r}; expected ndjson or csv.", field="format")
    filters = filters_of(wanted)
    asked = {"act": "request-export", "format": form, "filters": filters, "size": size}
    with once(actor.id, idempotency_key, asked) as slot:
        if slot.replayed:
            return Export.objects.get(id=slot.answer["id"])
        _refuse_many(actor.id)
        state = signed_state(size)
        export = Export.objects.create(
            asked_by=actor.id, asked_by_kind=actor.kind, asked_at=at, format=form, filters=filters,
            size=state.size, root=state.root, part_leaves=settings.EXPORT_PART_LEAVES,
        )  # fmt: skip
        slot.answer = {"id": str(export.id)}
        return export


def filters_of(wanted: EntryFilter) -> dict[str, str]:
    """Return what is asked for as the export keeps it: only what filters, as text."""
    possible: dict[str, Any] = {
        "kind": wanted.kind, "institution": wanted.institution_id, "level": wanted.level, "since": wanted.since,
        "until": wanted.until,
    }  # fmt: skip
    return {name: _told(value) for name, value in possible.items() if value not in (None, "")}


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{value:.1f}" if isinstance(value, Decimal) else str(value)


def _refuse_many(actor_id: UUID) -> None:
    waiting = Export.objects.filter(asked_by=actor_id, finished_at=None, removed_at=None).count()
    if waiting >= MOST_UNFINISHED:
        raise TooManyExports(f"{waiting} of yours are not finished; expected fewer than {MOST_UNFINISHED}.")
