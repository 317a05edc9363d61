"""Awards of a period under another rule set, for regulators; the database itself refuses to write meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audit.queries.book import may_inspect
from audit.queries.streaming import read_only, stream
from audit.queries.windows import academic_year, academic_year_of
from audit.replay import Replay, Sum, replay
from audit.rules.shapes import Period
from identity.principals import Principal
from institutions.queries.institutions import institution_of
from ledger.ncrf import LearningHours, RuleSet
from ledger.queries.rule_sets import rule_sets
from ledger.refusals import InvalidInput, NotFound

LONGEST = timedelta(days=3660)
_SUMS = """
    SELECT award.institution_id, award.version_id, version.title, offering.code, lot.level, lot.rule_set,
           lot.rule_set_version, lot.credits, count(*), version.theory_hours, version.tutorial_hours,
           version.practical_hours, version.experiential_hours
    FROM credentials_award award
    JOIN ledger_lot lot ON lot.holding_id = award.holding_id AND lot.id = award.id
    JOIN credentials_offeringversion version ON version.id = award.version_id
    JOIN credentials_offering offering ON offering.id = version.offering_id
    LEFT JOIN credentials_revocation revoked
        ON revoked.holding_id = award.holding_id AND revoked.award_id = award.id
    WHERE revoked.award_id IS NULL AND award.earned_on BETWEEN %(first)s AND %(last)s
        AND (%(institution_id)s::uuid IS NULL OR award.institution_id = %(institution_id)s)
    GROUP BY award.institution_id, award.version_id, version.id, offering.code, lot.level, lot.rule_set,
             lot.rule_set_version, lot.credits
"""


@dataclass(frozen=True, slots=True)
class ReplayRequest:
    """Which awards to run again, under which version of which rule set."""

    rule_set: str
    version: str
    period: Period
    institution_id: UUID | None = None


def last_year(today: date) -> Period:
    """Return the last academic year that has ended."""
    return academic_year_of(academic_year(today) - 1)


def known_rule_sets(actor: Principal) -> list[RuleSet]:
    """Return every rule set in every version."""
    may_inspect(actor)
    return rule_sets()


def replay_for(actor: Principal, wanted: ReplayRequest) -> Replay:
    """Return the replay of a period's standing awards; only a regulator may, and nothing is written.

    The database groups the awards by version, level and credits, so that the sum is worked out once for each.
    """
    may_inspect(actor)
    rules = _rule_set(wanted)
    _check(wanted.period)
    if wanted.institution_id is not None:
        institution_of(wanted.institution_id)
    with read_only():
        return replay(_sums(wanted), rules)


def _rule_set(wanted: ReplayRequest) -> RuleSet:
    for rules in rule_sets():
        if (rules.id, rules.version) == (wanted.rule_set, wanted.version):
            return rules
    told = _("There is no rule set %(seen)s.")
    raise NotFound(told % {"seen": f"{wanted.rule_set} {wanted.version}"[:70]}, field="rule_set")


def _check(period: Period) -> None:
    if not timedelta(0) <= period.last - period.first <= LONGEST:
        told = _("The period is %(first)s to %(last)s; expected up to ten years, the first day first.")
        raise InvalidInput(told % {"first": period.first, "last": period.last}, field="until")


def _sums(wanted: ReplayRequest) -> Iterator[Sum]:
    params = {
        "first": wanted.period.first, "last": wanted.period.last,
        "institution_id": str(wanted.institution_id) if wanted.institution_id else None,
    }  # fmt: skip
    for row in stream(_SUMS, params):
        yield _sum(*row)


def _sum(place: UUID, version: UUID, title: str, code: str, level: Any, rules: str, number: str, *rest: Any) -> Sum:
    credits, count, theory, tutorial, practical, experiential = rest
    hours = LearningHours(theory=theory, tutorial=tutorial, practical=practical, experiential=experiential)
    return Sum(place, version, title, code, level, hours, f"{rules} {number}", credits, count)
