"""Many workers at one export: each part is made once, and the manifest is written once, by whoever comes last."""

import json

import pytest
from django.conf import LazySettings

from audit.benchmarks.book import fill_book
from audit.commands.exports import request_export
from audit.commands.making import export_step, folder_of
from audit.models import ExportPart
from identity.principals import SYSTEM
from ledger.queries.entries import EntryFilter
from tests.cast import NOON, a_key
from tests.concurrency.crowd import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
ENTRIES = 600


def test_many_workers_make_each_part_once_and_finish(settings: LazySettings) -> None:
    list(fill_book(ENTRIES))
    settings.EXPORT_PART_LEAVES = 20
    said = {"form": "ndjson", "wanted": EntryFilter(), "size": None, "at": NOON, "idempotency_key": a_key()}
    export = request_export(actor=SYSTEM, **said)  # type: ignore[arg-type]
    results = all_at_once([lambda: export_step(export_id=export.id, at=NOON, enough=lambda: False) for _ in range(6)])
    assert set(results) == {False}, results
    export.refresh_from_db()
    assert export.finished_at == NOON
    numbers = list(ExportPart.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 31))
    seen = [
        json.loads(line)["leaf_index"]
        for path in sorted(folder_of(export.id).glob("part-*")) for line in path.read_bytes().splitlines()
    ]  # fmt: skip
    assert seen == list(range(ENTRIES))
    assert not list(folder_of(export.id).glob(".*"))
