"""Facts about learners for the rules, under opaque ids: heavy years, one registration number in several accounts."""

from collections.abc import Iterator
from datetime import date

from audit.queries.streaming import pieces, stream
from audit.queries.windows import academic_year_of, window
from audit.rules.hours import LearnerYear
from audit.rules.learners import SharedNumber
from audit.rules.shapes import Limits, Period
from learners.queries.alike import alike_counts

_YEARS = """
    SELECT award.holding_id, extract(year FROM award.earned_on - interval '6 months')::int AS year,
           sum(lot.credits), count(*), count(DISTINCT award.institution_id),
           (array_agg(award.institution_id))[1], (array_agg(award.entry_id ORDER BY award.id))[1:3]
    FROM credentials_award award
    JOIN ledger_lot lot ON lot.holding_id = award.holding_id AND lot.id = award.id
    LEFT JOIN credentials_revocation revoked
        ON revoked.holding_id = award.holding_id AND revoked.award_id = award.id
    WHERE revoked.award_id IS NULL AND award.earned_on >= %(since_year)s AND award.earned_on <= %(day)s
    GROUP BY award.holding_id, year HAVING sum(lot.credits) > %(credits)s
"""
_SHARED = """
    SELECT award.institution_id, encode(award.registration_digest, 'hex'),
           (array_agg(DISTINCT award.holding_id))[1:10], count(DISTINCT award.holding_id), count(*),
           sum(lot.credits), min(award.earned_on), max(award.earned_on),
           (array_agg(award.entry_id ORDER BY award.id DESC))[1:3]
    FROM credentials_award award
    JOIN ledger_lot lot ON lot.holding_id = award.holding_id AND lot.id = award.id
    LEFT JOIN credentials_revocation revoked
        ON revoked.holding_id = award.holding_id AND revoked.award_id = award.id
    WHERE revoked.award_id IS NULL AND award.awarded_at < %(end)s
    GROUP BY award.institution_id, award.registration_digest
    HAVING count(DISTINCT award.holding_id) > %(account_count)s AND max(award.awarded_at) >= %(since)s
"""
DETAIL = 32


def heavy_years(limits: Limits, day: date) -> Iterator[LearnerYear]:
    """Yield the academic years in which a learner earned more than the limit; of one institution, which."""
    for holding_id, year, credits, count, places, first, entries in stream(_YEARS, {**window(day), **limits}):
        place = first if places == 1 else None
        yield LearnerYear(holding_id, place, academic_year_of(year), credits, count, places, tuple(entries))


def shared_numbers(limits: Limits, day: date) -> Iterator[SharedNumber]:
    """Yield registration numbers whose awards lie in several accounts, and how many of these seem one person's."""
    for rows in pieces(_SHARED, {**window(day), **limits}):
        agreeing = alike_counts([holdings for _place, _digest, holdings, *_rest in rows])
        for row, alike in zip(rows, agreeing, strict=True):
            place, digest, holdings, accounts, count, credits, first, last, entries = row
            yield SharedNumber(
                place, holdings[0], Period(first, last), accounts, alike, count, credits, digest[:DETAIL],
                tuple(entries),
            )  # fmt: skip
