"""Every operation of the API, asked by nobody: only what is meant to be public answers."""

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.doors.addresses import UNKNOWN_ID

IDS = {"{number}": "1"}
pytestmark = pytest.mark.django_db


def operations() -> list[tuple[str, str, bool]]:
    """Return method, path and whether the operation is public, from the document."""
    found = []
    for path, methods in SchemaGenerator().get_schema(public=True)["paths"].items():
        for method, told in methods.items():
            found.append((method, path, {} in told.get("security", [{}])))
    return found


def test_a_closed_operation_answers_nobody_401() -> None:
    client, wrong = Client(), {}
    for method, path, is_public in operations():
        filled = "/".join(IDS.get(part, UNKNOWN_ID) if part.startswith("{") else part for part in path.split("/"))
        status = getattr(client, method)(filled, headers={"Idempotency-Key": "k"}).status_code
        if not is_public and status != 401:
            wrong[f"{method} {path}"] = status
        if is_public and status == 401:
            wrong[f"{method} {path} (public)"] = status
    assert not wrong
