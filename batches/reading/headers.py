"""Finds the header among the first rows, and maps columns of a header to their canonical places."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from batches.reading.columns import NAD_READ_PAST, OWN_COLUMNS, block_column, block_of, known_count, squeezed
from batches.reading.file_problems import ColumnsMissing, HeaderNotFound
from batches.reading.problems import Problem, problem

HEADER_WITHIN = 20
KNOWN_AT_LEAST = 2
SHOWN = 12


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where every canonical column of a kind stands, where the courses' columns stand, and what was odd."""

    places: Mapping[str, int]
    blocks: Mapping[int, Mapping[str, int]]
    notes: tuple[Problem, ...]


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the index of the row with the most known names, and how many; refuse when no row has enough."""
    counts = [known_count(cells) for cells in rows[:HEADER_WITHIN]]
    best = max(counts, default=0)
    if best < KNOWN_AT_LEAST:
        raise header_not_found(rows)
    return counts.index(best), best


def header_not_found(rows: Sequence[Sequence[str]]) -> HeaderNotFound:
    """Say what was expected and what the first row that holds anything says instead."""
    first = next((cells for cells in rows if any(cell.strip() for cell in cells)), ())
    seen = ", ".join(" ".join(cell.split())[:40] for cell in first[:SHOWN] if cell.strip()) or "nothing"
    return HeaderNotFound(
        f"None of the first {HEADER_WITHIN} rows has the names of columns. Expected were names such as REGN_NO, "
        "ABC_ACCOUNT_ID, SUB1, SUB1_CREDIT of NAD, or registration_number, abc_id, course_code, or abc_id, "
        "programme_code, awards, or award_id, reason_code, reason. "
        f"Seen was: {seen}. Put the names in one row above the first learner."
    )


def map_columns(header: Sequence[str], table: Mapping[str, str], *, blocks: bool) -> ColumnMap:
    """Give every column its canonical place; what is unknown or doubled becomes a note, never an error."""
    places: dict[str, int] = {}
    notes: list[Problem] = []
    unknown: list[str] = []
    for index, name in enumerate(header):
        key = squeezed(name)
        if not key or name.strip().lower() in OWN_COLUMNS or (blocks and block_of(name) is not None):
            continue
        canonical = table.get(key)
        if canonical is None:
            if not (blocks and key in NAD_READ_PAST):
                unknown.append(name.strip())
        elif canonical in places:
            kept = _better(header, canonical, first=places[canonical], second=index)
            places[canonical] = kept
            notes.append(problem("column-twice", canonical, name, kept=sheet_column(kept)))
        else:
            places[canonical] = index
    found, moved = _map_blocks(header) if blocks else ({}, [])
    if unknown:
        notes.append(problem("columns-unknown", seen=", ".join(unknown)))
    return ColumnMap(places, found, (*notes, *moved))


def _better(header: Sequence[str], canonical: str, *, first: int, second: int) -> int:
    """Prefer the column that is spelt canonically over an alias, else the first."""
    return second if squeezed(header[second]) == squeezed(canonical) != squeezed(header[first]) else first


def _map_blocks(header: Sequence[str]) -> tuple[dict[int, dict[str, int]], list[Problem]]:
    """Collect the courses' columns; one that repeats a number inside another course belongs to that course."""
    named = [block_of(name) for name in header]
    times = Counter(named)
    blocks: dict[int, dict[str, int]] = {}
    doubled: list[int] = []
    around = 0
    for index, place in enumerate(named):
        if place is None:
            continue
        block, field = place
        if (times[place] > 1 and around not in (0, block)) or field in blocks.get(block, {}):
            doubled.append(index)
        else:
            blocks.setdefault(block, {})[field] = index
            around = block
    return blocks, [_place_doubled(blocks, named, index=index) for index in doubled]


def _place_doubled(
    blocks: dict[int, dict[str, int]], named: Sequence[tuple[int, str] | None], *, index: int
) -> Problem:
    block, field = named[index] or (0, "")
    around = next((other[0] for other in reversed(named[:index]) if other is not None and other[0] != block), block)
    name = block_column(block, field)
    if around != block and field not in blocks.get(around, {}):
        blocks.setdefault(around, {})[field] = index
        return problem("block-column-moved", name, block=around, meant=block_column(around, field))
    kept = blocks.setdefault(block, {}).setdefault(field, index)
    return problem("column-twice", name, kept=sheet_column(kept))


def sheet_column(index: int) -> str:
    """Write a column's place as a spreadsheet does: 0 is A, 27 is AB."""
    letters, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def require_columns(header: Sequence[str], found: ColumnMap, *, needed: Sequence[str]) -> None:
    """Refuse a header that lacks columns which the kind needs, naming both the missing and the seen."""
    missing = [name for name in needed if name not in found.places]
    if missing:
        seen = ", ".join(name.strip()[:40] for name in header[:SHOWN] if name.strip())
        more = " and others" if len(header) > SHOWN else ""
        raise ColumnsMissing(
            f"These columns are needed and were not found: {', '.join(missing)}. Seen were: {seen}{more}. "
            "Add the columns, or choose another kind of file.",
            field=missing[0],
        )
