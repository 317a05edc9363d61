"""EQF levels beside NCrF levels, as a dated table that informs and decides nothing."""

from dataclasses import dataclass
from decimal import Decimal

from ledger.ncrf import Level


@dataclass(frozen=True, slots=True)
class EqfTable:
    """A version of the comparison; India's framework isn't referenced to the EQF, so this is data with a version."""

    id: str
    version: str
    source: str
    rows: tuple[tuple[Level, int], ...]

    @property
    def label(self) -> str:
        """Return id and version, as the document cites it."""
        return f"{self.id} {self.version}"

    def eqf_of(self, level: Level) -> int | None:
        """Return the EQF level to show beside an NCrF level, or None where the table has no row."""
        return next((eqf for ncrf, eqf in self.rows if ncrf == level), None)


def _rows(*pairs: tuple[str, int]) -> tuple[tuple[Level, int], ...]:
    return tuple((Level(Decimal(ncrf)), eqf) for ncrf, eqf in pairs)


# Half levels take the lower neighbour, except 4.5: a first undergraduate year stands where the first year of a short
# cycle stands, as the one-year certificates of higher education do that are referenced to EQF 5.
CURRENT_EQF = EqfTable(
    id="NCRF-EQF",
    version="2025.1",
    source="No official referencing exists; compared by what stands at each level: class 12 at 4, an undergraduate "
    "diploma (short cycle) at 5, a first degree at 6, a master at 7, a doctorate at 8",
    rows=_rows(
        ("1", 1), ("1.5", 1), ("2", 2), ("2.5", 2), ("3", 3), ("3.5", 3), ("4", 4), ("4.5", 5), ("5", 5), ("5.5", 6),
        ("6", 6), ("6.5", 7), ("7", 7), ("7.5", 7), ("8", 8),
    ),
)  # fmt: skip
