"""How an entry's codes and opaque ids are shown."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.narrations import NARRATIONS

register = template.Library()

ACTORS: dict[str, str | Promise] = {"user": _("Person"), "client": _("API client"), "system": _("The bank")}


@register.filter
def narration(code: str) -> str | Promise:
    """Write what an entry narrates; a code without words of its own is written as a phrase."""
    return NARRATIONS.get(code, code.replace("-", " ").capitalize())


@register.filter
def actor_kind(code: str) -> str | Promise:
    """Write what kind of actor it was."""
    return ACTORS.get(code, code)


@register.filter
def tail(value: object) -> str:
    """Write the end of an opaque id, enough to tell two apart."""
    return f"…{str(value)[-12:]}"


@register.filter
def named(names: dict[UUID, str], key: Any) -> str:
    """Return the name of an institution, or a dash."""
    return names.get(key, "–")


@register.filter
def short_hash(value: str) -> str:
    """Write the two ends of a hash, enough to follow it by eye."""
    return f"{value[:8]}…{value[-8:]}"


@register.filter
def wait(delay: timedelta | None) -> str:
    """Write how long something waits, in its two largest units; a dash where nothing waits."""
    if delay is None:
        return "–"
    seconds = int(delay.total_seconds())
    if seconds < 60:
        return gettext("%(seconds)s s") % {"seconds": seconds}
    if seconds < 3600:
        return gettext("%(minutes)s min %(seconds)s s") % {"minutes": seconds // 60, "seconds": seconds % 60}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": seconds // 3600, "minutes": seconds // 60 % 60}


@register.filter
def waited(waits: Any, now: datetime) -> str:
    """Write for how many days the oldest has waited."""
    days = waits.days(now)
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
