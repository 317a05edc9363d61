"""What the bank keeps of awards, results and endorsements of some offerings, counted by institution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from audit.quality.grades import POINTS
from audit.quality.spread import Spread
from credentials.models import Endorsement

Whose = Mapping[UUID, tuple[UUID, str]]
"""Offerings with their institution and code."""

# By the institution first: awards have no index by offering, on purpose (see the model).
_AWARDS = """
    WITH scale AS (SELECT * FROM unnest(%(letters)s::text[], %(points)s::numeric[]) AS known (letter, points)),
    mine AS (
        SELECT award.institution_id, award.offering_id, award.registration_digest, award.term, award.revision,
               revocation.reason_code,
               (award.awarded_at AT TIME ZONE 'Asia/Kolkata')::date - award.earned_on AS days,
               coalesce(scale.points, CASE WHEN award.grade_points <= 10 THEN award.grade_points END) AS points
        FROM credentials_award award
        JOIN credentials_offeringversion version ON version.id = award.version_id
        LEFT JOIN credentials_revocation revocation
            ON revocation.holding_id = award.holding_id AND revocation.award_id = award.id
        LEFT JOIN scale ON scale.letter = upper(trim(award.grade))
        WHERE award.institution_id = ANY (%(institutions)s::uuid[]) AND award.offering_id = ANY (%(offerings)s::uuid[])
          AND version.level = %(level)s
    )
    SELECT institution_id,
           count(*) FILTER (WHERE reason_code IS NULL),
           count(*) FILTER (WHERE revision = 1),
           count(DISTINCT (offering_id, registration_digest, term)) FILTER (WHERE reason_code = 'corrected'),
           count(points) FILTER (WHERE reason_code IS NULL),
           percentile_cont(ARRAY[.25, .5, .75]) WITHIN GROUP (ORDER BY points) FILTER (WHERE reason_code IS NULL),
           percentile_cont(ARRAY[.25, .5, .75]) WITHIN GROUP (ORDER BY days) FILTER (WHERE revision = 1)
    FROM mine GROUP BY institution_id
"""
# Files in our own layout list awards: they say nothing of those who did not pass, so that only NAD files are read.
# Of each course and month the file with most results counts, so that a term that is sent again counts once.
_RESULTS = """
    WITH offered AS (
        SELECT * FROM unnest(%(offerings)s::uuid[], %(owners)s::uuid[], %(codes)s::text[]) AS known (id, owner, code)
    ),
    said AS (
        SELECT offered.id AS offering_id, offered.owner, batch.id AS batch_id, substr(told.key, 1, 7) AS month,
               split_part(told.key, '|', 2) AS outcome, told.value::integer AS number
        FROM batches_batch batch
        JOIN batches_batchchunk chunk ON chunk.batch_id = batch.id
        CROSS JOIN LATERAL jsonb_each_text(chunk.results) AS told (key, value)
        JOIN offered ON offered.owner = batch.institution_id
            AND offered.code = substr(told.key, 10 + length(split_part(told.key, '|', 2)))
        WHERE batch.institution_id = ANY (%(institutions)s::uuid[]) AND batch.kind = 'awards-nad'
          AND NOT batch.dry_run AND batch.stage IN ('running', 'done')
    ),
    files AS (
        SELECT offering_id, owner, month, batch_id,
               coalesce(sum(number) FILTER (WHERE outcome = 'passed'), 0) AS passed,
               coalesce(sum(number) FILTER (WHERE outcome = 'failed'), 0) AS failed,
               coalesce(sum(number) FILTER (WHERE outcome = 'absent'), 0) AS absent,
               coalesce(sum(number) FILTER (WHERE outcome = 'again'), 0) AS again
        FROM said GROUP BY offering_id, owner, month, batch_id
    ),
    first AS (
        SELECT DISTINCT ON (offering_id, month) offering_id, owner, month, passed, failed, absent
        FROM files ORDER BY offering_id, month, passed + failed + absent DESC, batch_id
    ),
    later AS (SELECT offering_id, month, max(again) AS again FROM files GROUP BY offering_id, month)
    SELECT first.owner, sum(passed)::integer, sum(failed)::integer, sum(absent)::integer, sum(again)::integer
    FROM first JOIN later USING (offering_id, month)
    WHERE %(level)s = (
        SELECT version.level FROM credentials_offeringversion version
        WHERE version.offering_id = first.offering_id AND version.approved_at IS NOT NULL
          AND version.effective_from < (first.month || '-01')::date + interval '1 month'
        ORDER BY version.effective_from DESC, version.number DESC LIMIT 1
    )
    GROUP BY first.owner
"""


@dataclass(frozen=True, slots=True)
class AwardCounts:
    """Awards of an institution: those that stand, those deposited first, those corrected later, and their spreads."""

    standing: int = 0
    first: int = 0
    corrected: int = 0
    graded: int = 0
    grades: Spread | None = None
    days: Spread | None = None


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """Results as files of an institution reported them: first sittings by outcome, and those that sat again."""

    passed: int = 0
    failed: int = 0
    absent: int = 0
    again: int = 0

    @property
    def first_sittings(self) -> int:
        """Return how many were assessed, or ought to have been, for the first time."""
        return self.passed + self.failed + self.absent

    @property
    def sittings(self) -> int:
        """Return how many results there are in all."""
        return self.first_sittings + self.again


def award_counts(whose: Whose, level: Decimal) -> dict[UUID, AwardCounts]:
    """Return the awards of offerings at a level, by institution."""
    given = {"letters": list(POINTS), "points": list(POINTS.values())}
    found = _rows(_AWARDS, _parameters(whose, level) | given)
    return {
        owner: AwardCounts(standing, first, corrected, graded, _spread(grades), _spread(days))
        for owner, standing, first, corrected, graded, grades, days in found
    }


def result_counts(whose: Whose, level: Decimal) -> dict[UUID, ResultCounts]:
    """Return what files of results said of offerings at a level, by institution; one that sent none is left out."""
    return {owner: ResultCounts(*counts) for owner, *counts in _rows(_RESULTS, _parameters(whose, level))}


def endorsement_counts(version_ids: Sequence[UUID], on: date) -> dict[UUID, int]:
    """Return how many industry partners endorse each version on a day."""
    standing = Endorsement.objects.filter(version_id__in=version_ids, withdrawn_at=None, endorsed_at__date__lte=on)
    rows = standing.filter(Q(ends_at=None) | Q(ends_at__date__gt=on)).order_by().values_list("version_id")
    return dict(rows.annotate(count=Count("id")))


def _parameters(whose: Whose, level: Decimal) -> dict[str, Any]:
    owners = [owner for owner, _code in whose.values()]
    return {
        "offerings": list(whose), "owners": owners, "codes": [code for _owner, code in whose.values()],
        "institutions": sorted(set(owners)), "level": level,
    }  # fmt: skip


def _rows(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _spread(quartiles: Sequence[float | None] | None) -> Spread | None:
    """Return what the database ranked; it gives no quartiles, or empty ones, of nothing."""
    known = [Decimal(str(value)) for value in quartiles or () if value is not None]
    return Spread(*known) if len(known) == 3 else None
