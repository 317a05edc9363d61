"""What every page writes with: icons, figures, dates, chips, charts, and blocks such as cards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from identity import charts, figures
from identity.statuses import status_of

register = template.Library()

# The day when a person last read the public pages through; GIGW 3.0 asks every page to name it.
PAGES_REVIEWED_ON = date(2026, 11, 28)
SPARK_WIDTH, SPARK_HEIGHT = 600, 100


# --- Signs and words -------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon of static/icons.svg; silent for screen readers unless it has a label."""
    address = f"{static('icons.svg')}#{name}"
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}"/></svg>', f"icon {css}".strip(), said, address)


@register.simple_tag
def status_chip(code: object, label: object = "") -> SafeString:
    """Show a state as an icon and a word; `label` replaces the word."""
    shown = status_of(code)
    tone = "" if shown.tone == "neutral" else f" tone-{shown.tone}"
    return format_html('<span class="chip{}">{}{}</span>', tone, icon(shown.icon), label or shown.label)


@register.simple_tag
def level_chip(level: object) -> SafeString:
    """Show an NCrF level."""
    return format_html('<span class="level-chip">{}</span>', figures.written(level, 1))


@register.simple_tag
def avatar(name: object, css: str = "") -> SafeString:
    """Draw initials of a name that stands beside it; css: avatar-warm, avatar-round, avatar-small."""
    initials = figures.initials_of(name)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', f"avatar {css}".strip(), initials)


@register.simple_tag
def pages_reviewed_on() -> date:
    """Return the day when the public pages were last read through."""
    return PAGES_REVIEWED_ON


# --- Figures ---------------------------------------------------------------------------------------------------------
@register.filter
def credits(value: object, places: int | None = None) -> str:
    """Write credits: 75.5 (trimmed), or with a fixed number of decimals for a column: `|credits:2`."""
    return figures.written(value, places)


@register.filter
def change(value: object, places: int = 2) -> SafeString:
    """Write a change of credits with its sign, green when it adds: +4.00, −12.00."""
    number = figures.decimal_of(value) or 0
    kind = "plus" if number > 0 else "minus"
    return format_html('<span class="figure {}">{}</span>', kind, figures.signed(value, places))


@register.filter
def count(value: object) -> str:
    """Write a count in the Indian grouping: 12,34,567."""
    return figures.written(value, 0)


@register.filter
def level(value: object) -> str:
    """Write an NCrF level: 5.5."""
    return figures.written(value, 1)


@register.filter
def percent(part: object, whole: object = 100) -> str:
    """Write part of whole in percent: `done|percent:total`."""
    return f"{figures.percent_of(part, whole)}%"


@register.filter
def abc_id(value: object) -> str:
    """Write an ABC id in groups of four digits."""
    return figures.in_groups(value)


# --- Dates: each stands in <time>, in the reader's language and zone ------------------------------------------------
def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _time(value: object, pattern: str) -> str | SafeString:
    if not isinstance(value, date):
        return figures.NOTHING
    moment = _local(value)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), date_format(moment, pattern))


@register.filter
def day(value: object) -> str | SafeString:
    """Write a day for a table or a card: 18 Nov 2026."""
    return _time(value, "j M Y")


@register.filter
def long_day(value: object) -> str | SafeString:
    """Write a day for a sentence: 18 November 2026."""
    return _time(value, "j F Y")


@register.filter
def moment(value: object) -> str | SafeString:
    """Write a time: 18 Nov 2026, 17:02."""
    return _time(value, "j M Y, H:i")


@register.filter
def clock(value: object) -> str | SafeString:
    """Write a time of today: 17:02."""
    return _time(value, "H:i") if isinstance(value, datetime) else figures.NOTHING


# --- Charts ----------------------------------------------------------------------------------------------------------
@register.inclusion_tag("components/level_bar.html")
def level_bar(available: object, expiring: object = 0, redeemed: object = 0, longest: object = 40) -> dict[str, Any]:
    """Draw one bar of available, expiring and redeemed credits on the scale of the longest bar."""
    return {"pieces": charts.bar_pieces([available, expiring, redeemed], longest)}


@register.inclusion_tag("components/ring.html")
def ring(part: object, whole: object = 100, note: str = "") -> dict[str, Any]:
    """Draw a ring of part of whole with the percentage in it and a short note under it."""
    reached = figures.percent_of(part, whole)
    return {"percent": reached, "dash": charts.ring_dash(reached), "note": note}


@register.inclusion_tag("components/sparkline.html")
def sparkline(values: Sequence[object], labels: Sequence[str] = (), title: str = "") -> dict[str, Any]:
    """Draw values over time as a line with its area; the title says in words what it shows."""
    path = charts.spark_path(charts.spark_points(values, SPARK_WIDTH, SPARK_HEIGHT))
    area = f"{path}V{SPARK_HEIGHT}H0Z" if path else ""
    fade = f"fade-{crc32(area.encode()):x}"  # The page may hold several charts: each gradient needs a name of its own.
    return {"path": path, "area": area, "fade": fade, "labels": labels, "title": title}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, note: str = "") -> dict[str, Any]:
    """Show how many of how many are done, as a bar and in words."""
    return {"done": done, "total": total, "percent": figures.percent_of(done, total), "label": label, "note": note}


# --- Blocks: {% card title="..." %} ... {% endcard %} ----------------------------------------------------------------
@register.simple_block_tag
def card(content: str, title: str = "", id: str = "", css: str = "", more: str = "", more_url: str = "") -> SafeString:
    """Put the content on a card with a title, and a link at its foot."""
    shown = {"content": content, "title": title, "id": id, "css": css, "more": more, "more_url": more_url}
    return render_to_string("components/card.html", shown)


@register.simple_block_tag
def page_header(content: str, title: str, lead: object = "") -> SafeString:
    """Head the page with its one h1, a lead and, as content, its actions."""
    return render_to_string("components/page_header.html", {"content": content, "title": title, "lead": lead})


@register.simple_block_tag
def callout(content: str, title: str = "", tone: str = "info") -> SafeString:
    """Set words apart; tone: info, success, warning, danger."""
    return render_to_string("components/callout.html", {"content": content, "title": title, "tone": tone})


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", icon: str = "inbox") -> SafeString:
    """Say why nothing is here and, as content, what to do next."""
    shown = {"content": content, "title": title, "text": text, "icon": icon}
    return render_to_string("components/empty_state.html", shown)


@register.simple_block_tag
def filter_bar(content: str, action: str = "", label: str = "", clear_url: str = "", target: str = "") -> SafeString:
    """Wrap filter fields in a GET form; with `target` (a CSS id) htmx swaps only that part."""
    shown = {"content": content, "action": action, "label": label, "clear_url": clear_url, "target": target}
    return render_to_string("components/filter_bar.html", shown)


@register.simple_block_tag
def disclosure(content: str, title: str, open: bool = False) -> SafeString:
    """Hide details under a title until they are asked for."""
    return render_to_string("components/disclosure.html", {"content": content, "title": title, "open": open})
