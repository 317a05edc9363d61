"""How large a file may be before it is refused."""

from dataclasses import dataclass

KIB, MIB, GIB = 2**10, 2**20, 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one uploaded file; sizes are bytes, lengths are characters."""

    max_bytes: int = 512 * MIB
    max_columns: int = 2000
    max_cell_length: int = 4000
    max_rows: int = 1_500_000
    max_members: int = 2000
    max_uncompressed: int = 4 * GIB
    max_ratio: int = 200
    max_sheet_memory: int = 3 * GIB
    max_sheet_seconds: int = 500
