"""Making what was asked for: part by part, by any number of workers, each part whole or not there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO
from uuid import UUID

import structlog
from django.conf import settings
from django.db import connection, transaction

from audit.export_files import (
    MANIFEST,
    NO_ROOM,
    NOTE,
    part_name,
    remove_folder,
    remove_unfinished,
    write_whole,
)
from audit.manifest import PartFacts, manifest_text, signed_note
from audit.models import Export, ExportPart
from audit.queries.export_rows import CSV, PLAN, count_statement, part_statement
from ledger.log_settings import log_key

log = structlog.get_logger(__name__)
FINISHING = 0
KEPT = timedelta(days=7)


def export_step(*, export_id: UUID, at: datetime, enough: Callable[[], bool]) -> bool:
    """Make missing parts until `enough()`, and the manifest after the last; return whether to go on with it.

    Harmless for an export that needs nothing. A full or broken disk is noted and told, and tried again by the sweeper.
    """
    export = Export.objects.filter(id=export_id, finished_at=None, removed_at=None).first()
    if export is None:
        return False
    try:
        for number in _missing(export):
            if enough():
                return True
            _make_part(export, number)
        _finish(export, at)
    except OSError as error:
        code = "disk-full" if error.errno in NO_ROOM else "disk-error"
        told = error.strerror or type(error).__name__
        Export.objects.filter(id=export.id).update(trouble=code, trouble_detail=told, trouble_at=at)
        log.warning("export rests", export=str(export.id), code=code, reason=told)
    return False


def remove_old_exports(*, at: datetime) -> int:
    """Remove the files of exports that were finished more than a week ago; their rows stay and say so."""
    old = Export.objects.filter(finished_at__lt=at - KEPT, removed_at=None)
    for export in old:
        remove_folder(folder_of(export.id))
        Export.objects.filter(id=export.id).update(removed_at=at)
    return len(old)


def folder_of(export_id: UUID) -> Path:
    """Return the folder of an export's files."""
    return Path(settings.EXPORTS_ROOT) / str(export_id)


def _missing(export: Export) -> list[int]:
    made = set(ExportPart.objects.filter(export=export).values_list("number", flat=True))
    return [number for number in range(1, export.part_count + 1) if number not in made]


def _make_part(export: Export, number: int) -> None:
    """Write a part's file, then its row; leave it to whoever is at it already."""
    first = (number - 1) * export.part_leaves
    last = min(number * export.part_leaves, export.size) - 1
    with transaction.atomic():
        if not _turn(export, number) or ExportPart.objects.filter(export=export, number=number).exists():
            return
        with connection.cursor() as cursor:
            cursor.execute(PLAN)
        place = folder_of(export.id) / part_name(number, export.format)
        fill = partial(_copy, export=export, first=first, last=last)
        file = write_whole(place, fill, keep_empty=number == 1)
        ExportPart.objects.create(
            export=export, number=number, first_leaf=first, last_leaf=last, entry_count=file.told, bytes=file.bytes,
            sha256=file.sha256,
        )  # fmt: skip
        if export.trouble:
            Export.objects.filter(id=export.id).update(trouble="")


def _copy(sink: IO[bytes], *, export: Export, first: int, last: int) -> int:
    """Let PostgreSQL write a part; return how many entries it holds."""
    statement = part_statement(export.format, export.filters, first, last, head=first == 0)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(statement, sink)
        if export.format != CSV:
            return int(cursor.rowcount)
        cursor.execute(count_statement(export.filters, first, last))
        return int(cursor.fetchone()[0])


def _finish(export: Export, at: datetime) -> None:
    """Write and sign the manifest once every part is made; whoever makes the last part comes after all others."""
    with transaction.atomic():
        _turn(export, FINISHING, wait=True)
        parts = [_facts(row) for row in ExportPart.objects.filter(export=export).order_by("number")]
        if len(parts) < export.part_count or Export.objects.filter(id=export.id).exclude(finished_at=None).exists():
            return
        manifest, note = _signed(export, parts)
        for name, text in ((MANIFEST, manifest), (NOTE, note)):
            write_whole(folder_of(export.id) / name, partial(_write, text=text))
        remove_unfinished(folder_of(export.id))
        Export.objects.filter(id=export.id).update(manifest=manifest, note=note, finished_at=at, trouble="")


def _signed(export: Export, parts: list[PartFacts]) -> tuple[str, str]:
    key = log_key()
    manifest = manifest_text(
        export_id=export.id, form=export.format, filters=export.filters, size=export.size, root=bytes(export.root),
        origin=key.name, asked_at=export.asked_at, parts=parts,
    )  # fmt: skip
    return manifest, signed_note(manifest, export_id=export.id, form=export.format, parts=parts, key=key)


def _write(sink: IO[bytes], *, text: str) -> int:
    return sink.write(text.encode())


def _facts(row: ExportPart) -> PartFacts:
    return PartFacts(row.number, row.first_leaf, row.last_leaf, row.entry_count, bytes(row.sha256), row.bytes)


def _turn(export: Export, number: int, *, wait: bool = False) -> bool:
    """Take a part (or the finishing) until the transaction ends, unless somebody has it; who dies lets go."""
    lock = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"export:{export.id}:{number}"])
        return bool(cursor.fetchone()[0])
