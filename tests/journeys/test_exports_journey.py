"""A regulator takes the book away, and an operator lets a regulator's system in, in their browsers."""

import re

from playwright.sync_api import expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.rest import token_of
from tests.journeys.test_every_page import LOOKS, _faults
from tests.journeys.visitors import Visitors


def test_a_regulator_asks_for_the_book_and_watches_until_its_files_are_there(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator", **LOOKS["dark phone in Hindi"])
    page.goto("/regulator/exports/")
    page.locator("#ask form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/regulator/exports/[0-9a-f-]{36}/$"))
    expect(page.locator("#parts")).to_be_visible(timeout=30_000)
    page.reload()
    assert _faults(page) == []
    with page.expect_download() as taken:
        page.locator("#parts a").first.click()
    lines = taken.value.path().read_bytes().splitlines()
    assert taken.value.suggested_filename == "part-00001.ndjson" and len(lines) > 1_000
    assert visitors.complaints == []


def test_it_is_done_without_javascript(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator", java_script_enabled=False)
    page.goto("/regulator/exports/")
    page.get_by_label("CSV").check()
    page.locator("#ask form button[type=submit]").click()
    for _look in range(60):
        if page.locator("#parts").is_visible() and not page.get_by_role("link", name="Look again").is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("#state")).to_contain_text("Done")


def test_an_operator_lets_a_regulator_in_with_the_calls_to_copy(demo: DemoSite, visitors: Visitors) -> None:
    page = visitors.sign_in("operator")
    page.goto("/operator/regulators/")
    page.get_by_label("Name of the system").fill("Auditor general")
    page.locator("#let-in button[type=submit]").click()
    client_id, secret = page.locator("#client-id").inner_text(), page.locator("#client-secret").inner_text()
    expect(page.locator("#call-token")).to_contain_text(f'"{client_id}:$CLIENT_SECRET"')
    assert _faults(page) == [] and token_of(demo.url, client_id, secret)
    page.goto("/operator/requests/")
    expect(page.locator("#requests")).to_contain_text("Auditor general")
    assert visitors.complaints == []
