"""What is sealed of a row, as text: what was understood and, where something is wrong, its cells."""

import json
from collections.abc import Sequence

from batches.reading.rows import ParsedRow


def text_of(row: ParsedRow, cells: Sequence[str] | None) -> str:
    """Return the text that is sealed of a row."""
    text = row.to_json()
    return text if cells is None else f"{text}\n{json.dumps(list(cells), ensure_ascii=False)}"


def read_text(text: str) -> tuple[ParsedRow, list[str] | None]:
    """Read back what `text_of` made."""
    row, _, cells = text.partition("\n")
    return ParsedRow.from_json(row), json.loads(cells) if cells else None
