"""Exit points in a plan: what each takes, what the next one lacks, what the institution confirms."""

from datetime import date
from decimal import Decimal as D

import pytest

from redemptions.planning import UNDERGRADUATE_EXITS, ExitPoint, LotView, Reach
from tests.redemptions.planning_cast import a_lot, a_programme, plan


def exits_after(*lots: LotView, required: str = "160") -> dict[str, Reach]:
    programme = a_programme(required, exit_points=UNDERGRADUATE_EXITS, caps=())
    return {state.exit_point.name: state.reach for state in plan(*lots, programme=programme).exits}


@pytest.mark.parametrize(
    ("plain", "vocational", "reached"),
    [("40", "0", False), ("36", "4", False), ("40", "3.99", False), ("40", "4", True), ("0", "44", True)],
)
def test_the_certificate_takes_40_credits_and_4_vocational_in_addition(
    plain: str, vocational: str, reached: bool
) -> None:
    lots = [a_lot(plain), a_lot(vocational, domain="experiential")]
    assert (exits_after(*lots)["Undergraduate certificate"] == Reach.REACHED) is reached


@pytest.mark.parametrize(
    ("credits", "name"), [("80", "Undergraduate diploma"), ("120", "Three-year degree"), ("160", "Honours degree")]
)
def test_the_further_exits_take_80_and_4_120_and_160(credits: str, name: str) -> None:
    vocational = a_lot("4", is_skill=True)
    short = a_lot(str(D(credits) - (0 if name == "Undergraduate diploma" else 4) - D("0.01")))
    assert exits_after(vocational, short)[name] == Reach.NOT_YET
    assert exits_after(vocational, short, a_lot("0.01"))[name] == Reach.REACHED


def test_honours_with_research_includes_12_and_is_confirmed_by_the_institution() -> None:
    name = "Honours degree with research"
    assert exits_after(a_lot("149"), a_lot("11", is_research=True))[name] == Reach.NOT_YET
    assert exits_after(a_lot("148"), a_lot("12", is_research=True))[name] == Reach.TO_CONFIRM


def test_the_next_exit_says_what_it_lacks() -> None:
    programme = a_programme("160", exit_points=UNDERGRADUATE_EXITS, caps=())
    found = plan(a_lot("40"), programme=programme)
    assert found.exit_reached is None
    assert found.next_exit is not None
    assert [w.sentence() for w in found.next_exit.wordings()] == ["4.00 vocational or internship credits are missing."]
    complete = plan(a_lot("160"), programme=programme)
    assert complete.exit_reached is not None
    assert complete.exit_reached.exit_point.name == "Honours degree"


def test_a_certificate_still_takes_the_vocational_credits_its_exit_asks_for_and_nothing_else() -> None:
    certificate = a_programme("40", exit_points=(ExitPoint("Certificate", D(40), vocational_credits=D(4)),))
    general = a_lot("40", expires_on=date(2026, 7, 1))
    unneeded, vocational = a_lot(expires_on=date(2026, 8, 1)), a_lot(is_skill=True, expires_on=date(2026, 9, 1))
    found = plan(general, unneeded, vocational, programme=certificate)
    assert found.chosen == (general, vocational)
    assert [r.code for r in found.rejected] == ["not-needed"]
    assert found.next_exit is None


def test_a_lower_exit_reached_does_not_end_a_programme_whose_own_exit_lacks_research() -> None:
    research = ExitPoint("Honours with research", D(160), research_credits=D(12))
    programme = a_programme("160", exit_points=(ExitPoint("Degree", D(120)), research))
    general = a_lot("160", expires_on=date(2026, 7, 1))
    unneeded, thesis = a_lot(expires_on=date(2026, 8, 1)), a_lot("12", is_research=True)
    assert plan(general, unneeded, thesis, programme=programme).chosen == (general, thesis)
