"""Smaller journeys: a file of redemptions, a calculator that follows the keys, a consent withdrawn, the keyboard."""

from playwright.sync_api import expect

from tests.journeys.visitors import Visitors

PLANNED = b"abc_id,programme_code,awards,note\n000000000000,VCU-BSC-DS,plan,Nobody has this id\n"


def test_a_file_of_redemptions_tells_whom_it_cannot_serve(visitors: Visitors) -> None:
    issuer = visitors.sign_in("issuer")
    issuer.goto("/staff/batches/new/")
    issuer.locator("[name=kind][value=redemptions]").check()
    file = {"name": "redemptions.csv", "mimeType": "text/csv", "buffer": PLANNED}
    issuer.locator("input[type=file]").set_input_files(file)
    issuer.get_by_role("button", name="Send and check").click()
    expect(issuer.locator("main")).to_contain_text("000000000000", timeout=30_000)


def test_the_calculator_follows_the_hours_without_a_press_of_a_button(visitors: Visitors) -> None:
    page = visitors.window()
    page.goto("/calculator/")
    page.locator("#id_theory").fill("60")
    page.locator("#id_practical").fill("30")
    page.locator("#id_practical").blur()
    expect(page.locator("main")).to_contain_text("= 5.00 credits")


def test_a_consent_is_given_and_withdrawn_again(visitors: Visitors) -> None:
    learner = visitors.sign_in("learner")
    learner.goto("/account/consents/")
    learner.get_by_role("button", name="Withdraw").last.click()
    expect(learner.locator("main")).to_contain_text("Your consent is withdrawn")


def test_a_request_is_prepared_by_keyboard_alone(visitors: Visitors) -> None:
    learner = visitors.sign_in("learner")
    learner.goto("/redeem/")
    learner.keyboard.press("Tab")
    assert learner.evaluate("document.activeElement.getAttribute('href')") == "#main"
    learner.keyboard.press("Enter")
    assert learner.evaluate("document.activeElement.id") == "main"
    learner.locator("main a[href*='programme=']").first.focus()
    learner.keyboard.press("Enter")
    learner.get_by_role("button", name="Check your answers").focus()
    learner.keyboard.press("Enter")
    expect(learner.get_by_role("button", name="Send the request")).to_be_visible()
