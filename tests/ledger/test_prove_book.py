from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from ledger.commands.fold import fold_totals
from ledger.queries.proof import breaches
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db


@contextmanager
def a_superuser_without_triggers() -> Iterator[None]:
    """Break the book as only a superuser can: with triggers and foreign keys switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


def broken(sql: str, *values: object) -> set[str]:
    with a_superuser_without_triggers(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return {breach.invariant.code for breach in breaches()}


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
    broken("DELETE FROM ledger_transfer WHERE sequence = 2")
    with pytest.raises(SystemExit) as exit_:
        call_command("prove_book")
    assert exit_.value.code == 1
    assert str(learner) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "lot-deposited"),
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "chain-unbroken"),
        ("DELETE FROM ledger_transfer WHERE sequence = 2", "entry-moves"),
        ("DELETE FROM ledger_entry WHERE kind = 'redeem'", "transfer-entered"),
        ("DELETE FROM ledger_account WHERE kind = 'redemption'", "accounts-open"),
        ("UPDATE ledger_lot SET expires_on = '2025-01-01'", "expiry-respected"),
        ("UPDATE ledger_lot SET expires_on = '2041-01-01'", "lot-sound"),
        ("UPDATE ledger_transfer SET sequence = 3 WHERE sequence = 2", "chain-unbroken"),
        ("DELETE FROM ledger_transfer WHERE sequence = 1", "conservation"),
        ("UPDATE ledger_total SET credits = credits + 1", "totals-folded"),
        ("DELETE FROM ledger_total", "totals-folded"),
    ],
)
def test_each_kind_of_damage_is_found(learner: UUID, attack: str, code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_lot DROP CONSTRAINT lot_expires_within_seven_years")
    assert code in broken(attack)


def test_a_second_redemption_by_a_superuser_is_found(learner: UUID) -> None:
    attack = """INSERT INTO ledger_transfer
                (holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)
                SELECT holding_id, lot_id, 3, kind, entry_id, from_account_id, to_account_id
                FROM ledger_transfer WHERE kind = 'redeem'"""
    assert {"redeemed-once", "chain-unbroken"} <= broken(attack)
