"""Facts about redemptions for the rules: what caps bounded, what waits beyond its deadline."""

from collections.abc import Iterator
from datetime import date

from audit.queries.streaming import stream
from audit.queries.windows import month_of, window
from audit.rules.caps import CapUse
from audit.rules.shapes import Limits, Period
from audit.rules.timing import Overdue

_CAPS = """
    WITH spent AS (
        SELECT decision.holding_id, decision.programme_id, decision.decided_at, decision.entry_id, asked.credits,
               award.term, award.institution_id = programme.institution_id AS is_own, version.is_rpl,
               version.is_swayam, version.domain = 'vocational' AS is_skill,
               programme.discipline = ''
                   OR lower(btrim(version.discipline)) = lower(btrim(programme.discipline)) AS is_inside
        FROM redemptions_decision decision
        JOIN redemptions_redemptionlot asked ON asked.redemption_id = decision.redemption_id
        JOIN credentials_award award ON award.holding_id = decision.holding_id AND award.id = asked.lot_id
        JOIN credentials_offeringversion version ON version.id = award.version_id
        JOIN institutions_programme programme ON programme.id = decision.programme_id
        LEFT JOIN redemptions_reversal reversal ON reversal.redemption_id = decision.redemption_id
        WHERE decision.verdict = 'approved' AND reversal.redemption_id IS NULL AND decision.decided_at < %(end)s
    ), counted AS (
        SELECT holding_id, programme_id, counts.cap, counts.term, sum(counts.amount) AS used,
               min(decided_at) AS first_at, max(decided_at) AS last_at,
               (array_agg(DISTINCT entry_id))[1:3] AS entries
        FROM spent CROSS JOIN LATERAL (VALUES
            ('residency', '', CASE WHEN is_own THEN 0 ELSE credits END),
            ('discipline', '', CASE WHEN is_inside THEN 0 ELSE credits END),
            ('skill', '', CASE WHEN is_skill THEN credits ELSE 0 END),
            ('rpl', '', CASE WHEN is_rpl THEN credits ELSE 0 END),
            ('swayam', spent.term, CASE WHEN is_swayam THEN 1 ELSE 0 END)
        ) AS counts (cap, term, amount)
        WHERE counts.amount > 0
        GROUP BY holding_id, programme_id, counts.cap, counts.term
    ), measured AS (
        SELECT counted.*, programme.institution_id, bound.share,
               CASE WHEN cap = 'swayam' THEN programme.courses_per_semester ELSE programme.required_credits END AS base
        FROM counted
        JOIN institutions_programme programme ON programme.id = counted.programme_id
        JOIN LATERAL (
            SELECT dated.share FROM institutions_cap dated
            WHERE dated.programme_id = counted.programme_id AND dated.rule = counted.cap
                AND dated.effective_from <= (counted.last_at AT TIME ZONE 'Asia/Kolkata')::date
            ORDER BY dated.effective_from DESC LIMIT 1
        ) bound ON true
        WHERE counted.last_at >= %(since)s
    )
    SELECT holding_id, programme_id, institution_id, cap, term, used, share, base,
           (first_at AT TIME ZONE 'Asia/Kolkata')::date, (last_at AT TIME ZONE 'Asia/Kolkata')::date, entries
    FROM measured
    WHERE used > trunc(CASE WHEN cap IN ('residency', 'discipline') THEN 1 - share ELSE share END * base,
                       CASE WHEN cap = 'swayam' THEN 0 ELSE 2 END)
"""
_OVERDUE = """
    SELECT institution_id, date_trunc('month', due_on)::date AS month, count(*), max(%(day)s - due_on),
           (array_agg(entry_id ORDER BY due_on, entry_id))[1:3]
    FROM ({waiting}) waiting
    WHERE %(day)s - due_on > %(days)s
    GROUP BY institution_id, month
"""
_REQUESTS = """
    SELECT programme.institution_id, (waiting.decide_by AT TIME ZONE 'Asia/Kolkata')::date AS due_on, asked.entry_id
    FROM redemptions_waiting waiting
    JOIN redemptions_redemption asked ON asked.id = waiting.redemption_id
    JOIN institutions_programme programme ON programme.id = waiting.programme_id
"""
_GRIEVANCES = """
    SELECT grievance.institution_id, (grievance.answer_by AT TIME ZONE 'Asia/Kolkata')::date AS due_on,
           grievance.entry_id
    FROM redemptions_grievance grievance
    LEFT JOIN redemptions_grievanceanswer answer ON answer.grievance_id = grievance.id
    WHERE answer.grievance_id IS NULL
"""


def cap_uses(limits: Limits, day: date) -> Iterator[CapUse]:
    """Yield what was redeemed beyond a cap as it stood at the learner's last approval."""
    for row in stream(_CAPS, window(day)):
        holding_id, programme_id, place, cap, term, used, share, base, first, last, entries = row
        yield CapUse(holding_id, programme_id, place, Period(first, last), cap, term, used, share, base, tuple(entries))


def overdue_requests(limits: Limits, day: date) -> Iterator[Overdue]:
    """Yield how many requests wait beyond their deadline, by institution and month of the deadline."""
    return _overdue(_REQUESTS, limits, day)


def overdue_grievances(limits: Limits, day: date) -> Iterator[Overdue]:
    """Yield how many grievances wait beyond their deadline, by institution and month of the deadline."""
    return _overdue(_GRIEVANCES, limits, day)


def _overdue(waiting: str, limits: Limits, day: date) -> Iterator[Overdue]:
    for place, month, count, most, entries in stream(_OVERDUE.format(waiting=waiting), {**window(day), **limits}):
        yield Overdue(place, month_of(month), count, most, tuple(entries))
