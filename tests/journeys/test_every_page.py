"""Every page of every role in the looks that people choose: no barrier, no complaint, nothing cut off."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.visitors import Visitors

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LOOKS = {
    "light": {},
    "dark phone in Hindi": {
        "color_scheme": "dark", "locale": "hi-IN", "viewport": {"width": 390, "height": 844},
    },
}  # fmt: skip
PAGES = {
    "visitor": ["/", "/verify/", "/catalogue/", "/calculator/", "/accounts/login/", "/accounts/signup/", "/nowhere/"],
    "learner": ["/learner/", "/passbook/", "/redeem/", "/redemptions/", "/redemptions/statement/", "/account/",
                "/account/consents/", "/accounts/email/", "/accounts/sessions/"],
    "issuer": ["/staff/", "/staff/batches/", "/staff/batches/new/", "/staff/catalogue/", "/staff/catalogue/new/",
               "/staff/awards/", "/staff/roster/"],
    "registrar": ["/staff/inbox/", "/staff/programmes/", "/staff/programmes/new/", "/staff/team/", "/staff/keys/"],
    "regulator": ["/regulator/", "/regulator/entries/", "/regulator/exports/", "/operator/requests/",
                  "/operator/institutions/", "/api/docs/"],
    "operator": ["/operator/institutions/", "/staff/team/", "/operator/keys/", "/operator/regulators/",
                 "/operator/requests/"],
}  # fmt: skip
KINDS = "credentials|catalogue|redemptions|batches|inbox|awards|programmes|institutions|entries|exports"
INNER = re.compile(rf"/({KINDS})/[0-9a-f-]{{36}}/$")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_barrier_a_complaint_or_overflow(visitors: Visitors, role: str, look: str) -> None:
    page = visitors.window(**LOOKS[look]) if role == "visitor" else visitors.sign_in(role, **LOOKS[look])
    faults: dict[str, list[str]] = {}
    waiting, seen = list(PAGES[role]), set()
    while waiting:
        path = waiting.pop(0)
        page.goto(path)
        if found := _faults(page):
            faults[path] = found
        waiting += _one_of_each_kind(page, seen)
    complaints = [said for said in visitors.complaints if "404" not in said]
    assert (faults, complaints) == ({}, [])


def _faults(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    broken = [violation["id"] for violation in Axe().run(page, options=AXE).response["violations"]]
    return [*broken, *([f"{wide} px too wide"] if wide > 0 else [])]


def _one_of_each_kind(page: Page, seen: set[str]) -> list[str]:
    """Return the first address of each kind of inner page that the page leads to and nobody has looked at."""
    found = []
    for address in page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))"):
        if (kind := INNER.search(address)) and kind[1] not in seen:
            seen.add(kind[1])
            found.append(address)
    return found
