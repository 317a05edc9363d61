"""The public catalogue: what is found, counted and left out."""

from datetime import date
from decimal import Decimal

import pytest

from credentials.models import Skill
from credentials.queries.search import CatalogueFilters, facet_counts, search
from tests.cast_catalogue import APPROVED_AT, a_version_row
from tests.credentials.people import an_institution

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 1)


@pytest.fixture(autouse=True)
def catalogue() -> None:
    pune, delhi = an_institution("Pune University"), an_institution("Delhi University")
    gis = Skill.objects.create(slug="gis", name="Mapping")
    a_version_row(pune.id, code="GIS-1", title="Geographic Systems").skills.add(gis)
    a_version_row(
        pune.id, code="LAW-1", title="Contract Law", level="6", participation="online", theory="0", practical="15"
    )
    a_version_row(delhi.id, code="SOIL", title="Soil Science", title_hi="मृदा विज्ञान", stage="advanced")
    a_version_row(delhi.id, code="OLD", title="Old Science", retired_at=APPROVED_AT)
    a_version_row(delhi.id, code="SOON", title="Coming Science", effective_from=date(2026, 1, 1))
    a_version_row(delhi.id, code="DRAFT", title="Draft Science", approved=False)


def found(**said: object) -> list[str]:
    return [row.offering.code for row in search(CatalogueFilters(**said), TODAY)]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, ["LAW-1", "GIS-1", "SOIL"]),
        ({"words": "science"}, ["SOIL"]),
        ({"words": "law-1"}, ["LAW-1"]),
        ({"words": "mapping"}, ["GIS-1"]),
        ({"words": "मृदा"}, ["SOIL"]),
        ({"words": "pune systems"}, ["GIS-1"]),
        ({"words": "100%"}, []),
        ({"level": Decimal(6)}, ["LAW-1"]),
        ({"hours": "to-15"}, ["LAW-1"]),
        ({"hours": "61-120"}, ["GIS-1", "SOIL"]),
        ({"participation": "online"}, ["LAW-1"]),
        ({"skill": "gis"}, ["GIS-1"]),
        ({"stage": "advanced", "level": Decimal(5)}, ["SOIL"]),
    ],
)
def test_the_catalogue_finds(said: dict[str, object], codes: list[str]) -> None:
    assert found(**said) == codes


def test_facets_count_what_each_choice_would_give() -> None:
    counts = facet_counts(CatalogueFilters(level=Decimal(6)), TODAY)
    assert counts["level"] == [(Decimal("5.0"), 2), (Decimal("6.0"), 1)]
    assert counts["hours"] == [("to-15", 1)]
    assert [(name, count) for _id, name, _hindi, count in counts["institution_id"]] == [("Pune University", 1)]


def test_a_newer_version_stands_for_its_offering() -> None:
    old = search(CatalogueFilters(words="soil"), TODAY).get()
    place = old.offering.institution_id
    a_version_row(place, code="SOIL", title="Soil Science, new", effective_from=date(2025, 1, 1))
    assert [row.title for row in search(CatalogueFilters(words="soil"), TODAY)] == ["Soil Science, new"]
    assert [row.title for row in search(CatalogueFilters(words="soil"), date(2024, 12, 31))] == ["Soil Science"]
