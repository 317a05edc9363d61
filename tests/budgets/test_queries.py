"""How many statements a page or an endpoint may need, whatever the number of rows it shows.

One line for each: URL name, who asks, arguments, most statements. Session, user and roles cost three of them.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, a_learner, a_programme, an_institution, sign_in
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import seal_all

pytestmark = pytest.mark.django_db

BUDGETS: list[tuple[str, str, int]] = [
    ("landing", "", 0),
    ("help", "", 0),
    ("levels", "", 1),
    ("catalogue", "", 9),
    ("calculator", "", 4),
    ("verify", "", 0),
    ("account_login", "", 1),
    ("api-docs", "", 0),
    ("home", "ananya", 3),
    ("learner-home", "ananya", 16),
    ("passbook", "ananya", 10),
    ("redemptions", "ananya", 10),
    ("redeem", "ananya", 14),
    ("consents", "ananya", 9),
    ("account-profile", "ananya", 9),
    ("apps", "ananya", 4),
    ("ims-discovery", "", 0),
    ("staff-home", "approver", 14),
    ("batches", "issuer", 8),
    ("staff-catalogue", "issuer", 9),
    ("staff-awards", "registrar", 9),
    ("staff-programmes", "registrar", 8),
    ("inbox", "approver", 11),
    ("roster", "registrar", 9),
    ("team", "registrar", 6),
    ("staff-keys", "registrar", 6),
    ("bank-keys", "operator", 5),
    ("bank-profile", "", 1),
    ("operator-institutions", "operator", 8),
    ("exports", "regulator", 9),
    ("api-exports", "regulator", 6),
    ("api-requests", "regulator", 5),
    ("request-log", "operator", 7),
    ("regulators", "operator", 7),
    ("regulator-home", "regulator", 14),
    ("regulator-state", "regulator", 7),
    ("regulator-entries", "regulator", 9),
    ("api-entries", "regulator", 7),
    ("api-totals", "regulator", 7),
    ("api-checkpoint", "regulator", 7),
    ("api-checkpoints", "regulator", 5),
    ("quality", "regulator", 4),
    ("regulator-institutions", "regulator", 11),
    ("api-benchmarks", "regulator", 5),
    ("findings", "regulator", 9),
    ("replay", "regulator", 7),
    ("staff-findings", "registrar", 7),
    ("grievances", "ananya", 8),
    ("staff-grievances", "registrar", 7),
    ("api-findings", "regulator", 6),
    ("api-schema", "", 0),
]


def statements(client: Client, url: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as captured:
        answer: Any = client.get(url)
    told = "\n".join(query["sql"][:200] for query in captured.captured_queries)
    assert answer.status_code in {200, 302}, f"{url} answered {answer.status_code}"
    return len(captured), told


def crowd() -> None:
    """Write more of everything, so that a query per row shows."""
    account = issuer()
    for _ in range(4):
        an_institution()
        a_learner()
        deposit(holding(), a_lot(account))
    seal_all()


@pytest.mark.parametrize(("name", "who", "most"), BUDGETS)
def test_a_page_needs_no_more_statements_than_its_budget(
    client: Client, cast: Cast, name: str, who: str, most: int
) -> None:
    if who:
        sign_in(client, getattr(cast, who))
    for _ in range(3):
        a_programme(cast.awarding)
    crowd()
    client.get(reverse(name))  # the first request fills what processes keep for good
    found, told = statements(client, reverse(name))
    assert found <= most, f"{name} needed {found} statements, expected at most {most}:\n{told}"
