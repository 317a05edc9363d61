"""Comparing institutions takes as many statements for many as for few."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.audit.quality.hands import an_offer, awards
from tests.budgets.test_queries import statements
from tests.cast import Cast, an_institution, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "most"), [("quality-skill", 10), ("api-benchmark", 9)])
def test_a_comparison_needs_no_more_for_many_institutions(client: Client, cast: Cast, name: str, most: int) -> None:
    sign_in(client, cast.regulator)
    for _ in range(2):
        awards(an_offer(), "A", "B")
    client.get(reverse(name, args=["gis"]))
    few, _told = statements(client, reverse(name, args=["gis"]))
    for _ in range(6):
        awards(an_offer(), "A", "B")
    many, told = statements(client, reverse(name, args=["gis"]))
    assert many <= few <= most, told


def test_a_list_of_institutions_needs_no_more_for_many(client: Client, cast: Cast) -> None:
    sign_in(client, cast.regulator)
    client.get(reverse("regulator-institutions"))
    few, _told = statements(client, reverse("regulator-institutions"))
    for _ in range(20):
        an_institution()
    many, told = statements(client, reverse("regulator-institutions"))
    assert many <= few, told


def test_one_institution_is_read_in_a_fixed_number_of_statements(client: Client, cast: Cast) -> None:
    sign_in(client, cast.regulator)
    url = reverse("regulator-institution", args=[cast.awarding.id])
    client.get(url)
    found, told = statements(client, url)
    assert found <= 13, told
