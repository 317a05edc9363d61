"""Exports: what stands in the files, how they are cut, signed, resumed and removed."""

import csv
import hashlib
import io
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.db import connection

from audit.commands.exports import TooManyExports, request_export
from audit.commands.making import export_step, folder_of, remove_old_exports
from audit.models import Export, ExportPart
from audit.queries.exports import LogNotSealed, export_for, unfinished_exports
from identity.cells import safe_cell
from identity.principals import REGULATOR, Principal
from ledger.acts import ACT
from ledger.commands.record import record
from ledger.log.notes import parse_note, parse_signing_key
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, NotPermitted
from tests.api.asking import a_regulators_system
from tests.audit.sealing import seal_all
from tests.cast import NOON, a_key, a_member
from tests.ledger.book import WRITER, a_lot, an_act, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db


def never() -> bool:
    return False


@pytest.fixture
def regulator(db: None) -> Principal:
    return a_member(REGULATOR)


@pytest.fixture
def book(db: None) -> int:
    """Seal nine entries: deposits of one and of two lots, a redemption, acts without credits; return the log's size."""
    account, goal, learners = issuer(), programme(), [holding(), holding()]
    first = [a_lot(account), a_lot(account, credits="2.5")]
    deposit(learners[0], *first)
    redeem(learners[0], first[1], goal)
    for _ in range(5):
        deposit(learners[1], a_lot(account))
    record([an_act(ACT, holding()), an_act(ACT, holding())], writer=WRITER)
    return seal_all()


def asked(actor: Principal, form: str = "ndjson", size: int | None = None, **wanted: Any) -> Export:
    return request_export(
        actor=actor, form=form, wanted=EntryFilter(**wanted), size=size, at=NOON, idempotency_key=a_key()
    )


def made(actor: Principal, form: str = "ndjson", size: int | None = None, **wanted: Any) -> Export:
    export = asked(actor, form, size, **wanted)
    assert export_step(export_id=export.id, at=NOON, enough=never) is False
    export.refresh_from_db()
    assert export.finished_at == NOON
    return export


def text_of(export: Export) -> str:
    files = sorted(folder_of(export.id).glob("part-*"))
    return "".join(file.read_text() for file in files)


def in_utc(entry: dict[str, Any]) -> dict[str, Any]:
    moments = {name: datetime.fromisoformat(entry[name]) for name in ("happened_at", "recorded_at")}
    return entry | moments


def lines(export: Export) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text_of(export).splitlines()]


def test_each_line_is_what_the_api_answers_with_its_place_in_the_log(book: int, regulator: Principal) -> None:
    found = lines(made(regulator))
    answered = a_regulators_system().get("/api/v1/audit/entries/?limit=1000").json()["results"]
    by_id = {entry["id"]: entry for entry in answered}
    assert [line["leaf_index"] for line in found] == list(range(book))
    assert [in_utc(line) for line in found] == [in_utc(by_id[line["id"]]) for line in found]
    assert all(line["recorded_at"].endswith("Z") for line in found)
    assert sorted(len(line["transfers"]) for line in found)[-1] == 2


def test_the_book_is_exported_as_of_a_signed_size(book: int, regulator: Principal) -> None:
    deposit(holding(), a_lot(issuer()))
    assert seal_all() == book + 1
    assert len(lines(made(regulator, size=book))) == book
    assert len(lines(made(regulator))) == book + 1
    with pytest.raises(InvalidInput, match=f"nearest signed size below is {book + 1}"):
        asked(regulator, size=book + 2)


def test_filters_keep_what_the_list_of_entries_keeps(book: int, regulator: Principal) -> None:
    assert {line["kind"] for line in lines(made(regulator, kind="deposit"))} == {"deposit"}
    assert len(lines(made(regulator, level=Decimal("4.5")))) == 7
    assert len(lines(made(regulator, level=Decimal("7.5"), since=NOON - timedelta(days=9000)))) == 0
    assert lines(made(regulator, until=NOON - timedelta(days=9000))) == []


def test_a_filtered_export_lists_only_parts_that_hold_something(book: int, regulator: Principal) -> None:
    export = made(regulator, kind="redeem", form="csv")
    listed = json.loads(export.manifest)
    assert [part["name"] for part in listed["parts"]] == ["part-00001.csv"] != []
    assert ExportPart.objects.filter(export=export).count() == -(-book // 4)
    assert listed["totals"]["entry_count"] == 1


def test_csv_has_one_line_for_each_transfer_and_one_for_an_entry_without(book: int, regulator: Principal) -> None:
    export = made(regulator, form="csv")
    rows = list(csv.DictReader(io.StringIO(text_of(export))))
    assert len(rows) == sum(max(1, len(line["transfers"])) for line in lines(made(regulator)))
    assert [int(row["leaf_index"]) for row in rows] == sorted(int(row["leaf_index"]) for row in rows)
    assert {row["credits"] for row in rows if row["kind"] == "redeem"} == {"2.50"}
    assert {row["lot_id"] for row in rows if row["kind"] == "act"} == {""}
    assert json.loads(export.manifest)["totals"]["entry_count"] == book


NASTY = ['say "x", \\ and \n more', "=1+1", "'=1+1", "-2.5", "+x", "＝1", "\t=1", "नाम", "a\x02b"]


@pytest.mark.parametrize("narration", NASTY)
def test_no_text_breaks_a_line_or_acts_as_a_formula(db: None, regulator: Principal, narration: str) -> None:
    record([replace(an_act(ACT, holding()), narration=narration)], writer=WRITER)
    seal_all()
    assert lines(made(regulator))[-1]["narration"] == narration
    rows = list(csv.DictReader(io.StringIO(text_of(made(regulator, form="csv")), newline="")))
    assert rows[-1]["narration"] == safe_cell(narration)


def test_the_manifest_is_canonical_and_signed_with_the_digest_of_every_part(book: int, regulator: Principal) -> None:
    export = made(regulator)
    folder, key = folder_of(export.id), parse_signing_key(settings.LOG_SIGNING_KEY)
    manifest = (folder / "manifest.json").read_bytes()
    assert manifest == json.dumps(json.loads(manifest), sort_keys=True, separators=(",", ":")).encode()
    note = parse_note((folder / "manifest.txt").read_bytes())
    assert key.verifier in note.verified([key.verifier])
    digests = dict(reversed(line.split("  ")) for line in note.text.splitlines()[2:])
    assert digests == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name in digests
    }
    assert len(digests) == 1 + export.part_count
    assert note.text.splitlines()[0] != key.name


def test_work_goes_on_at_the_first_missing_part(book: int, regulator: Principal) -> None:
    export, turns = asked(regulator), iter([False, True])
    assert export_step(export_id=export.id, at=NOON, enough=lambda: next(turns)) is True
    assert ExportPart.objects.filter(export=export).count() == 1
    first = folder_of(export.id) / "part-00001.ndjson"
    seen = first.stat().st_mtime_ns
    assert export_step(export_id=export.id, at=NOON, enough=never) is False
    assert first.stat().st_mtime_ns == seen
    assert len(lines(export)) == book


def test_a_file_without_its_row_is_made_again_and_the_same(book: int, regulator: Principal) -> None:
    whole, export = text_of(made(regulator)), asked(regulator)
    folder_of(export.id).mkdir(parents=True)
    (folder_of(export.id) / "part-00002.ndjson").write_text("half a li")
    (folder_of(export.id) / ".unfinished-abc").write_text("half a li")
    export_step(export_id=export.id, at=NOON, enough=never)
    assert text_of(export) == whole
    assert not list(folder_of(export.id).glob(".*"))


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Let no file of this process grow: writing fails as it does when there is no room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_tried_again_later(book: int, regulator: Principal) -> None:
    export = asked(regulator)
    with a_full_disk():
        assert export_step(export_id=export.id, at=NOON, enough=never) is False
    view = export_for(regulator, export.id)
    assert (view.state, view.trouble) == ("rests", "disk-full")
    assert not list(folder_of(export.id).iterdir())
    assert unfinished_exports(rested_before=NOON - timedelta(minutes=1)) == []
    assert unfinished_exports(rested_before=NOON + timedelta(seconds=1)) == [export.id]
    export_step(export_id=export.id, at=NOON, enough=never)
    assert export_for(regulator, export.id).state == "done"
    assert len(lines(export)) == book


def test_a_folder_that_cannot_be_written_is_told_too(
    book: int, regulator: Principal, settings: LazySettings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.EXPORTS_ROOT = str(tmp_path / "file")
    export = asked(regulator)
    export_step(export_id=export.id, at=NOON, enough=never)
    assert export_for(regulator, export.id).trouble == "disk-error"


def test_files_are_removed_after_seven_days_and_the_row_says_so(book: int, regulator: Principal) -> None:
    export = made(regulator)
    assert remove_old_exports(at=NOON + timedelta(days=6)) == 0
    assert remove_old_exports(at=NOON + timedelta(days=8)) == 1
    assert not folder_of(export.id).exists()
    assert export_for(regulator, export.id).state == "expired"
    assert export_step(export_id=export.id, at=NOON, enough=never) is False
    assert not folder_of(export.id).exists()


def test_an_empty_log_is_exported_as_one_empty_part(regulator: Principal) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_checkpoint (size, root, peaks, note) VALUES (0, sha256(''), '', '')")
    assert text_of(made(regulator)) == ""
    assert text_of(made(regulator, form="csv")).startswith("leaf_index,id,")


def test_who_may_ask_and_when(db: None, regulator: Principal) -> None:
    with pytest.raises(LogNotSealed):
        asked(regulator)
    deposit(holding(), a_lot(issuer()))
    seal_all()
    with pytest.raises(NotPermitted):
        asked(a_member("operator"))
    for _ in range(5):
        asked(regulator)
    with pytest.raises(TooManyExports):
        asked(regulator)


def test_asking_twice_with_one_key_is_one_export(book: int, regulator: Principal) -> None:
    said = {"actor": regulator, "form": "csv", "wanted": EntryFilter(), "size": None, "at": NOON}
    first, again = (request_export(**said, idempotency_key="k") for _ in range(2))
    assert first.id == again.id
    assert Export.objects.count() == 1
