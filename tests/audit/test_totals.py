"""The conservation of credits, as regulators read it."""

from decimal import Decimal

import pytest
from django.test import Client

from ledger.commands.accounts import open_issuance_account
from ledger.commands.fold import fold_totals
from tests.api.asking import a_regulators_system
from tests.cast import Cast, sign_in
from tests.ledger.book import a_lot, deposit, holding, programme, redeem

pytestmark = pytest.mark.django_db
TOTALS = "/api/v1/audit/totals/"


@pytest.fixture
def folded(cast: Cast) -> Cast:
    account, learner = cast.awarding.account_id, holding()
    open_issuance_account(account_id=account, institution_id=cast.awarding.id)
    lots = [a_lot(account), a_lot(account, credits="2.5")]
    deposit(learner, *lots)
    redeem(learner, lots[0], programme())
    fold_totals()
    return cast


def test_held_is_what_was_deposited_and_not_yet_spent(folded: Cast) -> None:
    answer = a_regulators_system().get(TOTALS).json()
    (line,) = answer["results"]
    assert answer["unfolded_count"] == 0
    assert line["institution_name"] == folded.awarding.name
    assert [line[name] for name in ("deposited", "redeemed", "held")] == ["6.50", "4.00", "2.50"]


def test_totals_are_grouped_by_what_is_asked(folded: Cast) -> None:
    system = a_regulators_system()
    assert [row["level"] for row in system.get(TOTALS, {"by": "level"}).json()["results"]] == ["4.5"]
    assert system.get(TOTALS, {"by": "institution,level,day"}).json()["results"][0]["day"] is not None
    assert system.get(TOTALS, {"by": "state"}).status_code == 422


def test_totals_of_one_institution(folded: Cast) -> None:
    system = a_regulators_system()
    assert len(system.get(TOTALS, {"institution": str(folded.awarding.id)}).json()["results"]) == 1
    assert system.get(TOTALS, {"institution": str(folded.accepting.id)}).json()["results"] == []


def test_totals_of_an_unknown_institution_are_not_found() -> None:
    assert a_regulators_system().get(TOTALS, {"institution": "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"}).status_code == 404


def test_the_board_shows_the_law_for_the_nation(client: Client, folded: Cast) -> None:
    board = sign_in(client, folded.regulator).get("/regulator/").context["board"]
    assert board.nation["held"] == Decimal("2.50")
