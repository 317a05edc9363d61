"""Which writer writes which kind of file to the book."""

from batches.commands.outcomes import RowWriter
from batches.commands.writing_awards import AwardsWriter
from batches.commands.writing_redemptions import RedemptionsWriter
from batches.commands.writing_revocations import RevocationsWriter
from batches.models import Batch


def writer_of(batch: Batch) -> RowWriter:
    """Return the writer of a batch's rows."""
    if batch.kind == Batch.Kind.REDEMPTIONS:
        return RedemptionsWriter(batch.institution_id)
    if batch.kind == Batch.Kind.REVOCATIONS:
        return RevocationsWriter()
    return AwardsWriter(batch.institution_id)
