"""Findings with how each stands, for regulators and, of their own institution, for staff."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from audit.findings import STATES
from audit.models import Finding, FindingStep
from audit.queries.book import may_inspect
from audit.words import FigureLine, RuleWords, figure_lines, sentence_of, words_of
from identity.principals import REGULATOR, Principal
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are wanted; what is empty filters nothing."""

    state: str = ""
    rule: str = ""
    severity: str = ""
    institution_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as pages and the API read it, with the figures of its last measuring."""

    row: Any

    @property
    def id(self) -> UUID:
        """Return the finding's id."""
        return UUID(str(self.row.id))

    @property
    def state(self) -> str:
        """Return open, explained, escalated or accepted."""
        return str(self.row.state)

    @property
    def figures(self) -> dict[str, str]:
        """Return the figures, those of the last time that they had grown."""
        return dict(self.row.grown or self.row.figures)

    @property
    def words(self) -> RuleWords:
        """Return what the rule is called and why it matters."""
        return words_of(self.row.rule)

    @property
    def sentence(self) -> str:
        """Return what was found, in one sentence."""
        return sentence_of(self.row.rule, self.figures, self.row.limits)

    @property
    def lines(self) -> list[FigureLine]:
        """Return each figure beside its limit."""
        return figure_lines(self.figures, self.row.limits)

    @property
    def steps(self) -> list[FindingStep]:
        """Return every step, oldest first; read once by `finding_for`."""
        return sorted(self.row.steps.all(), key=lambda step: step.number)


def finding_rows() -> "QuerySet[Finding]":
    """Return all findings with state and newest figures."""
    steps = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-number")
    return Finding.objects.select_related("institution").annotate(
        state=Subquery(steps.values("state")[:1]),
        grown=Subquery(steps.filter(figures__isnull=False).values("figures")[:1]),
    )


def findings_for(actor: Principal, wanted: FindingFilter) -> "QuerySet[Finding]":
    """Return the findings that a regulator asks for, for doors that order and page."""
    may_inspect(actor)
    return _narrowed(finding_rows(), wanted)


def findings_of(institution_id: UUID, wanted: FindingFilter) -> "QuerySet[Finding]":
    """Return the findings about one institution, for its staff."""
    return _narrowed(finding_rows().filter(institution_id=institution_id), wanted)


def state_counts(rows: "QuerySet[Any]") -> dict[str, int]:
    """Return how many of these findings are in each state; takes rows of `finding_rows`."""
    found = dict(rows.order_by().values_list("state").annotate(total=Count("id")))
    return {state: found.get(state, 0) for state in STATES}


def finding_for(actor: Principal, finding_id: UUID) -> FindingView:
    """Return one finding to a regulator and to staff of the institution it is about; for others there is none."""
    row = finding_rows().prefetch_related("steps").filter(id=finding_id).first()
    sees_all = actor.kind == "system" or actor.has(REGULATOR)
    if row is None or not (sees_all or row.institution_id in actor.institutions()):
        raise NotFound(_("There is no such finding."))
    return FindingView(row)


def finding_of(actor: Principal, finding_id: UUID) -> FindingView:
    """Return one finding to staff of the institution it is about; a regulator has another page."""
    found = finding_for(actor, finding_id)
    if found.row.institution_id not in actor.institutions():
        raise NotFound(_("There is no such finding."))
    return found


def _narrowed(rows: "QuerySet[Finding]", wanted: FindingFilter) -> "QuerySet[Finding]":
    exact = {
        "state": wanted.state, "rule": wanted.rule, "severity": wanted.severity,
        "institution_id": wanted.institution_id,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value})
