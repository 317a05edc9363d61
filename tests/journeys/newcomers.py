"""What somebody new does: signs up, opens or claims an account, answers consents."""

from playwright.sync_api import Page, expect

from abc_portal.demo.people import Person
from tests.journeys.files import nad_file
from tests.journeys.steps import approve_file, claim, send_file
from tests.journeys.visitors import Visitors


def sign_up(visitors: Visitors, email: str) -> Page:
    """Return the start page of somebody who has just signed up and has no account of credits."""
    page = visitors.window()
    page.goto("/accounts/signup/")
    page.locator("input[name=name]").fill("Tara Bose")
    page.locator("input[name=email]").fill(email)
    for field in ("password1", "password2"):
        page.locator(f"input[name={field}]").fill("a-river-of-nine-bends")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/accounts/signup" not in address)
    return page


def learner_with_credits(visitors: Visitors, who: Person) -> Page:
    """Deposit two courses by a file, and return the window of the learner who has claimed them."""
    address = send_file(visitors.sign_in("issuer"), f"{who.abc_id}.csv", nad_file(who))
    approve_file(visitors.sign_in("approver"), address)
    learner = sign_up(visitors, f"{who.abc_id}@example.org")
    claim(learner, who)
    return learner


def open_account(learner: Page, who: Person, *, keep: bool) -> None:
    """Fill in the form of a new account, and answer the first question."""
    learner.goto("/account/open/")
    learner.get_by_label("Yes, keep my credits" if keep else "No, don't keep anything").check()
    learner.get_by_label("ABC id").fill(who.abc_id)
    learner.get_by_label("Name", exact=True).fill(who.name)
    learner.get_by_label("Birthday").fill(who.birthday.isoformat())
    learner.get_by_role("button", name="Send my answer").click()


def consent_to_redeem(learner: Page, institution: str) -> None:
    """Allow an institution to redeem credits without a request for each."""
    learner.goto("/account/consents/")
    learner.locator("[name=purpose][value=institution-redeems]").check()
    learner.get_by_label("Institution", exact=True).select_option(label=institution)
    learner.get_by_role("button", name="Give a consent").click()
    expect(learner.locator("main")).to_contain_text("Your consent is written down")
