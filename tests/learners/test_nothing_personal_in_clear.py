"""After every command of this room, no table holds a name, a birthday or an ABC id in clear."""

from datetime import date, datetime

import pytest
from django.db import connection

from learners.commands import (
    RosterPerson,
    answer_consent,
    claim_account,
    correct_record,
    ensure_learners,
    erase_personal_record,
    open_account,
    record_look,
)
from learners.commands.claims import ClaimNotMatched
from learners.people import Person
from tests.cast import NOON, Cast, a_key, a_visitor, fresh

ZENOBIA = Person("917355502461", "Zenobia Quadros", "ज़ेनोबिया क्वाड्रोस", date(1997, 10, 29), "female")
KNOWN = [
    "917355502461", "9173 5550 2461", "Zenobia", "zenobia", "Quadros", "ज़ेनोबिया", "क्वाड्रोस", "1997-10-29", "29/10/1997",
    "REG-QUADROS-7",
]  # fmt: skip


def run_every_command(cast: Cast) -> None:
    staff = {"actor": cast.issuer, "institution_id": cast.awarding.id, "at": NOON}
    row = RosterPerson("REG-QUADROS-7", ZENOBIA)
    known = ensure_learners(people=[row], **staff)[ZENOBIA.abc_id]
    user = a_visitor("Z")
    fits = {"abc_id": ZENOBIA.abc_id, "keep_credits": True, "at": NOON}
    with pytest.raises(ClaimNotMatched):
        claim_account(actor=user, birthday=date(1997, 10, 28), idempotency_key=a_key(), **fits)
    claim_account(actor=user, birthday=ZENOBIA.birthday, idempotency_key=a_key(), **fits)
    learner = fresh(user)
    record_look(actor=cast.issuer, learner_id=known.learner_id, what="record", at=NOON)
    correct_record(actor=learner, name="Zenobia M Quadros", name_hi="", gender="", at=NOON, idempotency_key=a_key())
    answer_consent(
        actor=learner, purpose="institution-reads", answer="given", institution_id=cast.awarding.id, at=NOON,
        idempotency_key=a_key(),
    )  # fmt: skip


def everything_stored(moment: datetime = NOON) -> str:
    """Return every row of every table as text, with what the bytes say in UTF-8 beside their hex."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        said = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    plain = isinstance(value, memoryview | bytes)
                    said.append(bytes(value).decode("utf-8", "replace") if plain else str(value))
    return "\n".join(said)


def found_in(stored: str) -> list[str]:
    return [fact for fact in KNOWN if fact in stored]


def test_no_table_holds_a_known_fact_in_clear(cast: Cast) -> None:
    run_every_command(cast)
    stored = everything_stored()
    assert "record" in stored
    assert found_in(stored) == []


def test_opening_and_erasing_leave_nothing_in_clear(db: None) -> None:
    user = a_visitor("Z")
    open_account(actor=user, person=ZENOBIA, keep_credits=True, at=NOON, idempotency_key=a_key())
    assert found_in(everything_stored()) == []
    erase_personal_record(actor=fresh(user), at=NOON, idempotency_key=a_key())
    assert found_in(everything_stored()) == []


def test_the_scan_sees_what_is_in_clear(db: None) -> None:
    a_visitor("Zenobia Quadros")
    assert found_in(everything_stored()) == ["Zenobia", "Quadros"]
