"""Facts about volumes for the rules, from the folded totals: busy months, years of revocations."""

from collections.abc import Iterator
from datetime import date

from audit.queries.streaming import stream
from audit.queries.windows import MONTHS_BACK, calendar_year_of, month_of, months_before, window
from audit.rules.shapes import Limits
from audit.rules.volume import DepositVolume, RevocationYear

_MONTHS = """
    WITH months AS (
        SELECT institution.id, date_trunc('month', total.day)::date AS month, sum(total.lot_count) AS lots,
               sum(total.credits) AS credits
        FROM ledger_total total JOIN institutions_institution institution ON institution.account_id = total.account_id
        WHERE total.kind = 'deposit' AND total.day >= %(compared_since)s AND total.day <= %(day)s
        GROUP BY institution.id, date_trunc('month', total.day)
    ), compared AS (
        SELECT id, month, lots, credits, max(lots) OVER before AS busiest, count(*) OVER before AS months
        FROM months
        WINDOW before AS (
            PARTITION BY id ORDER BY month RANGE BETWEEN interval '24 months' PRECEDING AND interval '1 day' PRECEDING
        )
    )
    SELECT id, month, lots, credits, coalesce(busiest, 0), months FROM compared
    WHERE month >= %(since_day)s AND months >= %(months_before)s AND lots >= %(award_count)s
"""
_REVOKED = """
    WITH deposited AS (
        SELECT institution.id, extract(year FROM total.day)::int AS year, sum(total.lot_count) AS lots
        FROM ledger_total total JOIN institutions_institution institution ON institution.account_id = total.account_id
        WHERE total.kind = 'deposit' AND total.day >= date_trunc('year', %(since_day)s::date) AND total.day <= %(day)s
        GROUP BY institution.id, year
    ), revoked AS (
        SELECT award.institution_id AS id,
               extract(year FROM revocation.revoked_at AT TIME ZONE 'Asia/Kolkata')::int AS year, count(*) AS revoked,
               (array_agg(revocation.entry_id ORDER BY revocation.award_id DESC))[1:3] AS entries
        FROM credentials_revocation revocation
        JOIN credentials_award award
            ON award.holding_id = revocation.holding_id AND award.id = revocation.award_id
        WHERE revocation.reason_code <> 'corrected'
            AND revocation.revoked_at >= %(since)s AND revocation.revoked_at < %(end)s
        GROUP BY award.institution_id, year
    )
    SELECT revoked.id, revoked.year, coalesce(deposited.lots, 0), revoked.revoked, revoked.entries
    FROM revoked LEFT JOIN deposited ON deposited.id = revoked.id AND deposited.year = revoked.year
    WHERE revoked.revoked >= %(revoked_count)s
"""


def deposit_volumes(limits: Limits, day: date) -> Iterator[DepositVolume]:
    """Yield the large months of institutions that have earlier months to compare with."""
    compared = {"compared_since": months_before(day, 2 * MONTHS_BACK)}
    for place, month, lots, credits, busiest, months in stream(_MONTHS, {**window(day), **compared, **limits}):
        yield DepositVolume(place, month_of(month), int(lots), credits, int(busiest), months)


def revocation_years(limits: Limits, day: date) -> Iterator[RevocationYear]:
    """Yield how much institutions revoked in a calendar year, beside what they deposited in it."""
    for place, year, lots, revoked, entries in stream(_REVOKED, {**window(day), **limits}):
        yield RevocationYear(place, calendar_year_of(year), int(lots), revoked, tuple(entries))
