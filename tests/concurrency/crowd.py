"""Many threads at once on real PostgreSQL, each on a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def all_at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start every call at the same moment; return results and raised exceptions in the order of the calls."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int) -> None:
        try:
            barrier.wait(30)
            results[place] = calls[place]()
        except Exception as error:  # noqa: BLE001 - what was raised is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
