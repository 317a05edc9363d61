"""The plan of a redemption: order, reasons, the five caps, what is missing and the stored form."""

import json
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any
from uuid import UUID

import pytest

from ledger.ncrf import Level
from redemptions.planning import (
    DEFAULT_CAPS,
    UNDERGRADUATE_EXITS,
    Cap,
    CapCode,
    Plan,
)
from tests.redemptions.planning_cast import ELSEWHERE, TODAY, a_lot, a_programme, plan


def codes(found: Plan) -> list[str]:
    return [rejection.code for rejection in found.rejected]


def test_the_soonest_expiry_goes_first_then_the_oldest() -> None:
    late = a_lot(expires_on=date(2029, 1, 1))
    soon_young = a_lot(expires_on=date(2027, 1, 1), earned_on=date(2025, 7, 1))
    soon_old = a_lot(expires_on=date(2027, 1, 1), earned_on=date(2024, 7, 1))
    assert plan(late, soon_young, soon_old).chosen == (soon_old, soon_young, late)


@pytest.mark.parametrize(
    ("facts", "code", "sentence"),
    [
        ({"expires_on": TODAY}, "expired", "It expired on 2026-06-01."),
        ({"earned_on": TODAY + timedelta(1)}, "not-yet-earned", "It is earned on 2026-06-02."),
        (
            {"level": Level.of(4)},
            "level-out-of-range",
            "Its level is 4.0; the programme accepts levels 4.5 to 6.0.",
        ),
        (
            {"level": Level.of("6.5")},
            "level-out-of-range",
            "Its level is 6.5; the programme accepts levels 4.5 to 6.0.",
        ),
    ],
)
def test_a_lot_that_cannot_go_says_why(facts: dict[str, Any], code: str, sentence: str) -> None:
    found = plan(a_lot(**facts))
    assert not found.chosen
    assert [(r.code, r.sentence()) for r in found.rejected] == [(code, sentence)]


def test_a_lot_goes_on_the_day_before_it_expires_and_at_either_end_of_the_levels() -> None:
    found = plan(a_lot(expires_on=TODAY + timedelta(1)), a_lot(earned_on=TODAY), a_lot(level=Level.of(6)))
    assert len(found.chosen) == 3


def test_the_shorter_shelf_life_of_the_two_institutions_holds() -> None:
    lot = a_lot(earned_on=date(2023, 6, 1), expires_on=date(2030, 6, 1))
    assert plan(lot, programme=a_programme(validity_years=4)).chosen == (lot,)
    found = plan(lot, programme=a_programme(validity_years=3))
    assert found.rejected[0].sentence() == "This institution accepts it for redemption only before 2026-06-01."
    leap = a_lot(earned_on=date(2024, 2, 29))
    assert a_programme(validity_years=3).expiry_of(leap) == date(2027, 2, 28)
    assert a_programme(validity_years=4).expiry_of(leap) == date(2028, 2, 29)


def test_a_domain_the_programme_does_not_accept_is_turned_away() -> None:
    only_academic = a_programme(accepts_domains=frozenset({"academic"}))
    assert codes(plan(a_lot(), a_lot(domain="vocational"), programme=only_academic)) == ["domain-not-accepted"]


def test_nothing_more_is_taken_once_the_programme_has_its_credits() -> None:
    found = plan(*(a_lot("16", expires_on=date(2027, 1, day)) for day in range(1, 5)))
    assert (found.credits_after, found.missing.credits) == (48, 0)
    assert [r.sentence() for r in found.rejected] == [
        "It is not needed: the programme asks for 40 credits and has 48.00."
    ]


@pytest.mark.parametrize(
    ("facts", "limit", "code"),
    [
        ({"issuing_institution_id": ELSEWHERE}, "20", "residency"),
        ({"discipline": "History"}, "20", "discipline"),
        ({"is_skill": True}, "20", "skill"),
        ({"is_rpl": True}, "12", "rpl"),
    ],
)
def test_each_cap_of_credits_binds_by_itself(facts: dict[str, Any], limit: str, code: str) -> None:
    fits, over, plain = a_lot(limit, **facts), a_lot("0.01", expires_on=date(2031, 1, 1), **facts), a_lot("19")
    found = plan(fits, over, plain)
    assert set(found.chosen) == {fits, plain}
    assert codes(found) == [f"{code}-cap"]
    (binding,) = found.binding_caps
    assert (binding.code, binding.limit, binding.before, binding.after, binding.room) == (
        code,
        D(limit),
        0,
        D(limit),
        0,
    )
    breach = found.rejected[0].breaches[0]
    assert (breach.limit, breach.used, breach.would_be) == (D(limit), D(limit), D(limit) + D("0.01"))


def test_swayam_is_40_percent_of_the_courses_of_each_semester_whatever_their_credits() -> None:
    spring = [a_lot(credits, is_swayam=True, term="2025-S") for credits in ("1", "8", "2")]
    autumn = a_lot(is_swayam=True, term="2025-A")
    found = plan(*spring, autumn)
    assert set(found.chosen) == {spring[0], spring[1], autumn}
    assert codes(found) == ["swayam-cap"]
    rows = [(u.term, u.unit, u.limit, u.after, u.binds) for u in found.caps if u.code == CapCode.SWAYAM]
    assert rows == [("2025-A", "courses", 2, 1, False), ("2025-S", "courses", 2, 2, True)]


@pytest.mark.parametrize(("courses", "limit"), [(4, 1), (5, 2), (6, 2), (8, 3), (0, 0)])
def test_the_swayam_limit_is_whole_courses_rounded_down(courses: int, limit: int) -> None:
    lots = [a_lot("1", is_swayam=True, term="T1") for _ in range(5)]
    assert len(plan(*lots, programme=a_programme(courses_per_semester=courses)).chosen) == limit


def test_a_breach_names_its_figures() -> None:
    found = plan(a_lot("18", issuing_institution_id=ELSEWHERE), a_lot("4", issuing_institution_id=ELSEWHERE))
    assert found.rejected[0].sentence() == (
        "At most 20.00 credits may come from other institutions; 18.00 do, and this would make it 22.00."
    )
    assert found.caps[0].wording().sentence() == (
        "At least 50 % from the enrolling institution, so at most 20.00 credits from elsewhere."
    )


def test_a_lot_that_breaks_two_caps_names_both() -> None:
    found = plan(a_lot("21", issuing_institution_id=ELSEWHERE, discipline="History"))
    assert [breach.code for breach in found.rejected[0].breaches] == ["residency", "discipline"]
    assert {usage.code for usage in found.binding_caps} == {"residency", "discipline"}


def test_a_smaller_lot_may_go_where_a_bigger_one_could_not() -> None:
    bigger, smaller = a_lot("21", is_skill=True), a_lot("20", is_skill=True)
    assert plan(bigger, smaller).chosen == (smaller,)


def test_what_was_redeemed_before_fills_the_caps_and_the_total() -> None:
    before = a_lot("20", is_skill=True)
    found = plan(a_lot("4", is_skill=True), a_lot("4"), already=[before])
    assert codes(found) == ["skill-cap"]
    assert (found.credits_before, found.credits, found.credits_after) == (20, 4, 24)
    skill = next(usage for usage in found.caps if usage.code == CapCode.SKILL)
    assert (skill.before, skill.after) == (20, 20)


def test_a_cap_counts_from_its_day_with_its_latest_value() -> None:
    dated = (
        Cap(CapCode.SKILL, D("0.10"), date(2021, 1, 1)),
        Cap(CapCode.SKILL, D("0.60"), date(2026, 6, 1)),
        Cap(CapCode.SKILL, D("0.05"), date(2026, 6, 2)),
    )
    lot, programme = a_lot("24", is_skill=True), a_programme(caps=dated)
    assert plan(lot, programme=programme).chosen == (lot,)
    assert not plan(lot, programme=programme, on=date(2026, 5, 31)).chosen
    assert plan(lot, programme=programme, on=date(2020, 1, 1), already=[]).caps == ()


@pytest.mark.parametrize("share", ["0.60", "0.70"])
def test_a_skill_university_may_allow_more_skill_courses(share: str) -> None:
    lot = a_lot(str(40 * D(share)), is_skill=True)
    programme = a_programme(caps=(Cap(CapCode.SKILL, D(share), date(2021, 1, 1)),))
    assert plan(lot, programme=programme).chosen == (lot,)
    assert not plan(lot).chosen


@pytest.mark.parametrize("share", ["-0.01", "1.01", "NaN"])
def test_a_cap_is_a_share(share: str) -> None:
    with pytest.raises(ValueError, match="expected 0 to 1"):
        Cap(CapCode.RPL, D(share), TODAY)


def test_the_default_caps_are_the_five_of_the_regulations() -> None:
    assert {cap.code.value: cap.share for cap in DEFAULT_CAPS} == {
        "residency": D("0.5"),
        "discipline": D("0.5"),
        "skill": D("0.5"),
        "rpl": D("0.3"),
        "swayam": D("0.4"),
    }


def test_only_wanted_awards_are_candidates_and_each_that_cannot_go_says_why() -> None:
    wanted, gone, other, before = a_lot(), a_lot(expires_on=TODAY), a_lot(), a_lot()
    stranger = UUID(int=7)
    asked = [wanted.award_id, gone.award_id, before.award_id, stranger]
    found = plan(wanted, gone, other, already=[before], wanted_award_ids=asked)
    assert found.chosen == (wanted,)
    assert {r.award_id: r.code for r in found.rejected} == {
        gone.award_id: "expired",
        other.award_id: "not-asked-for",
        before.award_id: "already-redeemed",
        stranger: "not-held",
    }


def test_wanting_nothing_chooses_nothing() -> None:
    assert codes(plan(a_lot(), wanted_award_ids=[])) == ["not-asked-for"]


def test_a_lot_already_redeemed_here_is_not_counted_twice() -> None:
    lot = a_lot()
    found = plan(lot, already=[lot])
    assert (codes(found), found.credits_after) == (["already-redeemed"], 4)


def test_what_is_missing_names_the_parts_that_must_be_own_and_in_the_discipline() -> None:
    found = plan(a_lot("15", issuing_institution_id=ELSEWHERE), a_lot("5", discipline="History"))
    missing = found.missing
    assert (missing.credits, missing.from_own_institution, missing.in_discipline) == (20, 15, 5)


def test_a_multidisciplinary_programme_has_every_lot_in_its_discipline() -> None:
    assert len(plan(a_lot("30", discipline="History"), programme=a_programme(discipline="")).chosen) == 1
    assert len(plan(a_lot("30", discipline=" AGRICULTURE ")).chosen) == 1


def test_a_plan_is_stored_as_json_and_its_reasons_stay_translatable() -> None:
    programme = a_programme(exit_points=UNDERGRADUATE_EXITS)
    stored = json.loads(json.dumps(plan(a_lot(), a_lot("30", is_rpl=True), programme=programme).to_json()))
    assert stored["credits_after"] == "4.00"
    (rejected,) = stored["rejected"]
    assert rejected["code"] == "rpl-cap"
    assert rejected["reasons"][0]["parameters"] == {"limit": "12.00", "used": "0.00", "would_be": "30.00"}
    assert stored["exits"][0]["lacks"][0]["template"] == "%(credits)s credits are missing."
