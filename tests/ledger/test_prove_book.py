from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from ledger.commands.fold import fold_totals
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db


@contextmanager
def a_superuser_without_triggers() -> Iterator[None]:
    """Break the book as only a superuser can: with triggers and foreign keys switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def break_book(sql: str) -> None:
    with a_superuser_without_triggers(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def learner() -> UUID:
    name, lot = holding(), a_lot(issuer())
    deposit(name, lot, a_lot(lot.issuing_account_id))
    redeem(name, lot, programme())
    fold_totals()
    return name


def test_a_sound_book_is_proved(learner: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prove_book")
    out = capsys.readouterr().out
    assert "BROKEN" not in out
    assert "Deposited 8.00 = held 4.00 + redeemed 4.00 + lapsed 0.00 + revoked 0.00" in out


def test_a_broken_book_ends_with_exit_code_1_and_names_the_rows(
    learner: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    break_book("DELETE FROM ledger_transfer WHERE sequence = 2")
    with pytest.raises(SystemExit) as exit_:
        call_command("prove_book")
    assert exit_.value.code == 1
    assert str(learner) in capsys.readouterr().out


MOVED = "(holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)"
AGAIN = f"INSERT INTO ledger_transfer {MOVED} SELECT holding_id, lot_id,"
REDEEMED = "FROM ledger_transfer WHERE kind = 'redeem'"
OTHER_GOAL = "(SELECT id FROM ledger_account WHERE kind = 'lapsed')"


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "lot-deposited"),
        ("UPDATE ledger_transfer SET from_account_id = gen_random_uuid() WHERE sequence = 1", "lot-deposited"),
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "chain-unbroken"),
        ("UPDATE ledger_transfer SET sequence = 3 WHERE sequence = 2", "chain-unbroken"),
        ("UPDATE ledger_transfer SET from_account_id = gen_random_uuid() WHERE sequence = 2", "chain-unbroken"),
        (f"{AGAIN} 3, kind, entry_id, from_account_id, to_account_id {REDEEMED}", "redeemed-once"),
        ("DELETE FROM ledger_transfer WHERE sequence = 2", "entry-moves"),
        ("UPDATE ledger_entry SET kind = 'act' WHERE kind = 'redeem'", "entry-moves"),
        ("DELETE FROM ledger_entry WHERE kind = 'redeem'", "transfer-entered"),
        ("UPDATE ledger_entry SET kind = 'lapse' WHERE kind = 'redeem'", "transfer-entered"),
        ("DELETE FROM ledger_holding", "entry-held"),
        ("DELETE FROM ledger_holding", "accounts-open"),
        ("UPDATE ledger_transfer SET to_account_id = gen_random_uuid() WHERE sequence = 1", "transfer-directed"),
        ("DELETE FROM ledger_account WHERE kind = 'redemption'", "accounts-open"),
        (f"UPDATE ledger_transfer SET to_account_id = {OTHER_GOAL} WHERE sequence = 2", "accounts-open"),
        ("UPDATE ledger_lot SET expires_on = '2025-01-01'", "expiry-respected"),
        ("UPDATE ledger_transfer SET kind = 'lapse' WHERE sequence = 2", "expiry-respected"),
        ("UPDATE ledger_lot SET credits = -credits", "lot-sound"),
        ("UPDATE ledger_lot SET level = 4.2", "lot-sound"),
        ("UPDATE ledger_lot SET expires_on = '2041-01-01'", "lot-sound"),
        ("UPDATE ledger_lot SET earned_on = '2020-05-01', expires_on = '2027-01-01'", "lot-sound"),
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "conservation"),
        ("UPDATE ledger_lot SET credits = credits * 10", "totals-folded"),
        ("UPDATE ledger_total SET credits = credits + 1", "totals-folded"),
        ("DELETE FROM ledger_total", "totals-folded"),
    ],
)
def test_each_kind_of_damage_is_found_and_its_rows_named(
    learner: UUID, attack: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with connection.cursor() as cursor:
        for name in ("credits_positive", "level_in_halves", "expires_within_seven_years", "earned_since_2021"):
            cursor.execute(f"ALTER TABLE ledger_lot DROP CONSTRAINT lot_{name}")
        for name in ("direction", "deposit_is_first"):
            cursor.execute(f"ALTER TABLE ledger_transfer DROP CONSTRAINT transfer_{name}")
    break_book(attack)
    with pytest.raises(SystemExit) as exit_:
        call_command("prove_book")
    told = capsys.readouterr().out.partition(f"{code}: rows at fault")[2].splitlines()
    assert (exit_.value.code, len(told) > 1) == (1, True)
