"""The story of a request as steps of a timeline: asked, with whom it lies, decided, moved or given back."""

from typing import Any

from django.utils.translation import gettext as _

from redemptions.queries.requests import APPROVED, REFUSED, REVERSED, WAITING, RequestView

Moment = dict[str, Any]


def story_of(request: RequestView, *, for_staff: bool = False) -> list[Moment]:
    """Return what happened to a request and what comes next, told to the learner or to the institution."""
    row = request.row
    who = _("The learner asked") if for_staff else _("You asked")
    who = who if row.origin == "learner" else _("Sent by the institution in a file")
    moments = [{"title": who, "state": "done", "at": row.asked_at, "text": "", "icon": "send"}]
    if request.state == WAITING:
        return [*moments, *_ahead(request, for_staff=for_staff)]
    return [*moments, _ending(request, for_staff=for_staff), *_after(request, for_staff=for_staff)]


def _ahead(request: RequestView, *, for_staff: bool) -> list[Moment]:
    name = request.institution_name
    text = _("The decision is due by then.")
    if request.is_overdue:
        text = _("The decision was due then.") if for_staff else _("The decision was due then; you can appeal.")
    return [
        {"title": _("%(name)s decides") % {"name": name}, "state": "now", "at": request.row.decide_by, "text": text},
        {"title": _("Credits move to the programme"), "state": "todo", "at": None, "text": ""},
    ]


def _ending(request: RequestView, *, for_staff: bool) -> Moment:
    decision, name = request.decision, request.institution_name
    at = request.ended_at
    if request.state in (APPROVED, REVERSED):
        title = _("%(name)s approved it") % {"name": name}
        return {"title": title, "state": "done", "at": at, "text": _("The credits moved to the programme.")}
    if request.state == REFUSED and decision is not None:
        text = str(decision.get_reason_code_display())
        return {"title": _("%(name)s refused it") % {"name": name}, "state": "stopped", "at": at, "text": text}
    taken_back = _("The learner took it back") if for_staff else _("You took it back")
    return {"title": taken_back, "state": "stopped", "at": at, "text": "", "icon": "undo"}


def _after(request: RequestView, *, for_staff: bool) -> list[Moment]:
    if request.reversal is None:
        return []
    title = _("%(name)s reversed it") % {"name": request.institution_name}
    text = _("The credits are back with the learner.") if for_staff else _("The credits are back in your account.")
    return [{"title": title, "state": "done", "at": request.reversal.reversed_at, "text": text, "icon": "undo"}]
