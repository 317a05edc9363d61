"""Facts about awards for the rules: sums of hours, days of deposit, grades of cohorts; grouped by the database."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from audit.queries.streaming import stream
from audit.queries.windows import month_of, window
from audit.rules.grades import Cohort
from audit.rules.hours import VersionSum
from audit.rules.shapes import Limits, Period
from audit.rules.timing import DepositMonth
from ledger.ncrf import LearningHours
from ledger.queries.rule_sets import rule_sets

_STANDING = """
    credentials_award award
    JOIN ledger_lot lot ON lot.holding_id = award.holding_id AND lot.id = award.id
    LEFT JOIN credentials_revocation revoked
        ON revoked.holding_id = award.holding_id AND revoked.award_id = award.id
"""
_DEPOSITED_ON = "(award.awarded_at AT TIME ZONE 'Asia/Kolkata')::date"
_SUMS = f"""
    SELECT award.version_id, award.institution_id, lot.rule_set, lot.rule_set_version, lot.credits, count(*),
           min(award.earned_on), max(award.earned_on), (array_agg(award.entry_id ORDER BY award.id))[1:3],
           version.theory_hours, version.tutorial_hours, version.practical_hours, version.experiential_hours
    FROM {_STANDING} JOIN credentials_offeringversion version ON version.id = award.version_id
    WHERE revoked.award_id IS NULL AND award.awarded_at >= %(since)s AND award.awarded_at < %(end)s
    GROUP BY award.version_id, award.institution_id, lot.rule_set, lot.rule_set_version, lot.credits, version.id
"""  # noqa: S608 - put together of our own words
_LATE = f"{_DEPOSITED_ON} - award.earned_on"
# What a term's name tells of its end, where it names a month; the credits may not come before that is over.
_TERM_END = """CASE WHEN award.term ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'
    THEN ((award.term || '-01')::date + interval '1 month' - interval '1 day')::date ELSE award.earned_on END"""
_EARLY = f"greatest(award.earned_on, {_TERM_END}) - {_DEPOSITED_ON}"
_DAYS = """
    SELECT institution_id, month, count(*), count(*) FILTER (WHERE days > %(days)s),
           max(days), sum(credits) FILTER (WHERE days > %(days)s),
           (array_agg(entry_id ORDER BY days DESC, entry_id) FILTER (WHERE days > %(days)s))[1:3]
    FROM (
        SELECT award.institution_id, date_trunc('month', {deposited_on})::date AS month, {days} AS days, lot.credits,
               award.entry_id
        FROM {standing}
        WHERE revoked.award_id IS NULL AND award.awarded_at >= %(since)s AND award.awarded_at < %(end)s
    ) deposited
    GROUP BY institution_id, month HAVING max(days) > %(days)s
"""
_COHORTS = f"""
    WITH graded AS (
        SELECT award.version_id, award.institution_id, award.term, award.grade, count(*) AS same,
               min(award.earned_on) AS first_on, max(award.earned_on) AS last_on,
               (array_agg(award.entry_id ORDER BY award.id))[1:3] AS entries
        FROM {_STANDING}
        WHERE revoked.award_id IS NULL AND award.grade <> ''
            AND award.awarded_at >= %(since)s AND award.awarded_at < %(end)s
        GROUP BY award.version_id, award.institution_id, award.term, award.grade
    ), ranked AS (
        SELECT *, sum(same) OVER cohort AS all_of_them,
               row_number() OVER (PARTITION BY version_id, institution_id, term ORDER BY same DESC, grade) AS place
        FROM graded WINDOW cohort AS (PARTITION BY version_id, institution_id, term)
    )
    SELECT version_id, institution_id, term, grade, same, all_of_them, first_on, last_on, entries
    FROM ranked WHERE place = 1 AND all_of_them >= %(learner_count)s AND same >= all_of_them * %(share)s
"""  # noqa: S608 - put together of our own words


def version_sums(limits: Limits, day: date) -> Iterator[VersionSum]:
    """Yield the distinct sums by which versions became credits; about as many as the catalogue has versions."""
    known = {(rules.id, rules.version): rules for rules in rule_sets()}
    for row in stream(_SUMS, window(day)):
        version_id, institution_id, rule_set, rule_version, credits, count, first, last, entries, *hours = row
        yield VersionSum(
            version_id, institution_id, Period(first, last), _hours(hours), known.get((rule_set, rule_version)),
            f"{rule_set} {rule_version}", credits, count, tuple(entries),
        )  # fmt: skip


def late_months(limits: Limits, day: date) -> Iterator[DepositMonth]:
    """Yield the months in which an institution deposited awards later than the limit."""
    return _months(_LATE, limits, day)


def early_months(limits: Limits, day: date) -> Iterator[DepositMonth]:
    """Yield the months in which an institution deposited awards of terms that had not ended."""
    return _months(_EARLY, limits, day)


def cohorts(limits: Limits, day: date) -> Iterator[Cohort]:
    """Yield cohorts that are large enough, with the grade that most of them got."""
    for row in stream(_COHORTS, {**window(day), **limits}):
        version_id, institution_id, term, grade, same, count, first, last, entries = row
        yield Cohort(
            version_id, institution_id, Period(first, last), term, int(count), int(same), grade, tuple(entries)
        )


def _months(days: str, limits: Limits, day: date) -> Iterator[DepositMonth]:
    sql = _DAYS.format(days=days, deposited_on=_DEPOSITED_ON, standing=_STANDING)
    for institution_id, month, count, late, most, credits, entries in stream(sql, {**window(day), **limits}):
        yield DepositMonth(institution_id, month_of(month), count, late, most, credits, tuple(entries))


def _hours(hours: list[Any]) -> LearningHours:
    theory, tutorial, practical, experiential = hours
    return LearningHours(theory=theory, tutorial=tutorial, practical=practical, experiential=experiential)
