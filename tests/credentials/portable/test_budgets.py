"""How many statements it takes to show a credential and to carry it away; the sign-in costs three of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, sign_in
from tests.credentials.portable.hands import an_award, by_link
from tests.ledger.sealing import seal_all

pytestmark = pytest.mark.django_db

BUDGETS = [
    ("ananya", "/credentials/{id}/", 23),
    ("issuer", "/credentials/{id}/", 24),
    ("", "/credentials/{id}/{key}", 18),
    ("ananya", "/credentials/{id}.json", 11),
    ("ananya", "/credentials/{id}.jwt", 12),
    ("ananya", "/credentials/{id}.pdf", 12),
    ("ananya", "/credentials/{id}.png", 11),
    ("ananya", "/credentials/{id}.svg", 11),
    ("", "/credentials/{id}.json{key}", 6),
    ("ananya", "/credentials/{id}/refresh", 15),
    ("ananya", "/passbook/transcript.json", 11),
    ("ananya", "/passbook/transcript.pdf", 11),
    ("ananya", "/passbook/statement.pdf", 9),
    ("ananya", "/credentials/{id}.tlog-proof", 19),
    ("ananya", "/credentials/{id}.opening.json", 12),
    ("", "/terms", 1),
    ("", "/terms/rule-sets/NCRF-NOTIONAL/2023.1", 1),
    ("", "/terms/assessment/project", 0),
]


@pytest.mark.parametrize(("who", "path", "most"), BUDGETS)
def test_it_takes_no_more_statements_than_its_budget(cast: Cast, who: str, path: str, most: int) -> None:
    award_id = an_award(cast)
    seal_all()
    client = sign_in(Client(), getattr(cast, who)) if who else Client()
    asked = path.format(id=award_id, key=by_link("", award_id))
    client.get(asked)  # the first request signs it, and fills what processes keep for good
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(asked)
    told = "\n".join(query["sql"][:160] for query in captured.captured_queries)
    assert answer.status_code in {200, 302}
    assert len(captured) <= most, f"{asked} needed {len(captured)} statements, expected at most {most}:\n{told}"
