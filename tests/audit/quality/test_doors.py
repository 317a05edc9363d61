"""The comparison at the doors: pages and API, for regulators only."""

import pytest
from django.test import Client

from tests.api.asking import a_regulators_system
from tests.audit.quality.hands import an_offer, awards
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
LIST, ONE = "/api/v1/audit/benchmarks/", "/api/v1/audit/benchmarks/gis/"
PAGE = "/regulator/quality/gis/?level=5.0"


@pytest.fixture
def offered(cast: Cast) -> Cast:
    for _ in range(3):
        awards(an_offer(), *"ABCABCABCA")
    awards(an_offer(cast.awarding, theory="90", practical="90"), *["O"] * 12)
    return cast


def test_the_page_shows_each_measure_as_a_picture_with_words_and_as_a_table(client: Client, offered: Cast) -> None:
    shown = sign_in(client, offered.regulator).get(PAGE).content.decode()
    assert shown.count('<svg class="strip"') == shown.count("<desc") == 7  # pass and resit rates: not reported
    assert shown.count("Not reported: nothing that the bank keeps") == 2
    assert f"{offered.awarding.name}: 180" in shown
    assert "Far above" in shown and "strip-outlier" in shown and "no decision on recognition" in shown


def test_the_list_leads_to_each_skill_and_narrows(client: Client, offered: Cast) -> None:
    an_offer(skill="python")
    sign_in(client, offered.regulator)
    assert client.get("/regulator/quality/").context["rows"][0].institution_count == 4
    assert '"/regulator/quality/gis/?level=5.0"' in client.get("/regulator/quality/?q=map").content.decode()
    assert not client.get("/regulator/quality/?level=7.5").context["rows"]


def test_of_very_many_institutions_those_furthest_from_the_middle_are_shown(client: Client, offered: Cast) -> None:
    for _ in range(42):
        an_offer()
    measures = sign_in(client, offered.regulator).get(PAGE).context["measures"]
    hours = next(one for one in measures if one.code == "hours")
    assert (len(hours.rows), hours.left_out) == (40, 6)
    assert [row.value for row in hours.rows if row.outlier] == ["180"]


def test_a_skill_that_nobody_offers_is_not_found(client: Client, offered: Cast) -> None:
    sign_in(client, offered.regulator)
    assert client.get("/regulator/quality/nothing/").status_code == 404
    assert client.get("/regulator/quality/gis/?level=8.0").status_code == 404


@pytest.mark.parametrize("who", ["ananya", "issuer", "approver", "registrar", "operator", "visitor"])
def test_only_a_regulator_may(client: Client, offered: Cast, who: str) -> None:
    sign_in(client, getattr(offered, who))
    for path in (PAGE, "/regulator/quality/", "/regulator/institutions/", LIST, ONE):
        assert client.get(path).status_code == 403, path


def test_the_api_answers_every_measure_with_what_stands_behind_it(offered: Cast) -> None:
    answer = a_regulators_system().get(ONE, {"level": "5"}).json()
    place = next(one for one in answer["institutions"] if one["institution_id"] == str(offered.awarding.id))
    figures = {one["measure"]: one for one in place["measures"]}
    assert len(figures) == 9 and place["award_count"] == 12
    assert figures["hours"]["value"] == "180.0000"
    assert figures["hours"]["outlier"] == {
        "code": "quality-outlier", "threshold": "108.0000", "peers_median": "90.0000", "peers": 3, "is_above": True,
        "rule": "2026.1",
    }  # fmt: skip
    assert (figures["grades"]["value"], figures["grades"]["n"], figures["grades"]["low"]) == ("10.0000", 12, "10.0000")
    assert (figures["pass-rate"]["value"], figures["pass-rate"]["is_reported"]) == (None, False)
    assert {one["code"] for one in place["offerings"][0]["equivalents"]} == {"ECTS", "CATS", "NZ", "US"}
    assert {one["measure"]: one["median"] for one in answer["peers"]}["hours"] == "90.0000"


def test_the_api_lists_skills_page_by_page(offered: Cast) -> None:
    an_offer(skill="python"), an_offer(level="6")
    system, url, seen = a_regulators_system(), f"{LIST}?limit=1", []
    while url:
        body = system.get(url).json()
        seen += [(row["skill"], row["level"], row["institution_count"]) for row in body["results"]]
        url = body["next"]
    assert seen[0] == ("gis", "5.0", 4) and len(seen) == len(set(seen)) == 3
    assert system.get(LIST, {"cursor": "WzAsWyJ4Il1d"}).status_code == 400
    assert system.get(ONE, {"level": "99"}).status_code == 422
