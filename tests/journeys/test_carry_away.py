"""A learner carries a credential away; somebody without an account reads it by its link, and a verifier by its file."""

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.visitors import Visitors

FORMS = {"pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<svg", "json": b"{", "jwt": b"eyJ"}


@pytest.mark.parametrize("scripted", [True, False])
def test_every_form_is_downloaded_and_the_link_opens_without_an_account(
    demo: DemoSite, visitors: Visitors, scripted: bool
) -> None:
    learner = visitors.sign_in("learner", java_script_enabled=scripted)
    _open_a_credential(learner)
    for form, begin in FORMS.items():
        assert begin in _download(learner, f"#carry a[href$='.{form}']")[:200], form
    link = learner.locator("#share-link").inner_text().strip()
    reader = visitors.window(java_script_enabled=scripted)
    reader.goto(link)
    expect(reader.locator("main")).to_contain_text("You read this because somebody gave you its link.")
    assert _download(reader, "#carry a[href*='.pdf?k=']").startswith(b"%PDF-")
    signed = json.loads(_ask(link.replace("/?k=", "?k=")))
    assert f"{signed['id']}/" == link.partition("?")[0] and signed["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


def test_the_whole_record_is_downloaded_from_the_passbook(demo: DemoSite, visitors: Visitors) -> None:
    learner = visitors.sign_in("learner")
    learner.goto("/passbook/")
    record = json.loads(_from_menu(learner, "/passbook/transcript.json"))
    held = record["credentialSubject"]["verifiableCredential"]
    assert len(held) > 10 and all("proof" in one for one in held)
    for path in ("/passbook/transcript.pdf", "/passbook/statement.pdf"):
        assert _from_menu(learner, path).startswith(b"%PDF-")
    assert visitors.complaints == []


def _open_a_credential(learner: Page) -> None:
    learner.goto("/passbook/")
    learner.locator(".at-entry a").first.click()
    expect(learner.locator("main")).to_contain_text("Signed by")


def _download(page: Page, selector: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(selector).click()
    return Path(waiting.value.path()).read_bytes()


def _from_menu(page: Page, path: str) -> bytes:
    menu = page.locator("details.menu:has(a[href^='/passbook/'])")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    return _download(page, f"a[href='{path}']")


def _ask(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())
