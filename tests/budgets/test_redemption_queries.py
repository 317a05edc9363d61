"""Pages and endpoints of redemption need as many statements for many requests as for one."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from redemptions.models import Redemption
from tests.api.asking import post
from tests.cast import ANANYA, Cast, a_learner, a_programme
from tests.redemptions.hands import as_, ask, award

pytestmark = pytest.mark.django_db

LISTS: list[tuple[str, str, int]] = [
    ("other_approver", "/staff/inbox/", 13),
    ("other_approver", "/staff/inbox/?state=ended", 13),
    ("other_approver", "/api/v1/redemptions/", 6),
    ("ananya", "/learner/", 26),
    ("ananya", "/redemptions/", 10),
    ("ananya", "/redemptions/statement/", 10),
    ("ananya", "/redeem/", 18),
    ("ananya", "/redeem/?programme={programme}", 16),
    ("ananya", "/api/v1/redemptions/", 6),
    ("ananya", f"/api/v1/learners/{ANANYA.abc_id}/redemptions/", 8),
    ("ananya", "/redemptions/{request}/", 18),
    ("other_approver", "/staff/inbox/{request}/", 18),
    ("other_approver", "/api/v1/redemptions/{request}/", 16),
]


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more_requests(cast: Cast, count: int) -> list[Redemption]:
    """Let Ananya ask for as many programmes, with an award more each time."""
    rows = []
    for _turn in range(count):
        award(cast, cast.ananya_account, f"C-{uuid4().hex[:6]}")
        rows.append(ask(cast, programme=a_programme(cast.accepting)))
    return rows


@pytest.mark.parametrize(("who", "path", "most"), LISTS)
def test_many_requests_need_no_more_statements_than_few(
    client: Client, cast: Cast, who: str, path: str, most: int
) -> None:
    few = more_requests(cast, 2)
    as_(client, cast, who)
    path = path.format(programme=cast.programme.id, request=few[0].id)
    client.get(path)  # the first request fills what processes keep for good
    before = statements(client, path)
    more_requests(cast, 4)
    a_learner()
    after = statements(client, path)
    assert after == before <= most


def test_deciding_many_needs_no_more_statements_than_deciding_few(client: Client, cast: Cast) -> None:
    as_(client, cast, "other_approver")
    counted = []
    for count in (2, 6):
        rows = more_requests(cast, count)
        body = {"decisions": [{"redemption_id": str(row.id), "approved": False, "reason_code": "other",
                               "reason": "These courses are not of the curriculum."} for row in rows]}  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            assert post(client, "/api/v1/redemptions/decisions/", body).status_code == 201
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 30
