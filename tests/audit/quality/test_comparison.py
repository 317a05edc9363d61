"""One skill at one level across institutions: what counts, what does not, and what stands out."""

from datetime import date
from decimal import Decimal as D

import pytest

from audit.quality.measures import Measure as M
from audit.queries.quality import benchmarks, measured_everywhere
from identity.principals import APPROVER, REGISTRAR, REGULATOR
from ledger.refusals import NotFound, NotPermitted
from tests.audit.quality.hands import TODAY, an_offer, awards, compared, figure
from tests.cast import a_member, a_visitor, an_institution
from tests.cast_catalogue import a_registration
from tests.credentials.endorsements.hands import Partner, accept
from tests.ledger.book import holding

pytestmark = pytest.mark.django_db


def test_skills_are_listed_by_level_with_how_many_institutions_offer_them() -> None:
    place = an_institution()
    an_offer(place), an_offer(place, code="GIS-102"), an_offer(), an_offer(level="6"), an_offer(skill="python")
    an_offer(skill="ruby", approved=False)
    found = benchmarks(a_member(REGULATOR), on=TODAY)
    told = [(one.skill, str(one.level), one.institution_count, one.offering_count) for one in found]
    assert told[0] == ("gis", "5.0", 2, 3)
    assert sorted(told[1:]) == [("gis", "6.0", 1, 1), ("python", "5.0", 1, 1)]
    assert [one.skill for one in benchmarks(a_member(REGULATOR), on=TODAY, words="map", level=D(6))] == [
        "gis",
        "python",
    ][:1]


def test_hours_and_credits_per_hour_are_those_in_force() -> None:
    old = an_offer(theory="60", practical="60")
    new = an_offer(old.offering.institution, theory="30", practical="60", effective_from=date(2025, 6, 1))
    found = compared()
    assert figure(found, new, M.HOURS).value == D(90)
    assert figure(found, new, M.CREDITS_PER_HOUR).value == D("0.0333")
    (offer,) = found.places[0].offerings
    assert [(one.unit.code, str(one.least), str(one.most)) for one in offer.equivalents] == [
        ("ECTS", "3.00", "3.60"), ("CATS", "9.00", "9.00"), ("NZ", "9.00", "9.00"), ("US", "2.00", "2.00"),
    ]  # fmt: skip


def test_grades_of_any_letters_are_ranked_on_one_scale_with_the_number_behind_them() -> None:
    version = an_offer()
    awards(version, "O", "a+", "A", "B+", "P", grade_points=None)
    found = figure(compared(), version, M.GRADES)
    assert (found.low, found.value, found.high, found.n, found.is_small) == (D(7), D(8), D(9), 5, True)
    assert figure(compared(), version, M.GRADE_SPREAD).value == D(2)


def test_a_letter_that_the_scale_has_not_is_ranked_by_points_up_to_ten_and_else_left_out() -> None:
    version = an_offer()
    awards(version, "S", grade_points="6.00")
    awards(version, "S", grade_points="27.00")
    awards(version, "S", grade_points=None)
    found = figure(compared(), version, M.GRADES)
    assert (found.value, found.n) == (D(6), 1)


def test_days_to_award_are_counted_from_the_day_it_was_earned() -> None:
    version = an_offer()
    awards(version, "A", "A", days=31), awards(version, "A", days=61)
    found = figure(compared(), version, M.DAYS_TO_AWARD)
    assert (found.low, found.value, found.high, found.n) == (D(31), D(31), D(46), 3)


def test_a_corrected_award_counts_once_and_as_corrected() -> None:
    version, learner, number = an_offer(), holding(), a_registration()
    awards(version, "A")
    for grade in ("C", "O"):
        awards(version, grade, holding_id=learner, registration=number, grade_points=None)
    found = compared()
    assert found.places[0].award_count == 2
    assert figure(found, version, M.CORRECTION_RATE).value == D("0.5")
    assert figure(found, version, M.GRADES).value == D(9)


def test_what_nobody_reported_is_said_to_be_missing() -> None:
    found, version = compared, an_offer()
    for measure in (M.PASS_RATE, M.RESIT_RATE, M.GRADES, M.GRADE_SPREAD, M.DAYS_TO_AWARD, M.CORRECTION_RATE):
        assert not figure(found(), version, measure).is_reported


def test_endorsements_in_force_are_counted() -> None:
    version = an_offer()
    registrar = a_member(REGISTRAR, version.offering.institution)
    for partner in (Partner(), Partner()):
        accept(registrar, version.id, partner.says(version.id))
    assert figure(compared(), version, M.ENDORSEMENTS).value == 2


def test_one_far_from_three_peers_stands_out() -> None:
    for _ in range(3):
        an_offer()
    odd = an_offer(theory="90", practical="90")
    (outlier,) = compared().outliers
    assert (outlier.institution, outlier.measure, outlier.value) == (odd.offering.institution_id, "hours", D(180))
    assert compared().outlier(odd.offering.institution_id, M.HOURS) == outlier


def test_without_a_level_the_one_that_most_institutions_offer_is_taken() -> None:
    an_offer(level="6"), an_offer(), an_offer()
    assert compared(level=None).benchmark.level == 5


@pytest.mark.parametrize(("skill", "level"), [("gis", "7"), ("nothing", None)])
def test_what_nobody_offers_is_not_found(skill: str, level: str | None) -> None:
    an_offer()
    with pytest.raises(NotFound):
        compared(skill, level)


def test_another_skill_or_level_of_the_same_institution_stays_out() -> None:
    version = an_offer()
    other = an_offer(version.offering.institution, code="GIS-900", level="6")
    awards(other, *["C"] * 12)
    assert not figure(compared(), version, M.GRADES).is_reported
    assert figure(compared(level="6"), other, M.GRADES).n == 12


def test_only_a_regulator_may() -> None:
    for actor in (a_visitor(), a_member(APPROVER, an_institution())):
        with pytest.raises(NotPermitted):
            benchmarks(actor, on=TODAY)


def test_findings_read_every_figure_of_skills_that_more_than_one_offers() -> None:
    one, other = an_offer(), an_offer()
    an_offer(skill="python")
    measured = measured_everywhere(a_member(REGULATOR), on=TODAY)
    assert {found.institution for found in measured} == {one.offering.institution_id, other.offering.institution_id}
    assert {found.figure.measure for found in measured} == set(M)
