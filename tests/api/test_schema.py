"""Every operation of the OpenAPI document, asked with generated input by each kind of caller: no 5xx, no surprise."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.conf import LazySettings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from abc_portal.wsgi import application
from audit.commands.exports import request_export
from audit.commands.making import export_step
from ledger.queries.entries import EntryFilter
from tests.api.asking import registered, token_of
from tests.cast import NOON, Cast, a_key, a_programme, sign_in
from tests.ledger.sealing import seal_all
from tests.redemptions.hands import ask as request_for
from tests.redemptions.hands import award

pytestmark = pytest.mark.django_db
EXAMPLES = 12
CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
INSTITUTION_SCOPES = ("awards:write", "redemptions:write", "batches:write", "catalogue:write", "learners:read")
QUICK = settings(
    max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@contextmanager
def one_connection() -> Iterator[None]:
    """A server closes its connection between requests; a test keeps it, for its transaction is there."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@lru_cache(maxsize=1)
def operations() -> list[Any]:
    with one_connection():
        document = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    return [found.ok() for found in document.get_all_operations()]


def session_of(cast: Cast, who: str) -> dict[str, str]:
    client, token = sign_in(Client(), getattr(cast, who)), "x" * 32
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


def institution_system(cast: Cast) -> dict[str, str]:
    roles = ("issuer", "approver", "registrar")
    made = registered(institution_id=cast.awarding.id, roles=roles, scopes=INSTITUTION_SCOPES)
    return {"Authorization": f"Bearer {token_of(made)}"}


CALLERS: dict[str, Callable[[Cast], dict[str, str]]] = {
    "anonymous": lambda _cast: {},
    "regulator system": lambda _cast: {"Authorization": f"Bearer {token_of(registered())}"},
    "institution system": institution_system,
    "learner": lambda cast: session_of(cast, "ananya"),
    "registrar": lambda cast: session_of(cast, "registrar"),
}


def ids_of(cast: Cast) -> list[UUID]:
    """Return ids of the cast, of an award and of a request that waits where the institution's people are asked."""
    award_id = award(cast, cast.ananya_account)
    request = request_for(cast, programme=a_programme(cast.awarding))
    people = [cast.awarding.id, cast.programme.id, cast.ananya.id, cast.ananya.learner_id]
    return [*people, award_id, request.id, an_export(cast)]


def an_export(cast: Cast) -> UUID:
    seal_all()
    said = {"form": "csv", "wanted": EntryFilter(), "size": None, "at": NOON, "idempotency_key": a_key()}
    made = request_export(actor=cast.regulator, **said)  # type: ignore[arg-type]
    export_step(export_id=made.id, at=NOON, enough=lambda: False)
    return made.id


def with_real_ids(case: Any, real: list[UUID], chance: random.Random) -> Any:
    """Let half of the ids in the address be of something that exists, else every answer would be 404."""
    for name, value in (case.path_parameters or {}).items():
        if isinstance(value, str) and _is_uuid(value) and chance.random() < 0.5:
            case.path_parameters[name] = str(chance.choice(real))
    return case


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def ask(operation: Any, real: list[UUID], headers: dict[str, str]) -> None:
    chance = random.Random(7)
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @seed(7)
    @QUICK
    @given(case=st.one_of(modes))
    def one(case: Any) -> None:
        with_real_ids(case, real, chance)
        with transaction.atomic():
            case.call_and_validate(headers={**headers, "Accept-Encoding": "identity"}, checks=CHECKS)
            transaction.set_rollback(True)

    with one_connection():
        one()


@pytest.mark.parametrize("caller", CALLERS)
def test_no_operation_fails_or_answers_what_is_not_documented(caller: str, cast: Cast, settings: LazySettings) -> None:
    settings.API_RATES = dict.fromkeys(settings.API_RATES, (1_000_000, 60))
    headers, real = CALLERS[caller](cast), ids_of(cast)
    faults = []
    for operation in operations():
        try:
            ask(operation, real, headers)
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - all operations are tried, then all faults told
            told = [str(inner) for inner in getattr(error, "exceptions", [error])]
            faults.append(f"{operation.label}: " + " | ".join(told)[:1500])
    assert not faults, "\n\n".join(faults)


def test_the_document_names_a_good_answer_and_every_problem_of_each_operation() -> None:
    for operation in operations():
        statuses = set(operation.definition.raw["responses"])
        assert any(status.startswith("2") for status in statuses), operation.label
        assert {"400", "401", "403", "404", "422", "429"} <= statuses, operation.label
