"""The one table of sentences: for every code, how grave it is, what was seen, what was expected, how to mend it."""

from batches.reading.sentences.bank import BANK
from batches.reading.sentences.files import HEADER, ROW
from batches.reading.sentences.learners import BIRTHDAY, LEARNER
from batches.reading.sentences.results import COURSE, REDEMPTION, TERM
from batches.reading.sentences.revocations import REVOCATION
from batches.reading.sentences.telling import Severity, Telling

__all__ = ["SENTENCES", "Severity", "Telling"]

SENTENCES: dict[str, Telling] = {
    **ROW, **HEADER, **LEARNER, **BIRTHDAY, **TERM, **COURSE, **REDEMPTION, **REVOCATION, **BANK,
}  # fmt: skip
