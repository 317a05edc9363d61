"""Running the rules: what they find is written down once, and again only where the figures have grown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain, islice
from uuid import UUID

from django.db import connection

from audit.findings import FOUND, OPEN, growth
from audit.models import Finding, FindingStep
from audit.queries.facts import candidates_of
from audit.rules.register import rules_in_force
from audit.rules.shapes import Candidate, Figure
from identity.principals import REGULATOR, Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record

SLICE = 500
TURN = 7_340_112
"""The advisory lock under which the rules run: two runs at once would find everything twice."""


@dataclass(frozen=True, slots=True)
class Run:
    """How many findings a run has added, and how many had grown."""

    found_count: int = 0
    grown_count: int = 0


@dataclass(frozen=True, slots=True)
class _Hand:
    """Who runs the rules, when, under which entry."""

    actor: Principal
    at: datetime
    entry_id: UUID


def find(*, actor: Principal, day: date, at: datetime, idempotency_key: str) -> Run:
    """Run every rule in force on a day over what the bank holds; return how much is new.

    The bank itself or a regulator may. A finding that is known gets a step only if its measure has grown: what was
    explained or accepted is opened again. Nothing of what was found before is changed or taken away.
    """
    actor.require(REGULATOR)
    with once(actor.id, idempotency_key, {"act": "find", "day": day}) as slot:
        if slot.replayed:
            return Run(**slot.answer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        act = Act(kind=ACT, narration="rules-run", happened_at=at, key=idempotency_key, request_digest=slot.digest)
        record([act], writer=Writer(actor.id, actor.kind))
        hand = _Hand(actor, at, act.id)
        seen = chain.from_iterable(candidates_of(rule, day) for rule in rules_in_force(day))
        runs = [_keep(candidates, hand) for candidates in _slices(seen)]
        run = Run(sum(one.found_count for one in runs), sum(one.grown_count for one in runs))
        slot.answer = asdict(run)
    return run


def _keep(candidates: Sequence[Candidate], hand: _Hand) -> Run:
    """Write what is new of a slice."""
    known = {row.key: row for row in Finding.objects.filter(key__in=[one.key for one in candidates])}
    fresh = {one.key: _finding(one, hand) for one in candidates if one.key not in known}
    Finding.objects.bulk_create(fresh.values())
    last = _last_steps(known.values())
    steps = [_step(row, 0, FOUND, OPEN, hand) for row in fresh.values()]
    grown = [
        _step(row, before.number + 1, step.kind, step.state, hand, one)
        for one in candidates
        if (row := known.get(one.key)) is not None
        and (step := growth((before := last[row.id]).state, before=before.measure, now=one.found.measure)) is not None
    ]
    FindingStep.objects.bulk_create([*steps, *grown])
    return Run(len(fresh), len(grown))


def _last_steps(findings: Iterable[Finding]) -> dict[UUID, FindingStep]:
    rows = FindingStep.objects.filter(finding__in=list(findings)).order_by("finding_id", "-number")
    return {row.finding_id: row for row in rows.distinct("finding_id")}


def _finding(candidate: Candidate, hand: _Hand) -> Finding:
    seen = candidate.found
    return Finding(
        key=candidate.key, rule=candidate.rule, rule_version=candidate.version, severity=candidate.severity,
        subject_kind=seen.subject_kind, subject_id=seen.subject_id, institution_id=seen.institution_id,
        first_on=seen.period.first, last_on=seen.period.last, figures=_plain(seen.figures),
        limits=_plain(candidate.limits), measure=seen.measure, evidence_ids=list(seen.entry_ids), found_at=hand.at,
        entry_id=hand.entry_id,
    )  # fmt: skip


def _step(
    row: Finding, number: int, kind: str, state: str, hand: _Hand, candidate: Candidate | None = None
) -> FindingStep:
    seen = candidate.found if candidate else None
    return FindingStep(
        finding=row, number=number, kind=kind, state=state, figures=_plain(seen.figures) if seen else None,
        measure=seen.measure if seen else row.measure, made_by_id=hand.actor.id, made_by_name=hand.actor.name,
        made_at=hand.at, entry_id=hand.entry_id,
    )  # fmt: skip


def _plain(figures: Mapping[str, Figure]) -> dict[str, str]:
    return {name: str(value) for name, value in figures.items()}


def _slices(candidates: Iterator[Candidate]) -> Iterator[list[Candidate]]:
    while taken := list(islice(candidates, SLICE)):
        yield taken
