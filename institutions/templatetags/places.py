"""Names of institutions, programmes and exits in the reader's language, and shares as percentages."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """Return the name or title of a thing, in Hindi where the reader reads Hindi and the thing has one."""
    for field in ("name", "title", "institution_name"):
        said = getattr(thing, field, "")
        if said:
            hindi = getattr(thing, f"{field}_hi", "") if get_language() == "hi" else ""
            return str(hindi or said)
    return ""


@register.filter
def as_percent(share: Decimal) -> str:
    """Write a share as a percentage: 0.500 is 50 %."""
    return f"{(share * 100).normalize():f} %"
