"""Judging rows of revocations: which award is meant, and whether its credits can still leave."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from batches.commands.judging import Judged, with_problems
from batches.queries.named_awards import NamedAwards
from batches.reading.problems import Problem, problem
from batches.reading.rows import ParsedRow, RevocationLine
from credentials.queries.naming import NamedAward
from ledger.acts import LAPSE, REDEEM

GONE = {REDEEM: "credits-already-redeemed", LAPSE: "credits-lapsed"}


class RevocationsJudge:
    """Judges rows of `revocations`; what a row names is put down as the award's id, which the run will revoke."""

    def __init__(self, institution_id: UUID) -> None:
        self._institution_id = institution_id

    def judge(self, rows: Sequence[ParsedRow], *, at: datetime) -> list[Judged]:
        """Look up the awards and lots of the slice at once, then judge each row."""
        known = NamedAwards(self._institution_id, rows)
        return [_judge(row, known) for row in rows]


def _judge(row: ParsedRow, known: NamedAwards) -> Judged:
    line = row.revocation
    if line is None or not (line.award or (line.course_code and row.term.name)):
        return Judged(row)
    award, wrong = _find(row, line, known)
    if award is None:
        return Judged(with_problems(row, [wrong] if wrong else []))
    found = _standing(award, "award_id" if line.award else "course_code")
    kept = line._replace(award=str(award.award_id), course_code=award.code)
    judged = Judged(row)
    if award.custody.is_held:
        kept = kept._replace(holding=str(award.holding_id), credits=award.custody.credits)
        judged.item_count, judged.credits = 1, award.custody.credits
        judged.courses[award.code] += 1
    judged.row = with_problems(row._replace(revocation=kept), found)
    return judged


def _find(row: ParsedRow, line: RevocationLine, known: NamedAwards) -> tuple[NamedAward | None, Problem | None]:
    """Return the one award that a row names, or what keeps it from being found."""
    who = row.learner.registration_number or row.learner.abc_id
    if line.award:
        called = known.called(line)
        if len(called) > 1:
            return None, problem("award-ambiguous", "award_id", line.award, count=len(called))
        fitting = list(known.fitting(called, row))
        code = "award-disagrees" if called else "award-unknown"
        return (fitting[0], None) if fitting else (None, problem(code, "award_id", line.award))
    if not who:
        return None, None
    fitting = list(known.fitting(known.of_learner(row), row))
    if not fitting:
        said = {"course": line.course_code, "term": row.term.name}
        return None, problem("award-not-found", "course_code", who, **said)
    standing = [award for award in fitting if not award.is_revoked]
    if len(standing) > 1:
        return None, problem("award-ambiguous", "course_code", who, count=len(standing))
    return (standing or sorted(fitting, key=lambda award: award.revision))[-1], None


def _standing(award: NamedAward, column: str) -> list[Problem]:
    """Say what has become of the award's credits, unless the learner still has them."""
    if award.custody.is_held:
        return []
    return [problem(GONE.get(award.custody.kind, "award-already-revoked"), column, award.reference)]
