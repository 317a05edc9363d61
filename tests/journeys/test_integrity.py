"""A regulator checks an entry in the browser: the page says yes, and no as soon as a byte of the leaf is another."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.steps import PATIENCE_SECONDS
from tests.journeys.test_every_page import AXE, LOOKS
from tests.journeys.visitors import Visitors

STEPS = ("leaf", "path", "root", "signature", "public")
WITHOUT_ED25519 = """() => {
  crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));
}"""
ALTER = """([where, old, other]) => {
  const shown = document.querySelector(where);
  shown.textContent = shown.textContent.replace(old, other);
}"""


def open_an_entry(page: Page) -> None:
    """Open the newest deposit; the demonstration's first entries are sealed within seconds."""
    newest, deadline = page.locator("#entries tbody th a").first, time.monotonic() + PATIENCE_SECONDS
    page.goto("/regulator/entries/?kind=deposit")
    while not newest.is_visible() and time.monotonic() < deadline:
        time.sleep(0.3)
        page.reload()
    newest.click()
    page.wait_for_url(re.compile(r"/regulator/entries/[0-9a-f-]{36}/"))


def press(page: Page) -> dict[str, str]:
    """Press the button and return the state of each step."""
    page.get_by_role("button", name="Check it here").click()
    expect(page.locator("[data-verdict]")).to_have_attribute("data-state", re.compile("passed|broken|unknown"))
    lines = {step: page.locator(f"[data-step={step}]").get_attribute("class") or "" for step in STEPS}
    return {step: line.rpartition("-")[2] for step, line in lines.items()}


def alter(page: Page, selector: str, old: str, new: str) -> None:
    """Change what the page shows, as somebody would who serves another book."""
    page.evaluate(ALTER, [selector, old, new])


def test_the_browser_recomputes_leaf_path_and_signature(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator")
    open_an_entry(page)
    assert press(page) == dict.fromkeys(STEPS, "passed")
    expect(page.get_by_role("status").filter(has_text="Yes: this entry is in the log")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the proof").click()
    assert download.value.suggested_filename.endswith(".tlog-proof")
    assert visitors.complaints == []


def test_one_other_byte_of_the_leaf_and_the_check_says_no(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator")
    open_an_entry(page)
    alter(page, "[data-bytes]", '"credits":"', '"credits":"9')
    assert press(page) == {
        "leaf": "broken",
        "path": "broken",
        "root": "passed",
        "signature": "passed",
        "public": "broken",
    }
    expect(
        page.get_by_role("status").filter(has_text="No: what this page shows is not what was sealed")
    ).to_be_visible()


def test_a_checkpoint_that_the_log_did_not_sign_is_found(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator")
    open_an_entry(page)
    size = page.locator("#proof").get_attribute("data-size") or ""
    alter(page, "[data-note]", f"\n{size}\n", f"\n{int(size) + 1}\n")
    found = press(page)
    assert (found["signature"], found["root"]) == ("broken", "broken")


def test_a_browser_without_ed25519_says_what_it_could_not_check(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator")
    open_an_entry(page)
    page.evaluate(WITHOUT_ED25519)
    assert press(page) == dict.fromkeys(STEPS, "passed") | {"signature": "unknown"}
    expect(page.get_by_role("status").filter(has_text="This browser can't check the signature")).to_be_visible()


def test_without_javascript_the_proof_stands_there_with_its_command(visitors: Visitors) -> None:
    page = visitors.sign_in("regulator", java_script_enabled=False)
    open_an_entry(page)
    expect(page.get_by_role("button", name="Check it here")).to_be_hidden()
    expect(page.locator("#proof")).to_contain_text("bin/verify --proof entry-")
    expect(page.locator(".rung").last).to_contain_text("Root:")


@pytest.mark.parametrize("look", LOOKS)
def test_the_verdict_has_no_barrier(visitors: Visitors, look: str) -> None:
    page = visitors.sign_in("regulator", **LOOKS[look])
    open_an_entry(page)
    page.locator("[data-check]").click()
    expect(page.locator("[data-verdict]")).to_have_attribute("data-state", "passed")
    for part in page.locator("#proof details").all():
        part.locator("summary").click()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ([found["id"] for found in Axe().run(page, options=AXE).response["violations"]], wide) == ([], 0)
