"""Which judge looks at which kind of file."""

from batches.commands.judging import Judge
from batches.commands.judging_awards import AwardsJudge
from batches.commands.judging_redemptions import RedemptionsJudge
from batches.commands.judging_revocations import RevocationsJudge
from batches.models import Batch


def judge_of(batch: Batch) -> Judge:
    """Return the judge of a batch's rows."""
    if batch.kind == Batch.Kind.REDEMPTIONS:
        return RedemptionsJudge(batch.institution_id)
    if batch.kind == Batch.Kind.REVOCATIONS:
        return RevocationsJudge(batch.institution_id)
    return AwardsJudge(batch.institution_id)
