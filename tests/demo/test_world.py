"""The world before it is told to the bank: the same seed invents the same, and it is as large as promised."""

from datetime import UTC, datetime
from decimal import Decimal

from abc_portal.demo.sources import sources
from abc_portal.demo.studies import GENEROUS
from abc_portal.demo.world import PER_INSTITUTION, SEED, World
from tests.demo.conftest import NOW


def a_world(seed: int = SEED) -> World:
    return World.build(seed=seed, now=NOW, per_institution=PER_INSTITUTION)


def test_the_same_seed_gives_the_same_world() -> None:
    one, other = a_world(), a_world()
    assert (one.people, one.studies.results) == (other.people, other.studies.results)
    assert a_world(seed=7).people != one.people


def test_the_learners_stay_the_same_on_another_day() -> None:
    later = World.build(seed=SEED, now=datetime(2028, 2, 29, 3, tzinfo=UTC), per_institution=PER_INSTITUTION)
    assert later.people == a_world().people


def test_600_learners_have_ids_of_their_own_and_names_in_both_scripts() -> None:
    people = a_world().people
    assert len({person.abc_id for person in people}) == len({person.email for person in people}) == 600
    assert all(len(person.abc_id) == 12 and person.abc_id.isdigit() for person in people)
    assert all(person.name.isascii() and "\u0900" <= person.name_hi[0] <= "\u097f" for person in people)


def test_12_institutions_of_different_kinds_offer_40_micro_credentials_with_skills() -> None:
    offerings = [one for one in sources().offerings if one.facts["kind"] == "micro-credential"]
    assert len(sources().institutions) == 12 and len({place.kind for place in sources().institutions}) >= 8
    assert len(offerings) >= 40 and all(one.facts["skills"] for one in offerings)
    levels = {one.level for one in offerings}
    assert (min(levels), max(levels)) == (Decimal("4.5"), Decimal(7))
    assert len(sources().programmes) == 6


def test_a_skill_at_one_level_is_taught_by_five_institutions_one_of_which_grades_all_too_well() -> None:
    taught = [
        one for one in sources().offerings if "data-analysis" in one.facts["skills"] and one.level == Decimal("5.5")
    ]
    assert len({one.institution for one in taught}) == 5
    assert GENEROUS in {one.code for one in taught}
    given = {one.grade_points for one in a_world().studies.results if one.offering.code == GENEROUS}
    assert given <= {0, 9, 10} and given & {9, 10}


def test_the_three_terms_have_ended() -> None:
    days = a_world().days
    assert len(days.terms) == 3 and list(days.terms) == sorted(days.terms) and days.terms[-1] < days.today
