"""Codes of problems of rows, in the words by which they are mended."""

from django.utils.translation import gettext as _

from batches.reading.sentences import SENTENCES


def words_of(code: str) -> str:
    """Return how a kind of problem is mended, in the reader's language; an unknown code as a phrase."""
    known = SENTENCES.get(code)
    said = (known.mend or known.expected) if known else ""
    return _(said) if said and "{" not in said and "%(" not in said else code.replace("-", " ").capitalize()
