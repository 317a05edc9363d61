"""What the bank itself finds in rows that could be read: the second half of a dry run."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from batches.reading.problems import Problem
from batches.reading.rows import ParsedRow


@dataclass(slots=True)
class Judged:
    """A row with all its problems; items are the awards or requests in it, credits what they come to."""

    row: ParsedRow
    item_count: int = 0
    credits: Decimal = Decimal(0)
    courses: Counter[str] = field(default_factory=Counter)

    @property
    def verdict(self) -> str:
        """Name the verdict."""
        return self.row.verdict

    @property
    def codes(self) -> list[str]:
        """Return the codes of its problems and warnings, each once."""
        return list(dict.fromkeys(item.code for item in self.row.problems if item.severity != "note"))


class Judge(Protocol):
    """Judges a slice of rows with a few queries, whatever their number; writes nothing."""

    def judge(self, rows: Sequence[ParsedRow], *, at: datetime) -> list[Judged]:
        """Return the rows in order, each with what the bank found added to its problems."""
        ...


def with_problems(row: ParsedRow, found: Sequence[Problem]) -> ParsedRow:
    """Return the row with more problems."""
    return row._replace(problems=(*row.problems, *found)) if found else row
