"""Keeping a lease alive while one long call, such as opening a large workbook, gives no time to renew it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import connection

from batches.commands.leases import LeaseLost, keep_reading


@contextmanager
def kept_alive(batch_id: UUID, token: UUID) -> Iterator[None]:
    """Renew the reading lease from a thread of its own (and its own connection) until the block ends."""
    ended = threading.Event()

    def beat() -> None:
        try:
            while not ended.wait(settings.BATCH_LEASE_SECONDS / 3):
                keep_reading(batch_id, token)
        except LeaseLost:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
