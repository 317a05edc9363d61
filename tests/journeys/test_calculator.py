"""The public calculator: the sum follows the hours while they are typed."""

from playwright.sync_api import expect

from tests.journeys.visitors import Visitors


def test_the_calculator_follows_the_hours_without_a_press_of_a_button(visitors: Visitors) -> None:
    page = visitors.window()
    page.goto("/calculator/")
    page.locator("#id_theory").fill("60")
    page.locator("#id_practical").fill("30")
    page.locator("#id_practical").blur()
    expect(page.locator("main")).to_contain_text("= 5.00 credits")
