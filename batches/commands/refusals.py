"""What batch commands may refuse."""

from ledger.refusals import Refusal


class BatchNotReady(Refusal):
    """The batch is not at the stage where this can be done."""

    code = "batch-not-ready"
    title = "This can't be done with the file now"


class ApprovalNeedsSecondPerson(Refusal):
    """Who handed a file in or mended a row of it may not approve it."""

    code = "approval-needs-second-person"
    title = "A second person must approve"
    status = 403


class NothingToApprove(Refusal):
    """No row of the batch is good and waiting."""

    code = "nothing-to-approve"
    title = "There is no good row to approve"
