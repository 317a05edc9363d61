"""The steps of a finding as a timeline."""

from typing import Any

from django.utils.translation import gettext as _

from audit.queries.findings import FindingView
from audit.words import sentence_of
from identity.principals import SYSTEM

ICONS = {
    "found": "search", "explained": "mail", "accepted": "circle-check", "escalated": "flag", "reopened": "undo",
    "grew": "arrow-up",
}  # fmt: skip


def moments_of(found: FindingView) -> list[dict[str, Any]]:
    """Return who did what, when and in which words; a growing tells the figures of its time."""
    row = found.row
    return [
        {
            "title": step.get_kind_display(), "state": "done", "at": step.made_at, "text": _told(row, step),
            "icon": ICONS.get(step.kind, "check"),
        }
        for step in found.steps
    ]  # fmt: skip


def _told(row: Any, step: Any) -> str:
    figures = row.figures if step.kind == "found" else step.figures
    said = sentence_of(row.rule, figures, row.limits) if figures else step.words
    return f"{_('The bank') if step.made_by_id == SYSTEM.id else step.made_by_name}: {said}"
