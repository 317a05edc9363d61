import hashlib
import json
import threading
from uuid import UUID

import pytest
from django.db import connection, transaction

from ledger.commands.once import once
from ledger.refusals import IdempotencyInProgress, IdempotencyKeyReused, InvalidInput
from tests.ledger.book import holding

ME, OTHER = UUID(int=11), UUID(int=12)


def ask(request: object, *, scope: UUID = ME, key: str = "k") -> tuple[bool, object]:
    with once(scope, key, request) as slot:
        if not slot.replayed:
            slot.answer = {"holding": str(holding())}
        return slot.replayed, slot.answer


@pytest.mark.django_db
def test_the_same_key_and_request_get_the_first_answer() -> None:
    first = ask({"a": 1})
    assert ask({"a": 1}) == (True, first[1])


@pytest.mark.django_db
def test_the_same_key_with_another_request_is_refused() -> None:
    ask({"a": 1})
    with pytest.raises(IdempotencyKeyReused):
        ask({"a": 2})


@pytest.mark.django_db
def test_another_actors_same_key_is_another_key() -> None:
    first = ask({"a": 1})
    replayed, answer = ask({"a": 1}, scope=OTHER)
    assert not replayed
    assert answer != first[1]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_of_no_or_too_many_characters_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput):
        ask({}, key=key)


@pytest.mark.django_db(transaction=True)
def test_work_that_crashed_leaves_no_answer_so_that_asking_again_works() -> None:
    with pytest.raises(ZeroDivisionError), once(ME, "k", {}):
        raise ZeroDivisionError
    assert ask({})[0] is False


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_being_worked_on_is_refused_at_once() -> None:
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with transaction.atomic(), once(ME, "k", {}) as slot:
            slot.answer = 1
            inside.set()
            leave.wait(30)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(30)
    with pytest.raises(IdempotencyInProgress):
        ask({})
    leave.set()
    thread.join(30)
    assert ask({}) == (True, 1)


@pytest.mark.django_db
def test_a_kept_request_cannot_be_found_by_trying_what_it_may_have_said() -> None:
    request = {"abc_id": "042177193356"}
    with once(ME, "k", request) as slot:
        slot.answer = 1
    tried = hashlib.sha256(json.dumps(request, separators=(",", ":")).encode()).digest()
    assert slot.digest != tried
