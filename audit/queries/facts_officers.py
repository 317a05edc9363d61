"""Facts about officers for the rules: who stood on both sides of an act, by the opaque ids of users."""

from collections.abc import Iterator
from datetime import date

from audit.queries.streaming import stream
from audit.queries.windows import calendar_year_of, window
from audit.rules.officers import OneHand
from audit.rules.shapes import Limits

# Who deposited an award: the person whom its entry names, and the one who handed in its file.
_DEPOSITED = """
    JOIN ledger_entry entry ON entry.holding_id = award.holding_id AND entry.id = award.entry_id
    LEFT JOIN batches_batch batch ON batch.id = award.batch_id
"""
_BOTH_WAYS = f"""
    SELECT decision.decided_by_id, award.institution_id, programme.institution_id,
           extract(year FROM decision.decided_at AT TIME ZONE 'Asia/Kolkata')::int AS year, count(*),
           count(DISTINCT award.holding_id), sum(asked.credits),
           (array_agg(DISTINCT decision.entry_id))[1:3]
    FROM redemptions_decision decision
    JOIN redemptions_redemptionlot asked ON asked.redemption_id = decision.redemption_id
    JOIN credentials_award award ON award.holding_id = decision.holding_id AND award.id = asked.lot_id
    JOIN institutions_programme programme ON programme.id = decision.programme_id
    {_DEPOSITED}
    WHERE decision.verdict = 'approved' AND decision.decided_at >= %(since)s AND decision.decided_at < %(end)s
        AND (decision.decided_by_id = batch.submitted_by_id
             OR decision.decided_by_id = entry.actor_id AND entry.actor_kind = 'user')
    GROUP BY decision.decided_by_id, award.institution_id, programme.institution_id, year
"""  # noqa: S608 - put together of our own words
_OWN_DRAFT = """
    SELECT version.approved_by_id, offering.institution_id, offering.institution_id,
           extract(year FROM version.approved_at AT TIME ZONE 'Asia/Kolkata')::int AS year, count(*),
           0, sum(version.credits), array[]::uuid[]
    FROM credentials_offeringversion version
    JOIN credentials_offering offering ON offering.id = version.offering_id
    WHERE version.approved_by_id = version.drafted_by_id
        AND version.approved_at >= %(since)s AND version.approved_at < %(end)s
    GROUP BY version.approved_by_id, offering.institution_id, year
"""
_OWN_AWARD = f"""
    SELECT learner.user_id, award.institution_id, award.institution_id,
           extract(year FROM award.awarded_at AT TIME ZONE 'Asia/Kolkata')::int AS year, count(*),
           count(DISTINCT award.holding_id), sum(lot.credits),
           (array_agg(award.entry_id ORDER BY award.id))[1:3]
    FROM credentials_award award
    JOIN ledger_lot lot ON lot.holding_id = award.holding_id AND lot.id = award.id
    JOIN learners_learner learner ON learner.holding_id = award.holding_id AND learner.user_id IS NOT NULL
    {_DEPOSITED}
    WHERE award.awarded_at >= %(since)s AND award.awarded_at < %(end)s
        AND (learner.user_id = batch.submitted_by_id
             OR learner.user_id = entry.actor_id AND entry.actor_kind = 'user')
    GROUP BY learner.user_id, award.institution_id, year
"""  # noqa: S608 - put together of our own words


def both_ways(limits: Limits, day: date) -> Iterator[OneHand]:
    """Yield officers who approved the redemption of awards that they had deposited themselves."""
    return _hands(_BOTH_WAYS, day)


def own_drafts(limits: Limits, day: date) -> Iterator[OneHand]:
    """Yield officers who approved versions of the catalogue that they had drafted and somebody else sent for review."""
    return _hands(_OWN_DRAFT, day)


def own_awards(limits: Limits, day: date) -> Iterator[OneHand]:
    """Yield officers who deposited awards of their own."""
    return _hands(_OWN_AWARD, day)


def _hands(sql: str, day: date) -> Iterator[OneHand]:
    for officer, place, other, year, acts, learners, credits, entries in stream(sql, window(day)):
        yield OneHand(officer, place, other, calendar_year_of(year), acts, learners, credits, tuple(entries))
