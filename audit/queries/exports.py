"""Exports as regulators see them: what was asked for, how far it is, and where its files are."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from audit.export_files import part_name
from audit.models import Export, ExportPart
from audit.queries.book import may_inspect
from identity.principals import Principal
from ledger.queries.log import checkpoint_at, checkpoints, head
from ledger.refusals import InvalidInput, NotFound, Refusal

QUEUED, RUNNING, RESTS, DONE, EXPIRED = "queued", "running", "rests", "done", "expired"


class LogNotSealed(Refusal):
    """An export is of the book as of a signed state of the log, and there is none."""

    code = "log-not-sealed"
    title = "The log has no signed state yet"


class ExportNotReady(Refusal):
    """What is asked for is still being made."""

    code = "export-not-ready"
    title = "This is not made yet"


class ExportRemoved(Refusal):
    """Files are kept for seven days."""

    code = "export-removed"
    title = "The files of this export were removed"
    status = 410


@dataclass(frozen=True, slots=True)
class SignedState:
    """A signed size of the log and its root."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class PartView:
    """A part that is made; one without bytes has no file."""

    number: int
    name: str
    first_leaf: int
    last_leaf: int
    entry_count: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export with how far it is."""

    row: Export
    state: str
    made_count: int
    entry_count: int
    bytes: int

    @property
    def id(self) -> UUID:
        """Its id."""
        return self.row.id

    @property
    def part_count(self) -> int:
        """How many parts there will be."""
        return self.row.part_count

    @property
    def size(self) -> int:
        """The signed size of the log that it holds."""
        return self.row.size

    @property
    def root_text(self) -> str:
        """The root of the log at that size, as checkpoints write it."""
        return base64.b64encode(bytes(self.row.root)).decode()

    @property
    def trouble(self) -> str:
        """Why it rests; empty when nothing is in its way."""
        return self.row.trouble if self.state == RESTS else ""

    @property
    def is_moving(self) -> bool:
        """Whether it may be further in a moment."""
        return self.state in (QUEUED, RUNNING, RESTS)


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to give away, with its digest."""

    path: Path
    name: str
    bytes: int
    sha256: str


def signed_state(size: int | None) -> SignedState:
    """Return the newest signed state of the log, or that of a size; refuses a size at which it was not signed."""
    found = head() if size is None else checkpoint_at(size)
    if found is not None:
        return SignedState(found.size, found.root)
    below = checkpoints(limit=1, beyond=size)
    if not below:
        raise LogNotSealed("Exports begin with the log's first checkpoint. Ask again in a minute.")
    raise InvalidInput(
        f"The log was not signed at size {size}; the nearest signed size below is {below[0].size}.", field="size"
    )


def unfinished_exports(*, rested_before: datetime) -> list[UUID]:
    """Return the exports that a worker could go on with; one in trouble rests until it is tried again."""
    rows = Export.objects.filter(finished_at=None, removed_at=None).exclude(trouble_at__gte=rested_before)
    return list(rows.order_by("asked_at").values_list("id", flat=True))


def views_of(rows: Sequence[Export]) -> list[ExportView]:
    """Return exports with how far each is, by one statement for all."""
    sums = (
        ExportPart.objects.filter(export_id__in=[row.id for row in rows])
        .values("export_id")
        .annotate(made=Count("number"), entries=Coalesce(Sum("entry_count"), 0), size=Coalesce(Sum("bytes"), 0))
    )
    known = {line["export_id"]: line for line in sums}
    nothing = {"made": 0, "entries": 0, "size": 0}
    found = []
    for row in rows:
        line = known.get(row.id, nothing)
        found.append(ExportView(row, _state(row, line["made"]), line["made"], int(line["entries"]), int(line["size"])))
    return found


def exports_for(
    actor: Principal, *, limit: int, beyond: UUID | None = None, oldest_first: bool = False
) -> list[ExportView]:
    """Return exports, newest first (or oldest), beyond one if it is given; only a regulator may."""
    may_inspect(actor)
    rows = Export.objects.order_by("id" if oldest_first else "-id")
    if beyond is not None:
        rows = rows.filter(id__gt=beyond) if oldest_first else rows.filter(id__lt=beyond)
    return views_of(list(rows[:limit]))


def export_for(actor: Principal, export_id: UUID) -> ExportView:
    """Return one export; only a regulator may."""
    may_inspect(actor)
    row = Export.objects.filter(id=export_id).first()
    if row is None:
        raise NotFound(_("There is no such export."))
    return views_of([row])[0]


def parts_of(export_id: UUID) -> list[PartView]:
    """Return the parts that are made and have a file, in order."""
    rows = ExportPart.objects.filter(export_id=export_id).select_related("export").order_by("number")
    return [_part(row) for row in rows if row.bytes or row.number == 1]


def part_file(actor: Principal, export_id: UUID, number: int) -> ExportFile:
    """Return the file of a part; refuses one that is not made, and files that were removed."""
    view = export_for(actor, export_id)
    row = ExportPart.objects.filter(export_id=export_id, number=number).first()
    _refuse_removed(view)
    if row is None and 1 <= number <= view.part_count:
        raise ExportNotReady(_("This part is being made. Ask again in a moment."))
    if row is None or not (row.bytes or number == 1):
        raise NotFound(_("This export has no such part."))
    name = part_name(number, view.row.format)
    path = Path(settings.EXPORTS_ROOT) / str(export_id) / name
    if not path.exists():
        raise ExportNotReady(_("The file is not on this machine's disk. Tell the bank's operator."))
    return ExportFile(path, name, row.bytes, bytes(row.sha256).hex())


def manifest_of(actor: Principal, export_id: UUID) -> tuple[str, str]:
    """Return the manifest and the note signed over it; refuses an export that is not finished."""
    view = export_for(actor, export_id)
    if view.row.finished_at is None:
        raise ExportNotReady(_("The manifest is made after the last part. Ask again in a moment."))
    return view.row.manifest, view.row.note


def _refuse_removed(view: ExportView) -> None:
    if view.row.removed_at is not None:
        raise ExportRemoved(_("Files are kept for seven days. Ask for the same export again."))


def _part(row: ExportPart) -> PartView:
    name, digest = part_name(row.number, row.export.format), bytes(row.sha256).hex()
    return PartView(row.number, name, row.first_leaf, row.last_leaf, row.entry_count, row.bytes, digest)


def _state(row: Export, made_count: int) -> str:
    if row.removed_at:
        return EXPIRED
    if row.finished_at:
        return DONE
    if row.trouble:
        return RESTS
    return RUNNING if made_count else QUEUED
