"""Levels of the National Credit Framework, 1 to 8 in halves, and the dated table of what stands at each."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from ledger.ncrf.refusals import InvalidLevel
from ledger.ncrf.wording import gettext_noop as _
from ledger.ncrf.wording import plain

LOWEST, HIGHEST, STEP = Decimal(1), Decimal(8), Decimal("0.5")


@dataclass(frozen=True, order=True, slots=True)
class Level:
    """One level; levels compare by value, and 4.5, 4.50 are the same level."""

    value: Decimal

    def __post_init__(self) -> None:
        value = self.value
        if not value.is_finite() or not LOWEST <= value <= HIGHEST or value % STEP:
            raise InvalidLevel(
                _("The level is %(seen)s; levels go from 1 to 8 in halves, such as 4.5."),
                field="level",
                seen=str(value)[:20],
            )
        object.__setattr__(self, "value", value.quantize(Decimal("0.1")))

    @classmethod
    def of(cls, seen: Decimal | int | str) -> Self:
        """Read a level from a form, a file or a column; refuses whatever isn't one."""
        try:
            return cls(Decimal(seen))
        except InvalidOperation:
            raise InvalidLevel(
                _("The level is %(seen)s; levels go from 1 to 8 in halves, such as 4.5."),
                field="level",
                seen=str(seen)[:20],
            ) from None

    @property
    def name(self) -> str:
        """Return the English name of the level in the table of today."""
        return CURRENT_LEVELS.names_of(self)[0]

    def __str__(self) -> str:
        return plain(self.value)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One qualification and the level it stands at; `stage` is school, higher or skill."""

    level: Level
    name: str
    stage: str


@dataclass(frozen=True, slots=True)
class LevelTable:
    """A version of the table; sources disagree above level 6, so the table is data with a version."""

    id: str
    version: str
    source: str
    rows: tuple[LevelRow, ...]

    def names_of(self, level: Level) -> tuple[str, ...]:
        """Return what stands at a level, the usual name first."""
        return tuple(row.name for row in self.rows if row.level == level)

    def level_of(self, name: str) -> Level | None:
        """Return the level of a qualification by its English name."""
        return next((row.level for row in self.rows if row.name == name), None)

    def stage_of(self, level: Level) -> str:
        """Return school, higher or skill for a level."""
        return next(row.stage for row in self.rows if row.level == level)


def _rows(stage: str, *pairs: tuple[str, str]) -> tuple[LevelRow, ...]:
    return tuple(LevelRow(Level(Decimal(value)), name, stage) for value, name in pairs)


CURRENT_LEVELS = LevelTable(
    id="NCRF-LEVELS",
    version="2022.1",
    source="Draft NCrF report 2022, table 5; half levels of school years from the NSQF; 7 and 8 from secondary sources",
    rows=_rows("school", ("1", _("Class 5")), ("2", _("Class 8")), ("3", _("Class 10")), ("4", _("Class 12")))
    + _rows(
        "skill",
        ("1.5", _("Between class 5 and class 8 (half level for skills)")),
        ("2.5", _("Between class 8 and class 10 (half level for skills)")),
        ("3.5", _("Between class 10 and class 12 (half level for skills)")),
    )
    + _rows(
        "higher",
        ("4.5", _("Undergraduate year 1")),
        ("4.5", _("Undergraduate certificate")),
        ("5", _("Undergraduate year 2")),
        ("5", _("Undergraduate diploma")),
        ("5.5", _("Undergraduate year 3")),
        ("5.5", _("Three-year degree")),
        ("6", _("Undergraduate year 4")),
        ("6", _("Four-year degree")),
        ("6", _("Postgraduate diploma after a three-year degree")),
        ("6.5", _("Postgraduate year after a four-year degree")),
        ("6.5", _("Postgraduate diploma after a four-year degree")),
        ("6.5", _("One-year master after a four-year degree")),
        ("6.5", _("Two-year master after a three-year degree")),
        ("7", _("Two-year master after a four-year engineering degree")),
        ("7.5", _("Between a two-year engineering master and a doctorate (half level)")),
        ("8", _("Doctorate")),
    ),
)

ALL_LEVELS: tuple[Level, ...] = tuple(Level(LOWEST + STEP * step) for step in range(15))
