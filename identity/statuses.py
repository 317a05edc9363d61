"""The words, icons and tones of every state that pages show; a state is never told by colour alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(NamedTuple):
    """How one state is shown."""

    label: str | Promise
    icon: str
    tone: str


STATUSES: dict[str, Status] = {
    "earned": Status(_("Earned"), "badge-check", "success"),
    "deposited": Status(_("Deposited"), "badge-check", "success"),
    "available": Status(_("Available"), "circle-check", "success"),
    "active": Status(_("Active"), "circle-check", "success"),
    "valid": Status(_("Valid"), "badge-check", "success"),
    "claimed": Status(_("Claimed"), "user-check", "success"),
    "unclaimed": Status(_("Not yet claimed"), "user", "neutral"),
    "matched": Status(_("Matched"), "user-check", "success"),
    "mismatch": Status(_("Does not match"), "alert", "warning"),
    "expiring": Status(_("Expiring soon"), "clock-alert", "warning"),
    "expired": Status(_("Expired"), "hourglass", "neutral"),
    "lapsed": Status(_("Lapsed"), "hourglass", "neutral"),
    "redeemed": Status(_("Redeemed"), "arrow-left-right", "brand"),
    "reinstated": Status(_("Reinstated"), "undo", "success"),
    "reversed": Status(_("Reversed"), "undo", "neutral"),
    "requested": Status(_("Requested"), "hourglass", "warning"),
    "pending": Status(_("Waiting"), "hourglass", "warning"),
    "waiting": Status(_("Waiting"), "hourglass", "warning"),
    "submitted": Status(_("Waiting for approval"), "hourglass", "warning"),
    "in-review": Status(_("In review"), "eye", "warning"),
    "ready": Status(_("Ready for approval"), "list-checks", "brand"),
    "approved": Status(_("Approved"), "circle-check", "success"),
    "accepted": Status(_("Accepted"), "circle-check", "success"),
    "open": Status(_("Open"), "circle-alert", "warning"),
    "explained": Status(_("Explained"), "mail", "brand"),
    "escalated": Status(_("Escalated"), "flag", "danger"),
    "overdue": Status(_("Overdue"), "clock-alert", "danger"),
    "answered": Status(_("Answered"), "circle-check", "success"),
    "high": Status(_("High"), "arrow-up", "danger"),
    "medium": Status(_("Medium"), "minus", "warning"),
    "low": Status(_("Low"), "arrow-down", "neutral"),
    "refused": Status(_("Refused"), "circle-x", "danger"),
    "rejected": Status(_("Rejected"), "circle-x", "danger"),
    "declined": Status(_("Declined"), "circle-x", "danger"),
    "withdrawn": Status(_("Withdrawn"), "undo", "neutral"),
    "cancelled": Status(_("Cancelled"), "ban", "neutral"),
    "revoked": Status(_("Revoked"), "ban", "danger"),
    "suspended": Status(_("Suspended"), "pause", "warning"),
    "compromised": Status(_("Compromised"), "shield-alert", "danger"),
    "draft": Status(_("Draft"), "pencil", "neutral"),
    "retired": Status(_("Retired"), "archive", "neutral"),
    "uploaded": Status(_("Uploaded"), "upload", "neutral"),
    "queued": Status(_("In the queue"), "hourglass", "neutral"),
    "checking": Status(_("Being checked"), "refresh", "brand"),
    "checked": Status(_("Checked"), "list-checks", "brand"),
    "running": Status(_("Running"), "play", "brand"),
    "done": Status(_("Done"), "circle-check", "success"),
    "finished": Status(_("Finished"), "circle-check", "success"),
    "failed": Status(_("Failed"), "circle-x", "danger"),
    "ok": Status(pgettext_lazy("row verdict", "Good"), "check", "success"),
    "warning": Status(_("Warning"), "alert", "warning"),
    "error": Status(_("Error"), "circle-x", "danger"),
    "skipped": Status(_("Nothing to do"), "minus", "neutral"),
}
ALIASES = {
    "review": "in-review", "canceled": "cancelled", "completed": "done", "complete": "done",
    "good": "ok", "warn": "warning", "awaiting-approval": "submitted", "processing": "running", "parsing": "checking",
}  # fmt: skip


def status_of(code: object) -> Status:
    """Return how the state is shown; an unknown state shows its own code as a word."""
    key = str(code).strip().lower().replace("_", "-")
    known = STATUSES.get(ALIASES.get(key, key))
    return known or Status(key.replace("-", " ").capitalize(), "circle-dot", "neutral")
