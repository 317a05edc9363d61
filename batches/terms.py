"""The name of a row's term in the natural key of its awards: what makes two uploads the same term."""

from batches.reading.rows import Term

TERM_LENGTH = 40


def term_key(term: Term) -> str:
    """Return the term's name.

    NAD knows a learner's term by registration number and semester: the same semester sent again, with a later
    result or another month, is the same term and corrects it. Without a semester the month tells the term.
    """
    if term.name:
        return term.name[:TERM_LENGTH]
    if term.semester:
        return f"semester-{term.semester}"
    return f"{term.year:04}-{term.month:02}" if term.year else ""
