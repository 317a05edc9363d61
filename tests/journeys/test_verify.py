"""A visitor verifies what a learner has carried away: the good copy, a changed one, and the link of the QR code."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.test_every_page import AXE, LOOKS
from tests.journeys.visitors import Visitors

SCRIPTS = {"with scripts": {}, "without scripts": {"java_script_enabled": False}}
DROP = """([text, selector]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], "credential.json", {type: "application/json"}));
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true}));
}"""


@pytest.fixture
def credential(visitors: Visitors) -> tuple[str, str]:
    """Return a learner's signed document, and the address that its QR code leads to."""
    page = visitors.sign_in("learner")
    page.goto("/passbook/")
    page.locator("main a[href^='/credentials/']").first.click()
    check = page.locator("main a[href*='/verify/?id=']").first.get_attribute("href")
    found = re.search(r"id=([0-9a-f-]{36})", check or "")
    assert check and found
    return page.request.get(f"/credentials/{found[1]}.json").text(), check


def tampered(document: str) -> str:
    other = json.loads(document)
    other["credentialSubject"]["creditsEarned"] = 40
    return json.dumps(other)


def hand_in(page: Page, document: str) -> None:
    """Choose a file and press the button."""
    page.goto("/verify/")
    file: Any = {"name": "credential.json", "mimeType": "application/json", "buffer": document.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main button[type=submit]").click()


@pytest.mark.parametrize("scripts", SCRIPTS)
def test_a_visitor_tells_the_good_copy_from_the_changed_one(
    visitors: Visitors, credential: tuple[str, str], scripts: str
) -> None:
    document, check = credential
    page = visitors.window(**SCRIPTS[scripts])
    hand_in(page, document)
    expect(page.locator("h1")).to_have_text(re.compile("^Valid: issued by "))
    hand_in(page, tampered(document))
    expect(page.locator("h1")).to_have_text(re.compile("^Not valid. The signature does not fit"))
    expect(page.locator("#differences tbody tr")).to_have_count(1)
    expect(page.locator("#differences")).to_contain_text("/credentialSubject/creditsEarned")
    page.goto(check)
    expect(page.locator("h1")).to_have_text(re.compile("^Valid: issued by "))
    page.get_by_role("link", name="Open the credential").click()
    expect(page).to_have_url(re.compile(r"/credentials/[0-9a-f-]{36}/\?k="))
    assert visitors.complaints == []


def test_a_file_that_is_dropped_is_verified(visitors: Visitors, credential: tuple[str, str]) -> None:
    page = visitors.window()
    page.goto("/verify/")
    page.evaluate(DROP, [credential[0], ".drop"])
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Valid: issued by "))


def test_a_link_is_pasted_by_the_keyboard_alone(visitors: Visitors, credential: tuple[str, str]) -> None:
    page = visitors.window()
    page.goto("/verify/")
    page.get_by_label("Paste a link or the text of a credential").focus()
    page.keyboard.insert_text(credential[1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("^Valid: issued by "))


@pytest.mark.parametrize("look", LOOKS)
def test_no_verdict_has_a_barrier_or_overflow(visitors: Visitors, credential: tuple[str, str], look: str) -> None:
    page = visitors.window(**LOOKS[look])
    for document in (credential[0], tampered(credential[0]), '{"type": "VerifiableCredential"}', "nothing of the kind"):
        hand_in(page, document)
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        broken = [found["id"] for found in Axe().run(page, options=AXE).response["violations"]]
        assert (broken, wide) == ([], 0), document[:60]
