"""A micro-credential from a draft to the public catalogue, its credits computed while the hours are typed."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors

TITLE = "Soil Health for Small Farms"


def test_a_draft_becomes_public_when_a_second_person_approves_it(visitors: Visitors) -> None:
    issuer = visitors.sign_in("issuer")
    issuer.goto("/staff/catalogue/new/")
    _describe(issuer)
    _type_hours(issuer)
    issuer.get_by_role("button", name="Keep the draft").click()
    issuer.wait_for_url(re.compile(r"/staff/catalogue/[0-9a-f-]{36}/$"))
    issuer.get_by_role("button", name="Send for review").click()
    expect(issuer.locator("main")).to_contain_text("Waits for an approver")
    expect(issuer.get_by_role("button", name="Approve")).to_have_count(0)
    approver = visitors.sign_in("approver")
    approver.goto(issuer.url)
    approver.get_by_role("button", name="Approve").click()
    reader = visitors.window()
    reader.goto(f"/catalogue/?q={TITLE}")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.locator("main")).to_contain_text("= 3.00 credits")
    assert visitors.complaints == []


def test_an_unfinished_draft_says_what_is_missing_and_keeps_what_was_typed(visitors: Visitors) -> None:
    issuer = visitors.sign_in("issuer")
    issuer.goto("/staff/catalogue/new/")
    issuer.get_by_label("Title", exact=True).fill("Bachelor of Bees")
    issuer.get_by_role("button", name="Keep the draft").click()
    expect(issuer.get_by_role("alert")).to_contain_text("Code")
    expect(issuer.get_by_label("Title", exact=True)).to_have_value("Bachelor of Bees")


def _describe(issuer: Page) -> None:
    words = {
        "Code": "VCU-SOIL1", "Title": TITLE, "Learning outcomes": "Take and read a soil sample",
        "Quality assurance": "Internal Quality Assurance Cell",
    }  # fmt: skip
    for label, text in words.items():
        issuer.get_by_label(re.compile(rf"^{label}( \(optional\))?$")).fill(text)
    issuer.get_by_label("Assessment", exact=True).select_option(label="Project")


def _type_hours(issuer: Page) -> None:
    """The sum follows without a press of a button."""
    issuer.get_by_label(re.compile("^Theory")).fill("60")
    expect(issuer.locator("#calculation")).to_contain_text("= 2.00 credits")
    issuer.get_by_label(re.compile("^Practical")).fill("30")
    expect(issuer.locator("#calculation")).to_contain_text("= 3.00 credits")
    issuer.locator("#id_contact").fill("45")
