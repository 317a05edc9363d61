"""Every audit operation of the OpenAPI document, asked by everybody: only regulators are answered."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from audit.commands.exports import request_export
from audit.commands.making import export_step
from identity.principals import INSTITUTION_ROLES
from identity.scopes import INSTITUTION_SCOPES
from ledger.models import Entry
from ledger.queries.entries import EntryFilter
from tests.api.asking import a_regulators_system, registered, token_of, with_token
from tests.audit.findings.hands import a_finding
from tests.audit.quality.hands import an_offer
from tests.cast import NOON, Cast, a_key, sign_in
from tests.ledger.sealing import a_short_book, seal_all

pytestmark = pytest.mark.django_db
PREFIX = "/api/v1/audit/"
Operation = tuple[str, str, dict[str, Any]]


def operations() -> list[Operation]:
    """Return method, path and description of every audit operation."""
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    return [
        (method, path, told)
        for path, methods in paths.items()
        if path.startswith(PREFIX)
        for method, told in methods.items()
    ]


@pytest.fixture
def things(cast: Cast) -> dict[str, str]:
    """A real thing for every name that an address or a required parameter has."""
    a_short_book(1)
    seal_all()
    made = request_export(
        actor=cast.regulator, form="csv", wanted=EntryFilter(), size=None, at=NOON, idempotency_key=a_key()
    )
    export_step(export_id=made.id, at=NOON, enough=lambda: False)
    an_offer()
    entry = str(Entry.objects.order_by("id").first().id)  # type: ignore[union-attr]
    return {
        "entry_id": entry, "entry": entry, "first": "1", "second": "2", "export_id": str(made.id), "number": "1",
        "finding_id": str(a_finding(cast).id), "skill": "gis", "rule_set": "CCFUP", "version": "2022.1",
        "since": "2024-07-01", "until": "2025-06-30",
    }  # fmt: skip


def ask(client: Client, operation: Operation, things: dict[str, str]) -> HttpResponse:
    method, path, told = operation
    filled = re.sub(r"{(\w+)}", lambda name: things[name[1]], path)
    wanted = [each["name"] for each in told.get("parameters", []) if each["in"] == "query" and each.get("required")]
    query = {name: things[name] for name in wanted}
    headers = {"Idempotency-Key": f"{path}-{id(client)}"}
    if method == "get":
        return client.get(filled, query, headers=headers)
    return getattr(client, method)(filled, "{}", content_type="application/json", headers=headers)


def everybody_else(cast: Cast) -> Iterator[tuple[str, Client]]:
    people = {
        "learner": cast.ananya, "issuer": cast.issuer, "approver": cast.approver, "registrar": cast.registrar,
        "operator": cast.operator,
    }  # fmt: skip
    for name, person in people.items():
        yield name, sign_in(Client(), person)
    own = registered(institution_id=cast.awarding.id, roles=INSTITUTION_ROLES, scopes=sorted(INSTITUTION_SCOPES))
    yield "an institution's system with every scope", with_token(token_of(own))


def test_everybody_but_a_regulator_is_refused_every_audit_operation(cast: Cast, things: dict[str, str]) -> None:
    asked, wrong = operations(), {}
    assert len(asked) >= 7
    for name, client in everybody_else(cast):
        for operation in asked:
            status = ask(client, operation, things).status_code
            if status not in {403, 404}:
                wrong[f"{name}: {operation[0]} {operation[1]}"] = status
    for operation in asked:
        status = ask(Client(), operation, things).status_code
        if status != 401:
            wrong[f"nobody: {operation[0]} {operation[1]}"] = status
    assert not wrong


@pytest.mark.parametrize("door", [lambda cast: sign_in(Client(), cast.regulator), lambda cast: a_regulators_system()])
def test_a_regulator_is_answered_every_audit_operation(
    cast: Cast, things: dict[str, str], door: Callable[[Cast], Client]
) -> None:
    client = door(cast)
    wrong = {
        f"{operation[0]} {operation[1]}": answer.status_code
        for operation in operations()
        if (answer := ask(client, operation, things)).status_code not in {200, 202, 400, 422}
        or (operation[0] == "get" and answer.status_code != 200)
    }
    assert not wrong
