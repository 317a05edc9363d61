"""Laws that every plan keeps, over lots and programmes that nobody picked by hand."""

from datetime import date, timedelta
from decimal import Decimal as D
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ledger.ncrf import ALL_LEVELS, Level
from redemptions.planning import (
    DEFAULT_CAPS,
    UNDERGRADUATE_EXITS,
    Cap,
    CapCode,
    LotView,
    Plan,
    ProgrammeView,
    plan_redemption,
)

TODAY = date(2026, 6, 1)
CAP_CODES = {f"{code}-cap" for code in CapCode}
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(n))
hundredths = st.integers(25, 2500).map(lambda n: D(n) / 100)


@st.composite
def some_lots(draw: st.DrawFn, least: int = 0, most: int = 14) -> list[LotView]:
    return [
        LotView(
            lot_id=UUID(int=number),
            award_id=UUID(int=number),
            title="A course",
            credits=draw(hundredths),
            level=draw(st.sampled_from(ALL_LEVELS[6:12])),
            earned_on=TODAY - timedelta(draw(st.integers(-2, 900))),
            expires_on=draw(days) + timedelta(300),
            issuing_institution_id=UUID(int=draw(st.integers(1, 2))),
            discipline=draw(st.sampled_from(["Agriculture", "History"])),
            domain=draw(st.sampled_from(["academic", "vocational", "experiential"])),
            is_skill=draw(st.booleans()),
            is_rpl=draw(st.booleans()),
            is_swayam=draw(st.booleans()),
            is_research=draw(st.booleans()),
            term=draw(st.sampled_from(["2025-S", "2025-A"])),
        )
        for number in range(draw(st.integers(least, most)))
    ]


shares = st.integers(0, 20).map(lambda n: D(n) / 20)
caps = st.just(DEFAULT_CAPS) | st.builds(
    lambda values: tuple(Cap(code, share, date(2021, 1, 1)) for code, share in zip(CapCode, values, strict=True)),
    st.lists(shares, min_size=5, max_size=5),
)
programmes = st.builds(
    ProgrammeView,
    id=st.just(UUID(int=9)),
    institution_id=st.just(UUID(int=1)),
    required_credits=st.sampled_from([D(12), D(40), D(120), D(160), D("33.33")]),
    level_min=st.just(Level.of("4.5")),
    level_max=st.just(Level.of("6")),
    discipline=st.sampled_from(["Agriculture", ""]),
    validity_years=st.sampled_from([None, 1, 7]),
    courses_per_semester=st.integers(0, 8),
    caps=caps,
    exit_points=st.sampled_from([(), UNDERGRADUATE_EXITS]),
)


def plan(lots: list[LotView], programme: ProgrammeView, already: tuple[LotView, ...] = ()) -> Plan:
    return plan_redemption(lots=lots, programme=programme, already=already, on=TODAY)


def credits_where(lots: tuple[LotView, ...], trait: str) -> D:
    return sum((lot.credits for lot in lots if getattr(lot, trait)), D(0))


@given(some_lots(), programmes)
def test_every_lot_is_chosen_or_rejected_exactly_once_and_credits_are_conserved(
    lots: list[LotView], programme: ProgrammeView
) -> None:
    found = plan(lots, programme)
    told = [lot.lot_id for lot in found.chosen] + [r.lot.lot_id for r in found.rejected if r.lot]
    assert sorted(told) == sorted(lot.lot_id for lot in lots)
    assert found.credits == sum((lot.credits for lot in found.chosen), D(0))
    turned_away = sum((r.lot.credits for r in found.rejected if r.lot), D(0))
    assert found.credits + turned_away == sum((lot.credits for lot in lots), D(0))
    assert all(r.wordings and r.sentence() for r in found.rejected)


@given(some_lots(), programmes)
def test_no_plan_from_nothing_breaks_a_cap(lots: list[LotView], programme: ProgrammeView) -> None:
    """Counted here without the meters, straight from the text of each rule."""
    chosen, required = plan(lots, programme).chosen, programme.required_credits
    share = {cap.code: cap.share for cap in programme.caps}
    away = sum((lot.credits for lot in chosen if lot.issuing_institution_id != programme.institution_id), D(0))
    outside = sum((lot.credits for lot in chosen if programme.discipline not in ("", lot.discipline)), D(0))
    assert away <= (1 - share[CapCode.RESIDENCY]) * required
    assert outside <= (1 - share[CapCode.DISCIPLINE]) * required
    assert credits_where(chosen, "is_skill") <= share[CapCode.SKILL] * required
    assert credits_where(chosen, "is_rpl") <= share[CapCode.RPL] * required
    for term in ("2025-S", "2025-A"):
        courses = sum(1 for lot in chosen if lot.is_swayam and lot.term == term)
        assert courses <= share[CapCode.SWAYAM] * programme.courses_per_semester


@given(some_lots(least=4), programmes, st.integers(0, 4))
def test_a_plan_after_a_redemption_breaks_no_cap_that_held_before(
    lots: list[LotView], programme: ProgrammeView, redeemed: int
) -> None:
    found = plan(lots[redeemed:], programme, already=tuple(lots[:redeemed]))
    assert all(usage.after <= max(usage.limit, usage.before) for usage in found.caps)
    assert all(usage.after >= usage.before for usage in found.caps)


@given(some_lots(), programmes)
def test_no_chosen_lot_is_expired_unearned_or_out_of_level(lots: list[LotView], programme: ProgrammeView) -> None:
    for lot in plan(lots, programme).chosen:
        assert lot.earned_on <= TODAY < lot.expires_on
        assert programme.expiry_of(lot) > TODAY
        assert programme.level_min <= lot.level <= programme.level_max


@given(some_lots(), programmes, st.integers())
def test_the_plan_does_not_depend_on_the_order_of_its_input(
    lots: list[LotView], programme: ProgrammeView, seed: int
) -> None:
    shuffled = lots.copy()
    Random(seed).shuffle(shuffled)
    assert plan(shuffled, programme) == plan(lots, programme)


@given(some_lots(), programmes)
def test_redeeming_a_plan_and_planning_again_finds_nothing_more(lots: list[LotView], programme: ProgrammeView) -> None:
    first = plan(lots, programme)
    rest = [lot for lot in lots if lot not in first.chosen]
    again = plan(rest, programme, already=first.chosen)
    assert not again.chosen
    assert (again.credits_before, again.missing) == (first.credits_after, first.missing)


@given(some_lots(), programmes)
def test_without_the_lots_it_turned_away_the_plan_is_the_same(lots: list[LotView], programme: ProgrammeView) -> None:
    first = plan(lots, programme)
    assert plan(list(first.chosen), programme).chosen == first.chosen
    wanted = [lot.award_id for lot in first.chosen]
    asked = plan_redemption(lots=lots, programme=programme, wanted_award_ids=wanted, on=TODAY)
    assert asked.chosen == first.chosen


@given(some_lots(), programmes)
def test_a_complete_programme_has_kept_its_minima(lots: list[LotView], programme: ProgrammeView) -> None:
    missing = plan(lots, programme).missing
    assert missing.from_own_institution <= missing.credits
    assert missing.in_discipline <= missing.credits


@given(some_lots(), programmes)
def test_a_cap_binds_exactly_when_it_turned_a_lot_away(lots: list[LotView], programme: ProgrammeView) -> None:
    found = plan(lots, programme)
    turned_away = {(b.code, b.term if b.code == CapCode.SWAYAM else "") for r in found.rejected for b in r.breaches}
    assert {(usage.code, usage.term) for usage in found.binding_caps} == turned_away
    assert all(bool(r.breaches) is (r.code in CAP_CODES) for r in found.rejected)


@given(some_lots(), programmes)
def test_without_the_last_chosen_lot_the_programme_would_still_lack_something(
    lots: list[LotView], programme: ProgrammeView
) -> None:
    """No credit is burnt that the programme or its final exit does not need."""
    found = plan(lots, programme)
    if not programme.exit_points and found.chosen:
        assert found.credits_after - found.chosen[-1].credits < programme.required_credits
