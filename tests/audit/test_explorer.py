"""The integrity board and the explorer: entry, proof, checkpoint."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from audit.commands.closings import close_book
from ledger.acts import day_of
from ledger.commands.fold import fold_totals
from ledger.log.proof_files import parse_proof, verify_proof
from ledger.log_settings import log_store, log_verifier
from ledger.models import Entry, Leaf, SealAlarm
from ledger.queries import entries as reading
from redemptions.commands import DecisionInput, decide_redemptions
from tests.api.asking import a_regulators_system
from tests.cast import Cast, a_programme, sign_in
from tests.ledger.sealing import a_short_book, forge_checkpoint, seal_all, shown
from tests.ledger.test_prove_book import break_book
from tests.redemptions.hands import ask, award

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/audit/entries/"


@pytest.fixture
def regulator(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.regulator)


def page(regulator: Client, path: str) -> str:
    answer = regulator.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def entry_at(index: int) -> UUID:
    return UUID(str(Leaf.objects.get(index=index).entry_id))


def last_entry() -> UUID:
    return UUID(str(Leaf.objects.latest("index").entry_id))


def test_the_board_says_that_the_log_is_sealed_and_by_which_checkpoint(regulator: Client) -> None:
    a_short_book(2)
    seal_all()
    told = page(regulator, "/regulator/")
    assert shown().checkpoint.root.hex() in told
    assert str(log_verifier()).replace("+", "&#43;") in told or str(log_verifier()) in told
    assert "Sealed</span>" in told and "somebody must look" not in told


def test_the_board_shows_an_alarm_and_what_it_saw(regulator: Client) -> None:
    seal_all()
    SealAlarm.objects.create(code="seal-database-older", detail="9 leaves are published, the database knows 4.")
    for path in ("/regulator/", "/regulator/state/"):
        told = page(regulator, path)
        assert "somebody must look at this now" in told and "the database knows 4" in told


def test_the_board_shows_a_forged_checkpoint_as_an_alarm(regulator: Client) -> None:
    seal_all()
    forge_checkpoint()
    assert "somebody must look at this now" in page(regulator, "/regulator/")


def test_a_folder_that_cannot_be_read_is_an_alarm_and_breaks_no_page(regulator: Client) -> None:
    a_short_book(1)
    seal_all()
    entry = last_entry()
    (log_store().root / "checkpoint").unlink()
    (log_store().root / "checkpoint").mkdir()
    assert "log-unreadable" in page(regulator, f"/regulator/entries/{entry}/")
    assert "read: " in page(regulator, "/regulator/")


def test_the_board_counts_the_leaves_of_each_day(regulator: Client) -> None:
    a_short_book(2)
    seal_all()
    growth = regulator.get("/regulator/").context["growth"]
    assert [day.leaves for day in growth] == [0] * 13 + [shown().checkpoint.size]
    assert growth[-1].day == day_of(timezone.now())


def test_the_board_says_where_credits_are_not_conserved(regulator: Client) -> None:
    a_short_book(1)
    break_book("ALTER TABLE ledger_transfer DROP CONSTRAINT transfer_direction")
    break_book("UPDATE ledger_transfer SET kind = 'reinstate' WHERE kind = 'redeem'")
    fold_totals()
    assert "Not checked yet" in page(regulator, "/regulator/")
    seal_all()
    for close in (None, close_book):
        if close:
            close(at=timezone.now())
        told = page(regulator, "/regulator/")
        assert told.count("Not conserved") == 2 and "Conserved</span>" not in told


def test_the_page_of_an_entry_draws_its_way_to_the_root(regulator: Client) -> None:
    a_short_book(3)
    seal_all()
    told = page(regulator, f"/regulator/entries/{last_entry()}/")
    root = shown().checkpoint.root.hex()
    assert f"{root[:8]}…{root[-8:]}" in told
    assert "The sibling stands on the left" in told and "not what was sealed" in told
    assert f"bin/verify --proof entry-{str(last_entry())[-12:]}.tlog-proof" in told


def test_the_downloaded_proof_is_checked_without_the_bank(regulator: Client) -> None:
    a_short_book(3)
    seal_all()
    answer = regulator.get(f"/regulator/entries/{entry_at(2)}/proof/")
    proof = parse_proof(answer.content)
    assert answer["Content-Disposition"].endswith('.tlog-proof"') and proof.extra
    assert verify_proof(proof, leaf=proof.extra, log=log_verifier()).checkpoint == shown().checkpoint


def test_an_entry_that_waits_says_so_and_has_no_proof_to_download(regulator: Client) -> None:
    a_short_book(1)
    waiting = Entry.objects.filter(kind="deposit").values_list("id", flat=True)[0]
    assert "sealed within seconds" in page(regulator, f"/regulator/entries/{waiting}/")
    assert regulator.get(f"/regulator/entries/{waiting}/proof/").status_code == 409


def test_a_changed_entry_is_shown_as_an_alarm_in_words(regulator: Client) -> None:
    a_short_book(1)
    seal_all()
    break_book("UPDATE ledger_lot SET credits = credits + 1")
    told = page(regulator, f"/regulator/entries/{last_entry()}/")
    assert "the book or the log was changed" in told and "leaf-differs" in told


def found(**asked: Any) -> list[int]:
    return [row["leaf_index"] for row in a_regulators_system().get(ENTRIES, asked).json()["results"]]


def test_oldest_first_follows_the_log_and_misses_no_late_commit() -> None:
    a_short_book(2)
    late = Entry.objects.order_by("id").values_list("id", flat=True)[0]
    break_book(f"UPDATE ledger_unsealedentry SET position = position + 1000 WHERE entry_id = '{late}'")
    seal_all()
    system = a_regulators_system()
    first = system.get(ENTRIES, {"order": "oldest", "limit": 3}).json()
    assert [row["leaf_index"] for row in first["results"]] == [0, 1, 2]
    (last,) = system.get(first["next"]).json()["results"]
    assert (last["id"], last["leaf_index"]) == (str(late), 3)


def test_a_programme_is_found_by_its_account(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    decide_redemptions(
        actor=cast.other_approver, decisions=[DecisionInput(ask(cast).id, True)], at=timezone.now(), idempotency_key="k"
    )
    other = a_programme(cast.accepting)
    seal_all()
    system = a_regulators_system()
    rows = system.get(ENTRIES, {"programme": str(cast.programme.id)}).json()["results"]
    assert [row["kind"] for row in rows] == ["redeem"]
    assert system.get(ENTRIES, {"programme": str(other.id)}).json()["results"] == []
    assert system.get(ENTRIES, {"programme": "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"}).status_code == 404


def test_a_look_that_finds_little_ends_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WINDOW", 3)
    a_short_book(4)
    seal_all()
    system, url, pages, seen = a_regulators_system(), f"{ENTRIES}?level=4.5&limit=100&kind=redeem", 0, []
    while url:
        body = system.get(url).json()
        pages, seen, url = pages + 1, seen + [row["leaf_index"] for row in body["results"]], body["next"]
    assert pages == 2 and seen == sorted(seen, reverse=True) and len(seen) == 4
    assert found(level="7", kind="deposit") == []


def test_since_and_until_are_exact_whatever_the_order_of_sealing() -> None:
    a_short_book(5)
    seal_all()
    times = list(Entry.objects.order_by("recorded_at").values_list("recorded_at", flat=True))
    middle = times[4]
    recorded = {leaf.index: Entry.objects.get(id=leaf.entry_id).recorded_at for leaf in Leaf.objects.all()}
    told_since, told_until = found(since=middle.isoformat()), found(until=middle.isoformat())
    assert set(told_since) == {index for index, at in recorded.items() if at >= middle}
    assert set(told_until) == {index for index, at in recorded.items() if at < middle}


def test_the_explorer_goes_through_pages_both_ways(regulator: Client) -> None:
    a_short_book(4)
    seal_all()
    first = page(regulator, "/regulator/entries/?limit=3")
    following = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    second = page(regulator, f"/regulator/entries/{following}")
    back = re.findall(r'rel="prev" href="([^"]+)"', second)[0].replace("&amp;", "&")
    links = re.compile(r"/regulator/entries/([0-9a-f-]{36})/")
    assert links.findall(page(regulator, f"/regulator/entries/{back}")) == links.findall(first)
    assert not set(links.findall(first)) & set(links.findall(second))


def test_the_explorer_reads_the_book_as_it_stood(regulator: Client) -> None:
    a_short_book(1)
    seal_all()
    assert "no signed state so old" in page(regulator, "/regulator/entries/?as_of=2001-01-01")
    assert "/regulator/entries/" in page(regulator, "/regulator/entries/?as_of=2999-01-01")
