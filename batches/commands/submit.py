"""Handing in a file: its bytes are sealed and kept, and it waits to be checked."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from batches.models import Batch, BatchPart
from batches.reading.file_problems import EmptyFile, FileTooLarge
from batches.roles import hands_in
from batches.sealing import PART_BYTES, BatchCipher
from identity.keyring import ring
from identity.principals import Principal
from institutions.queries import require_active
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.identifiers import new_id
from ledger.refusals import InvalidInput

NAME_LENGTH = 200


def submit_batch(
    *,
    actor: Principal,
    institution_id: UUID,
    kind: str,
    filename: str,
    source: BinaryIO,
    dry_run: bool,
    at: datetime,
    idempotency_key: str,
) -> Batch:
    """Keep a file, sealed, and queue it for the dry run; `source` is read as a stream, twice.

    Only an issuer of the institution may (of revocations: an approver or a registrar), and not while the institution
    is suspended. Refuses an unknown kind, an empty file
    and one above UPLOAD_MAX_BYTES. Nothing but the entry of the hand-in is written to the book.
    """
    actor.require(*hands_in(kind), institution_id=institution_id)
    require_active(institution_id)
    if kind not in Batch.Kind.values:
        raise InvalidInput(_("There is no kind of file called {kind}.").format(kind=repr(kind)), field="kind")
    name = PurePath(filename.replace("\\", "/")).name[-NAME_LENGTH:] or "file"
    size, digest = _measure(source)
    request = {"institution": institution_id, "kind": kind, "sha256": digest.hex(), "dry_run": dry_run}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return Batch.objects.get(id=slot.answer["id"])
        batch = Batch(
            id=new_id(), kind=kind, institution_id=institution_id, filename=name, size=size, sha256=digest,
            dry_run=dry_run, submitted_by_id=actor.id, submitted_by_name=actor.name, submitted_at=at,
        )  # fmt: skip
        act = Act(
            kind=ACT, narration="batch-submitted", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            institution_id=institution_id, subject_id=batch.id, payload_digest=digest,
        )  # fmt: skip
        (batch.entry_id,) = record([act], writer=Writer(actor.id, actor.kind))
        _keep(batch, source)
        slot.answer = {"id": str(batch.id)}
    return batch


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while piece := source.read(PART_BYTES):
        yield piece


def _measure(source: BinaryIO) -> tuple[int, bytes]:
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(source):
        size += len(piece)
        digest.update(piece)
        if size > settings.UPLOAD_MAX_BYTES:
            limit = settings.UPLOAD_MAX_BYTES // 2**20
            raise FileTooLarge(
                _("The file is larger than {limit} MB. Split it into several files.").format(limit=limit), field="file"
            )
    if not size:
        raise EmptyFile(_("The file has no content. Choose the file that your system exported."), field="file")
    return size, digest.digest()


def _keep(batch: Batch, source: BinaryIO) -> None:
    """Store the batch and the parts of its file, each sealed."""
    key, wrapped = ring(settings.MASTER_KEYS).new_key()
    batch.master_key_id, batch.sealed_key = wrapped.master_key_id, wrapped.sealed
    batch.save(force_insert=True)
    cipher = BatchCipher(batch.id, key)
    for number, piece in enumerate(_pieces(source)):
        BatchPart.objects.create(batch=batch, number=number, sealed=cipher.seal_part(number, piece))
