"""The arithmetic of the rules: what is found lies beyond the limit, what lies within it is not found."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from audit.findings import ACCEPTED, ESCALATED, EXPLAINED, OPEN, growth
from audit.rules import caps, grades, hours, learners, officers, timing, volume
from audit.rules.register import CODES, RULES, rules_in_force
from audit.rules.shapes import Period, share_of
from ledger.ncrf import SHIPPED, UGC_SKILL_NHEQF, LearningHours, Mode, credits_for

PLACE, SUBJECT = uuid4(), uuid4()
MAY = Period(date(2025, 5, 1), date(2025, 5, 31))
counts = st.integers(min_value=0, max_value=100_000)
some_hours = st.decimals(min_value=0, max_value=900, places=2)
some_credits = st.decimals(min_value="0.01", max_value=400, places=2)
all_hours = st.builds(LearningHours, theory=some_hours, practical=some_hours, experiential=some_hours)
worth_something = all_hours.filter(lambda given: given.notional >= 1)


def a_sum(learning: LearningHours, credits: Decimal, rules: object) -> hours.VersionSum:
    return hours.VersionSum(SUBJECT, PLACE, MAY, learning, rules, "A 1", credits, 3)  # type: ignore[arg-type]


@given(worth_something, st.sampled_from(SHIPPED), st.integers(min_value=40, max_value=45))
def test_credits_by_any_allowed_rate_are_never_found(learning: LearningHours, rules: object, rate: int) -> None:
    chosen = {Mode.EXPERIENTIAL: Decimal(rate)} if rules is UGC_SKILL_NHEQF else {}
    credits = credits_for(learning, rules, assessed=True, hours_per_credit=chosen).credits  # type: ignore[arg-type]
    assert hours.hours_per_credit(a_sum(learning, credits, rules), {"tolerance": Decimal(0)}) is None


@given(worth_something, some_credits, st.sampled_from(SHIPPED))
def test_credits_are_found_exactly_when_outside_the_rates(
    learning: LearningHours, credits: Decimal, rules: object
) -> None:
    fewest, most = hours.allowed_credits(learning, rules)  # type: ignore[arg-type]
    found = hours.hours_per_credit(a_sum(learning, credits, rules), {"tolerance": Decimal(0)})
    assert (found is not None) == (not fewest <= credits <= most)
    assert fewest <= most


def test_an_unknown_rule_set_is_found() -> None:
    fact = a_sum(LearningHours.of(theory=30), Decimal(1), None)
    assert hours.hours_per_credit(fact, {"tolerance": Decimal(0)}) is not None


@given(some_credits)
def test_a_year_is_heavy_above_its_limit_only(credits: Decimal) -> None:
    found = hours.heavy_year(hours.LearnerYear(SUBJECT, None, MAY, credits, 4, 2), {"credits": Decimal(40)})
    assert (found is not None) == (credits > 40)
    if found:
        assert found.figures["above"] == credits - 40 and found.measure == credits


@given(counts, st.integers(min_value=-400, max_value=800))
def test_deposits_are_out_of_time_beyond_the_days(count: int, days: int) -> None:
    fact = timing.DepositMonth(PLACE, MAY, count, count, days, Decimal(count))
    for judge in (timing.late_deposit, timing.early_deposit):
        assert (judge(fact, {"days": Decimal(180)}) is not None) == (days > 180 and count > 0)


@given(counts, st.integers(min_value=0, max_value=90))
def test_what_waits_is_stale_beyond_the_days(count: int, days: int) -> None:
    fact = timing.Overdue(PLACE, MAY, count, days)
    for judge in (timing.stale_requests, timing.overdue_grievances):
        assert (judge(fact, {"days": Decimal(3)}) is not None) == (days > 3 and count > 0)


@given(st.integers(min_value=1, max_value=400), st.integers(min_value=0, max_value=400))
def test_grades_are_alike_at_the_share_and_the_size(learner_count: int, others: int) -> None:
    same = max(learner_count - others, 0)
    limits = {"learner_count": Decimal(12), "share": Decimal("0.95")}
    found = grades.identical_grades(grades.Cohort(SUBJECT, PLACE, MAY, "S1", learner_count, same, "O"), limits)
    assert (found is not None) == (learner_count >= 12 and same * 100 >= learner_count * 95)


@given(st.sampled_from(["residency", "discipline", "skill", "rpl", "swayam"]), some_credits,
       st.decimals(min_value=0, max_value=1, places=3), st.integers(min_value=1, max_value=240))  # fmt: skip
def test_a_cap_is_broken_beyond_its_share(cap: str, used: Decimal, share: Decimal, base: int) -> None:
    fact = caps.CapUse(SUBJECT, uuid4(), PLACE, MAY, cap, "", used, share, Decimal(base))
    allowed = (1 - share if cap in caps.MINIMA else share) * base
    most = caps.most_under(fact)
    assert 0 <= allowed - most < (1 if cap == "swayam" else Decimal("0.01"))
    assert (caps.cap_breach(fact, {"tolerance": Decimal(0)}) is not None) == (used > most)


@given(counts, counts, st.integers(min_value=0, max_value=24))
def test_a_month_is_sudden_beside_its_busiest_before(now: int, before: int, months: int) -> None:
    limits = {"ratio": Decimal(3), "award_count": Decimal(100), "months_before": Decimal(2)}
    found = volume.sudden_volume(volume.DepositVolume(PLACE, MAY, now, Decimal(now), before, months), limits)
    if found:
        assert now >= 100 and months >= 2 and now >= 2.99 * before
    if now >= 100 and months >= 2 and now >= 3 * before:
        assert found


@given(counts, counts)
def test_revocations_are_many_beyond_share_and_number(revoked: int, awarded: int) -> None:
    limits = {"share": Decimal("0.02"), "revoked_count": Decimal(5)}
    found = volume.revocation_rate(volume.RevocationYear(PLACE, MAY, awarded, revoked), limits)
    if found:
        assert revoked >= 5 and revoked * 50 > awarded
    if revoked >= 5 and revoked * 49 > awarded > 0:
        assert found


def test_one_account_is_enough_and_one_act_of_one_hand_is_found() -> None:
    fact = learners.SharedNumber(PLACE, SUBJECT, MAY, 1, 0, 2, Decimal(6), "ab")
    assert learners.duplicate_learner(fact, {"account_count": Decimal(1)}) is None
    assert learners.duplicate_learner(replace(fact, account_count=2), {"account_count": Decimal(1)}) is not None
    hand = officers.OneHand(SUBJECT, PLACE, PLACE, MAY, 1, 1, Decimal(3))
    assert officers.one_hand(hand, {"act_count": Decimal(1)}) is not None
    assert officers.one_hand(replace(hand, act_count=0), {"act_count": Decimal(1)}) is None


@given(counts, st.integers(min_value=1, max_value=100_000))
def test_a_share_is_never_more_than_the_truth(part: int, whole: int) -> None:
    assert 0 <= Decimal(part) / whole - share_of(part, whole) < Decimal("0.0001")
    assert share_of(part, 0) == 0


def test_a_rule_is_judged_by_the_version_in_force_on_the_day() -> None:
    before, after = (rules_in_force(date(2024, month, 30)) for month in (6, 7))
    assert [len(before), len(after)] == [len(CODES) - 1] * 2  # one rule is younger
    limits = [rule.limits["days"] for rules in (before, after) for rule in rules if rule.code == "late-deposit"]
    assert limits == [365, 180]
    assert rules_in_force(date(2020, 1, 1)) == []


def test_no_two_versions_of_a_rule_begin_on_one_day_or_share_a_number() -> None:
    assert len({(rule.code, rule.version) for rule in RULES}) == len({(r.code, r.effective_from) for r in RULES})
    assert len({(rule.code, rule.version) for rule in RULES}) == len(RULES)


def test_a_key_stays_the_same_when_figures_grow_or_the_rule_changes() -> None:
    fact = timing.DepositMonth(PLACE, MAY, 9, 2, 400, Decimal(6))
    old, new = (rule for rule in RULES if rule.code == "late-deposit")
    keys = {
        one.key for rule in (old, new) for more in (2, 5) for one in rule.candidates([replace(fact, late_count=more)])
    }
    assert len(keys) == 1 and len(keys.pop()) <= 240
    other = replace(fact, period=Period(date(2025, 6, 1), date(2025, 6, 30)))
    assert len({one.key for one in new.candidates([fact, other])}) == 2


@given(st.sampled_from([OPEN, EXPLAINED, ACCEPTED, ESCALATED]), counts, counts)
def test_growth_opens_what_was_settled_and_nothing_else(state: str, before: int, now: int) -> None:
    step = growth(state, before=Decimal(before), now=Decimal(now))
    assert (step is None) == (now <= before)
    if step:
        assert step.state == (OPEN if state in (EXPLAINED, ACCEPTED) else state)
