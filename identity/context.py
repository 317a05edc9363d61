"""What every page shows around itself: the navigation of the person's role, and where they work."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.doors import current_place, visitor_of
from identity.principals import ISSUER, OPERATOR, REGISTRAR, REGULATOR, Principal
from identity.queries.principals import Visitor
from ledger.refusals import Refusal

Item = tuple[str, str | Promise, str]


@dataclass(frozen=True, slots=True)
class Area:
    """The pages of one kind of work; `prefix` tells its addresses."""

    prefix: str
    label: str | Promise
    items: tuple[Item, ...]


PUBLIC = Area("/", _("Anyone"), (
    ("verify", _("Verify"), "shield-check"),
    ("catalogue", _("Catalogue"), "book-open"), ("calculator", _("Calculator"), "calculator"),
    ("levels", _("Levels"), "layers"), ("help", _("Help"), "help"),
))  # fmt: skip
NEWCOMER = Area("/account/", _("New here"), (
    ("account-open", _("Open an account"), "user-plus"), ("account-claim", _("Claim an account"), "user-check"),
    ("catalogue", _("Catalogue"), "book-open"), ("help", _("Help"), "help"),
))  # fmt: skip
LEARNER = Area("/learner/", _("Learner"), (
    ("learner-home", _("Home"), "home"), ("passbook", _("Passbook"), "passbook"),
    ("redeem", _("Redeem"), "arrow-left-right"), ("redemptions", _("Requests"), "inbox"),
    ("catalogue", _("Catalogue"), "book-open"), ("consents", _("Consents"), "handshake"),
))  # fmt: skip
STAFF = Area("/staff/", _("Institution staff"), (
    ("staff-home", _("Work"), "list-checks"), ("batches", _("Files"), "file-up"), ("inbox", _("Requests"), "inbox"),
    ("staff-catalogue", _("Catalogue"), "book-open"), ("staff-awards", _("Awards"), "award"),
    ("roster", _("Roster"), "users"), ("staff-findings", _("Findings"), "flag"),
    ("staff-programmes", _("Programmes"), "graduation-cap"),
    ("team", _("Team"), "key"),
))  # fmt: skip
REGULATION = Area("/regulator/", _("Regulator"), (
    ("regulator-home", _("Integrity"), "shield-check"), ("regulator-entries", _("Entries"), "scale"),
    ("findings", _("Findings"), "flag"), ("quality", _("Quality"), "chart"),
    ("regulator-institutions", _("Institutions"), "landmark"), ("exports", _("Exports"), "download"),
    ("api-docs", _("API"), "database"),
))  # fmt: skip
OPERATION = Area("/operator/", _("Operator"), (
    ("operator-institutions", _("Institutions"), "landmark"), ("team", _("Team"), "key"),
    ("regulators", _("Regulators"), "scale"), ("request-log", _("Request log"), "activity"),
    ("catalogue", _("Catalogue"), "book-open"), ("api-docs", _("API"), "database"),
))  # fmt: skip


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the context that every page has: nav_items, role_label, profile_url, staff_places, staff_place."""
    try:
        visitor = visitor_of(request)
    except Refusal:
        return {"nav_items": _shown(request, PUBLIC.items)}
    areas = areas_of(visitor.principal)
    area = next((area for area in areas if request.path.startswith(area.prefix)), areas[0])
    items = [item for item in area.items if item[0] != "team" or _manages_team(request, visitor, area)]
    return {
        "nav_items": _shown(request, [*items, *_doors_to(areas, area)]),
        "role_label": _role_label(request, visitor, area),
        "profile_url": _address("account-profile") or _address("account_email"),
        "staff_places": visitor.places,
        "staff_place": current_place(request) if visitor.places else None,
    }


def areas_of(principal: Principal) -> list[Area]:
    """Return the kinds of work a person has, the everyday one first."""
    held = [
        (bool(principal.institutions()), STAFF),
        (principal.has(REGULATOR), REGULATION),
        (principal.has(OPERATOR), OPERATION),
        (principal.learner_id is not None, LEARNER),
    ]
    return [area for holds, area in held if holds] or [NEWCOMER]


def home_of(principal: Principal) -> str:
    """Return the address of a person's start page."""
    addresses = (_address(area.items[0][0]) for area in areas_of(principal))
    return next((address for address in addresses if address), "/")


def _doors_to(areas: Iterable[Area], here: Area) -> list[Item]:
    return [(area.items[0][0], area.label, area.items[0][2]) for area in areas if area is not here]


def _manages_team(request: HttpRequest, visitor: Visitor, area: Area) -> bool:
    return area is not STAFF or visitor.principal.has(REGISTRAR, current_place(request).id)


def _role_label(request: HttpRequest, visitor: Visitor, area: Area) -> str | Promise:
    if area is not STAFF:
        return area.label
    place = current_place(request)
    words = {ISSUER: _("issuer"), "approver": _("approver"), REGISTRAR: _("registrar")}
    roles = [str(word) for role, word in words.items() if visitor.principal.has(role, place.id)]
    return f"{place.name} · {', '.join(roles)}"


def _shown(request: HttpRequest, items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the items whose page exists; the current one has the longest address that the path begins with."""
    shown = [{"label": label, "icon": icon, "url": url} for name, label, icon in items if (url := _address(name))]
    fitting = [str(item["url"]) for item in shown if request.path.startswith(str(item["url"]))]
    current = max(fitting, key=len, default="")
    return [item | {"current": item["url"] == current} for item in shown]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
