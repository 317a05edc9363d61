"""What pages about files share."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from batches.roles import kinds_of
from identity.principals import Principal

STAGES = ("ready", "running", "reading", "done", "failed", "cancelled")


def crumbs(last: str = "", url: str = "") -> dict[str, Any]:
    """Return the way to a page about a file."""
    way = [{"label": _("Work"), "url": reverse("staff-home")}, {"label": _("Files"), "url": reverse("batches")}]
    if url:
        way.append({"label": last, "url": url})
    elif last:
        way.append({"label": _("New file") if last == "new" else last, "url": ""})
    else:
        way[-1]["url"] = ""
    return {"crumbs": way}


def sendable(actor: Principal, place: UUID) -> list[str]:
    """Return the kinds of files that the actor may hand in at an institution."""
    return kinds_of(frozenset(role for role, where in actor.memberships if where == place))


def stage_tabs(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the list's views by stage, each with its count."""
    labels = {
        "ready": _("Waiting for approval"), "running": _("Running"), "reading": _("Being checked"), "done": _("Done"),
        "failed": _("Could not be read"), "cancelled": _("Cancelled"),
    }  # fmt: skip
    address = reverse("batches")
    every = {"label": _("All"), "url": address, "current": not current, "count": sum(counts.values())}
    shown = [name for name in STAGES if counts.get(name) or name == current]
    return [every] + [
        {
            "label": labels[name],
            "url": f"{address}?stage={name}",
            "current": name == current,
            "count": counts.get(name, 0),
        }
        for name in shown
    ]


def with_query(address: str, **values: object) -> str:
    """Return an address with the values that say something."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{address}?{query}" if query else address
