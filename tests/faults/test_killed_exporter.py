"""Exporters are killed by kill -9 in the middle: the next go on, and no line is lost, doubled or cut."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from audit.benchmarks.book import fill_book
from audit.commands.exports import request_export
from audit.commands.making import folder_of
from audit.models import Export, ExportPart
from identity.principals import SYSTEM
from ledger.queries.entries import EntryFilter
from tests.cast import NOON, a_key
from tests.faults.servers import a_worker, environment_of_test, kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ENTRIES, PART = 40_000, 400


def wait_until(condition: Callable[[], bool], *, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.01)


def made_count(export: Export) -> int:
    return ExportPart.objects.filter(export=export).count()


def test_an_export_survives_kill_9_of_its_workers_twice(settings: LazySettings) -> None:
    list(fill_book(ENTRIES))
    settings.EXPORT_PART_LEAVES = PART
    export = request_export(
        actor=SYSTEM, form="ndjson", wanted=EntryFilter(), size=None, at=NOON, idempotency_key=a_key()
    )
    environment = environment_of_test() | {"EXPORTS_ROOT": str(settings.EXPORTS_ROOT)}
    # No bell rings, as if the broker had lost them all: the sweeper alone finds the work.
    for least in (3, 30):
        with a_worker(environment) as worker:
            wait_until(lambda least=least: made_count(export) >= least)  # type: ignore[misc]
            kill(worker)
    assert made_count(export) < ENTRIES // PART
    with a_worker(environment):
        wait_until(lambda: Export.objects.exclude(finished_at=None).exists())
    folder = folder_of(export.id)
    assert not list(folder.glob(".*"))
    _holds_every_entry_once(folder)


def _holds_every_entry_once(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text())["parts"]
    seen: list[int] = []
    for part in listed:
        content = (folder / part["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == part["sha256"]
        seen += [json.loads(line)["leaf_index"] for line in content.splitlines()]
    assert seen == list(range(ENTRIES))
