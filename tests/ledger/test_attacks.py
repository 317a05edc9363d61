"""Raw SQL attacks the book and must fail, whatever the application believes."""

import pytest
from django.db import DatabaseError, connection, transaction

from ledger.identifiers import new_id
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db
BOOK = ["holding", "account", "entry", "lot", "transfer", "receipt", "rulesetversion", "leaf", "checkpoint"]


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(error.value)


@pytest.mark.parametrize("table", BOOK)
@pytest.mark.parametrize("attack", ["DELETE FROM ledger_{}", "TRUNCATE ledger_{} CASCADE"])
def test_nothing_of_the_book_can_be_deleted(table: str, attack: str) -> None:
    assert "append only" in refused(attack.format(table))


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("holding", "id = gen_random_uuid()"),
        ("account", "kind = 'redemption'"),
        ("entry", "actor_id = gen_random_uuid()"),
        ("lot", "credits = credits * 10"),
        ("transfer", "to_account_id = gen_random_uuid()"),
        ("receipt", "answer = '1'"),
        ("rulesetversion", "document = '{}'"),
        ("leaf", "index = index + 1"),
        ("checkpoint", "signed_at = now()"),
    ],
)
def test_nothing_of_the_book_can_be_updated(table: str, change: str) -> None:
    assert "append only" in refused(f"UPDATE ledger_{table} SET {change}")


LINK = """INSERT INTO ledger_transfer (holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)
          SELECT %s, %s, %s, %s, entry_id, %s, %s FROM ledger_transfer WHERE holding_id = %s LIMIT 1"""


def test_a_fork_is_refused() -> None:
    learner, lot, first, second = holding(), a_lot(issuer()), programme(), programme()
    deposit(learner, lot)
    redeem(learner, lot, first)
    assert "ledger_transfer_pkey" in refused(LINK, learner, lot.id, 2, "redeem", learner, second, learner)


def test_a_second_redemption_further_on_is_refused() -> None:
    learner, lot, first, second = holding(), a_lot(issuer()), programme(), programme()
    deposit(learner, lot)
    redeem(learner, lot, first)
    assert "transfer_chain_unbroken" in refused(LINK, learner, lot.id, 3, "redeem", learner, second, learner)


def test_a_gap_in_the_chain_is_refused() -> None:
    learner, lot = holding(), a_lot(issuer())
    deposit(learner, lot)
    assert "transfer_chain_unbroken" in refused(LINK, learner, lot.id, 3, "redeem", learner, programme(), learner)


def test_a_second_deposit_is_refused() -> None:
    learner, account = holding(), issuer()
    lot = a_lot(account)
    deposit(learner, lot)
    assert "transfer_deposit_is_first" in refused(LINK, learner, lot.id, 2, "deposit", account, learner, learner)


def test_a_deposit_from_another_issuer_is_refused() -> None:
    learner, lot, stray = holding(), a_lot(issuer()), a_lot(issuer())
    deposit(learner, lot)
    columns = "holding_id, id, entry_id, issuing_account_id, level, credits, hours, rule_set, rule_set_version"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO ledger_lot ({columns}, earned_on, expires_on)
                SELECT holding_id, %s, entry_id, issuing_account_id, level, credits, hours, rule_set,
                rule_set_version, earned_on, expires_on FROM ledger_lot WHERE holding_id = %s""",
            [stray.id, learner],
        )
    refusal = refused(LINK, learner, stray.id, 1, "deposit", issuer(), learner, learner)
    assert "transfer_starts_at_issuer" in refusal


def test_redeeming_into_an_account_of_another_kind_is_refused() -> None:
    learner, lot = holding(), a_lot(issuer())
    deposit(learner, lot)
    assert "transfer_counter_account" in refused(LINK, learner, lot.id, 2, "redeem", learner, issuer(), learner)


def test_redeeming_into_an_account_that_is_not_open_is_refused() -> None:
    learner, lot = holding(), a_lot(issuer())
    deposit(learner, lot)
    assert "transfer_counter_account" in refused(LINK, learner, lot.id, 2, "redeem", learner, new_id(), learner)


def test_taking_credits_out_of_a_redemption_by_another_kind_is_refused() -> None:
    learner, lot, account = holding(), a_lot(issuer()), programme()
    deposit(learner, lot)
    redeem(learner, lot, account)
    assert "transfer_direction" in refused(LINK, learner, lot.id, 3, "revoke", account, learner, learner)


LOT = """INSERT INTO ledger_lot (holding_id, id, entry_id, issuing_account_id, level, credits, hours, rule_set,
         rule_set_version, earned_on, expires_on) SELECT holding_id, gen_random_uuid(), entry_id, issuing_account_id,
         {level}, {credits}, {hours}, rule_set, rule_set_version, earned_on, {expires}
         FROM ledger_lot WHERE holding_id = %s"""
SOUND = {"level": "level", "credits": "credits", "hours": "hours", "expires": "expires_on"}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"credits": "-4"}, "lot_credits_positive"),
        ({"credits": "0"}, "lot_credits_positive"),
        ({"hours": "0"}, "lot_hours_positive"),
        ({"level": "4.2"}, "lot_level_in_halves"),
        ({"level": "8.5"}, "lot_level_in_halves"),
        ({"expires": "earned_on + 2600"}, "lot_expires_within_seven_years"),
        ({"expires": "earned_on"}, "lot_expires_within_seven_years"),
    ],
)
def test_an_unsound_lot_is_refused(change: dict[str, str], constraint: str) -> None:
    learner = holding()
    deposit(learner, a_lot(issuer()))
    assert constraint in refused(LOT.format(**SOUND | change), learner)


def test_an_entry_of_no_holding_is_refused() -> None:
    deposit(holding(), a_lot(issuer()))
    sql = """INSERT INTO ledger_entry SELECT gen_random_uuid(), gen_random_uuid(), kind, narration, actor_id,
             actor_kind, institution_id, subject_id, happened_at, recorded_at, idempotency_scope, 'other',
             request_digest, payload_digest FROM ledger_entry LIMIT 1"""
    refusal = refused(f"{sql}; SET CONSTRAINTS ALL IMMEDIATE")
    assert "entry_of_holding" in refusal


def test_the_applications_role_can_only_read_and_append() -> None:
    from ledger.commands.prepare import grant_rights

    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE book_attacker")
        grant_rights(owner_alias="default", role="book_attacker")
        cursor.execute("SET LOCAL ROLE book_attacker")
    for table in BOOK:
        for verb in ("DELETE FROM ledger_{0}", "TRUNCATE ledger_{0}", "ALTER TABLE ledger_{0} DISABLE TRIGGER ALL"):
            assert "permission denied" in refused(verb.format(table)) or "must be owner" in refused(verb.format(table))
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
