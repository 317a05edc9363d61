"""The facets of the catalogue as links: each value with its count, and the way to choose or drop it."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from credentials.forms.filters import BANDS, CatalogueFilterForm
from credentials.queries.search import CatalogueFilters

MOST_VALUES = 12
PARAMETERS = {"institution_id": "institution"}


def facet_groups(
    filters: CatalogueFilters, counts: dict[str, list[tuple[Any, ...]]], asked: QueryDict
) -> list[dict[str, Any]]:
    """Return the facets in the order of the page, each with its values as links."""
    titles = {
        "level": _("NCrF level"), "hours": _("Learning hours"), "participation": _("Form of participation"),
        "stage": _("Stage"), "domain": _("Domain"), "skill": _("Skill"), "institution_id": _("Institution"),
    }  # fmt: skip
    groups = []
    for name, title in titles.items():
        values = [_value(name, found, filters, asked) for found in counts[name]]
        if len(values) > 1 or any(value["current"] for value in values):
            ranked = values if name in ("level", "hours") else sorted(values, key=lambda value: -value["count"])
            chosen = any(value["current"] for value in values)
            groups.append({"name": name, "title": title, "values": ranked[:MOST_VALUES], "chosen": chosen})
    return groups


def _value(name: str, found: tuple[Any, ...], filters: CatalogueFilters, asked: QueryDict) -> dict[str, Any]:
    value, count = found[0], found[-1]
    parameter = PARAMETERS.get(name, name)
    current = getattr(filters, name) == value
    link = asked.copy()
    link.pop("cursor", None)
    link.pop(parameter, None)
    if not current:
        link[parameter] = str(value)
    return {"label": _label(name, found), "count": count, "current": current, "url": f"?{link.urlencode()}"}


def _label(name: str, found: tuple[Any, ...]) -> str:
    if name == "hours":
        return str(BANDS[found[0]])
    if name in ("participation", "domain", "stage"):
        return str(dict(CatalogueFilterForm.base_fields[name].choices).get(found[0], found[0]))  # type: ignore[attr-defined]
    if name == "institution_id" and found[2] and get_language() == "hi":
        return str(found[2])
    return str(found[1] if len(found) > 2 else found[0])
