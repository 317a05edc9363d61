"""Credits of other countries: how they are reckoned, from where, and that they decide nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from ledger.ncrf import FOREIGN_UNITS
from tests.api.asking import post

NOTE = "no decision on recognition"


def test_the_public_page_names_every_unit_with_its_hours_and_source(client: Client, db: None) -> None:
    shown = client.get("/levels/").content.decode().replace("&#x27;", "'")
    assert 'id="abroad"' in shown and NOTE in shown
    for unit in FOREIGN_UNITS:
        assert unit.source and unit.source in shown and unit.name in shown
    assert "25–30" in shown and "40–48" in shown and "26.67" in shown


def test_the_calculator_says_what_the_figures_are_worth_and_where_they_come_from(client: Client, db: None) -> None:
    shown = client.get("/calculator/").content.decode()
    assert NOTE in shown and 'href="/levels/#abroad"' in shown


@pytest.mark.parametrize(
    ("code", "fewest", "most"), [("ECTS", 25, 30), ("CATS", 10, 10), ("NZ", 10, 10), ("US", 45, 45)]
)
def test_the_api_gives_the_hours_of_a_unit_and_who_says_so(
    client: Client, db: None, code: str, fewest: Any, most: Any
) -> None:
    body = {"hours": {"theory": "90"}, "rule_set": "NCRF-NOTIONAL"}
    found = post(client, "/api/v1/conversions/", body, key=None).json()["equivalents"]
    one = next(each for each in found if each["code"] == code)
    assert (Decimal(one["fewest_hours"]), Decimal(one["most_hours"])) == (fewest, most)
    assert Decimal(one["most"]) == Decimal(90) / fewest and one["basis"]
