"""Accounts and consents: a no that keeps nothing, a claim that needs both halves, a consent that ends at once."""

from dataclasses import replace
from datetime import date

from playwright.sync_api import expect

from tests.journeys.files import new_person
from tests.journeys.newcomers import consent_to_redeem, learner_with_credits, open_account, sign_up
from tests.journeys.steps import claim
from tests.journeys.visitors import Visitors

INSTITUTION = "Vindhya Central University"


def test_a_no_keeps_nothing_and_a_yes_opens_the_account(visitors: Visitors) -> None:
    who = new_person(10)
    learner = sign_up(visitors, "ten@example.org")
    open_account(learner, who, keep=False)
    expect(learner.locator("h1")).to_have_text("Thank you for your answer: nothing is kept")
    learner.goto("/account/")
    expect(learner.locator("main")).not_to_contain_text(who.abc_id[-4:])
    open_account(learner, who, keep=True)
    expect(learner.locator("body")).to_contain_text("Your account is open")
    learner.goto("/passbook/")
    expect(learner.locator("h1")).to_contain_text("Passbook")
    assert visitors.complaints == []


def test_a_claim_needs_the_birthday_too(visitors: Visitors) -> None:
    who = new_person(11)
    learner_with_credits(visitors, who)
    stranger = sign_up(visitors, "stranger@example.org")
    claim(stranger, replace(who, birthday=date(1999, 12, 31)))
    expect(stranger.get_by_role("alert")).to_be_visible()
    stranger.goto("/passbook/")
    expect(stranger.locator("main")).not_to_contain_text("Foundations of Data Analysis")


def test_a_consent_given_and_withdrawn_stays_in_the_history(visitors: Visitors) -> None:
    learner = sign_up(visitors, "twelve@example.org")
    open_account(learner, new_person(12), keep=True)
    consent_to_redeem(learner, INSTITUTION)
    row = learner.locator("#current .item", has_text=INSTITUTION)
    row.get_by_role("button", name="Withdraw").click()
    expect(row).to_contain_text("Withdrawn")
    expect(row.get_by_role("button")).to_have_count(0)
    learner.get_by_text("Every answer I gave").click()
    expect(learner.locator("details .item", has_text=INSTITUTION)).to_have_count(2)
