"""From an HEI's file to a redeemed credit and the regulator's entry, as five people see it in their browsers."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.demo_site import DemoSite
from tests.journeys.files import nad_file, new_person
from tests.journeys.rest import redemptions_of, token_of
from tests.journeys.steps import approve_file, claim, redeem, register_system, send_file, settle_request, take_back
from tests.journeys.visitors import Visitors

COURSE, PROGRAMME = "Foundations of Data Analysis", "B.Sc. Data Science"


def test_a_row_of_a_file_becomes_a_redeemed_credit_that_the_regulator_reads(demo: DemoSite, visitors: Visitors) -> None:
    who = new_person(1)
    issuer = visitors.sign_in("issuer")
    address = send_file(issuer, "results.csv", nad_file(who, bad=(new_person(2),)))
    expect(issuer.locator("main")).to_contain_text("VCU-XX999")
    approve_file(visitors.sign_in("approver"), address)
    learner = visitors.sign_in("newcomer")
    claim(learner, who)
    lot_id = _reads_the_sum(learner)
    request = redeem(learner, PROGRAMME)
    settle_request(visitors.sign_in("registrar"), request)
    learner.goto(request)
    expect(learner.locator("main")).to_contain_text("Approved")
    token = token_of(demo.url, *register_system(visitors.sign_in("operator"), name="The ministry's auditor"))
    (entry,) = redemptions_of(demo.url, token, lot_id)
    _sees_the_entry(visitors.sign_in("regulator"), entry["id"])
    assert "BROKEN" not in demo.prove_book() and visitors.complaints == []


def test_the_same_work_is_done_without_javascript(demo: DemoSite, visitors: Visitors) -> None:
    plain = {"java_script_enabled": False}
    address = send_file(visitors.sign_in("issuer", **plain), "plain.csv", nad_file(new_person(3)))
    approve_file(visitors.sign_in("approver", **plain), address)
    learner = visitors.sign_in("learner", **plain)
    take_back(learner)
    request = redeem(learner, PROGRAMME)
    settle_request(visitors.sign_in("registrar", **plain), request)
    learner.goto(request)
    expect(learner.locator("main")).to_contain_text("Approved")
    assert "BROKEN" not in demo.prove_book()


def _reads_the_sum(learner: Page) -> str:
    """Open the credential from the passbook; return its id, which is the lot's in the book."""
    learner.goto("/passbook/")
    learner.get_by_role("link", name=COURSE).first.click()
    expect(learner.locator("main")).to_contain_text(re.compile(r"30 h theory .*= 2\.00 credits"))
    return re.findall(r"[0-9a-f-]{36}", learner.url)[0]


def _sees_the_entry(regulator: Page, entry_id: str) -> None:
    """Find the entry in the list of the start page."""
    regulator.goto("/regulator/entries/?kind=redeem")
    regulator.locator(f"main a[href*='{entry_id}']").first.click()
    expect(regulator.locator("main")).to_contain_text(entry_id)
