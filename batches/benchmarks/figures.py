"""What is measured, by name: deposits and redemptions through the product, each beside its floor."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from batches.benchmarks.claiming import claim_all
from batches.benchmarks.floor import floor_seconds
from batches.benchmarks.product import run_file, workers
from batches.benchmarks.world import World, make_world, write_redemptions, write_results
from batches.models import Batch
from batches.queries.progress import progress_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: items (awards or lots) and rows of the file a second, through the product and at the floor."""

    name: str
    rows: int
    items: int
    seconds: float
    floor_rows: int
    floor_seconds: float
    floor_seconds_by_two: float

    @property
    def ratio(self) -> float:
        """The product's speed as a part of the floor's."""
        return self.floor_seconds / self.seconds

    def line(self) -> str:
        """Tell it in one line."""
        return (
            f"{self.name}: {self.items:,} {self.name} of {self.rows:,} rows in {self.seconds:.1f} s, "
            f"{self.items / self.seconds:,.0f}/s ({self.rows / self.seconds:,.0f} rows/s); floor: COPY of the same "
            f"{self.floor_rows:,} rows by one connection in {self.floor_seconds:.1f} s, "
            f"{self.items / self.floor_seconds:,.0f}/s (by two at once in {self.floor_seconds_by_two:.1f} s: "
            f"{self.floor_seconds_by_two / self.seconds:.2f}); "
            f"ratio {self.ratio:.2f}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "items_per_second": round(self.items / self.seconds)}


def deposits(rows: int) -> Iterator[Figure]:
    """Measure a NAD file of unknown learners with six courses a row."""
    yield _measured("deposits", "awards-nad", make_world(), rows, write_results)


def redemptions(rows: int) -> Iterator[Figure]:
    """Measure a file that redeems the six lots of each learner by plan; their deposit is not measured."""
    world = make_world()
    _measured("deposits", "awards-nad", world, rows, write_results, floor=False)
    claim_all(world)
    yield _measured("redemptions", "redemptions", world, rows, write_redemptions)


def _measured(
    name: str, kind: str, world: World, rows: int, write: Callable[[Path, World, int], None], *, floor: bool = True
) -> Figure:
    since = timezone.now()
    with tempfile.TemporaryDirectory() as folder, workers():
        path = Path(folder) / f"{name}.csv"
        write(path, world, rows)
        batch_id, seconds = run_file(path, kind, world)
    progress = progress_of(Batch.objects.get(id=batch_id))
    items = round(progress.done_credits / 3)
    if progress.done_count != rows or items != progress.item_count:
        raise RuntimeError(f"Not every row went through: {progress.outcomes}, {progress.codes}")
    if not floor:
        return Figure(name, rows, items, seconds, 0, 0, 0)
    measure = partial(floor_seconds, place=world.institution_id, batch=batch_id, since=since)
    by_one, count = measure(connection_count=1)
    by_two, _count = measure(connection_count=2)
    return Figure(name, rows, items, seconds, count, by_one, by_two)
