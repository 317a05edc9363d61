"""The keyboard alone: every stop shows where it is, and credits are redeemed without a mouse."""

from playwright.sync_api import Page, expect

from tests.journeys.files import new_person
from tests.journeys.newcomers import learner_with_credits
from tests.journeys.visitors import Visitors

FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    const ring = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    return {name: (at.innerText || at.value || at.name || '').trim(), tag: at.tagName, shown: ring && seen};
}"""
STOPS = 60


def test_every_stop_of_the_keyboard_shows_the_focus(visitors: Visitors) -> None:
    learner = visitors.sign_in("learner")
    hidden = {}
    for path in ("/learner/", "/passbook/", "/redeem/", "/account/consents/"):
        learner.goto(path)
        stops = _stops(learner)
        assert len(stops) > 10
        hidden[path] = [stop for stop in stops if not stop["shown"]]
    assert not any(hidden.values()), hidden


def test_the_first_stop_skips_to_the_main_content(visitors: Visitors) -> None:
    page = visitors.window()
    page.goto("/catalogue/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_credits_are_redeemed_by_keyboard_alone(visitors: Visitors) -> None:
    learner = learner_with_credits(visitors, new_person(31))
    learner.goto("/redeem/")
    _press(learner, "Choose")
    _press(learner, "Check your answers")
    _press(learner, "Send the request")
    expect(learner.get_by_role("button", name="Take it back")).to_be_visible()


def _stops(page: Page) -> list[dict[str, str]]:
    """Press Tab through the page; return what each stop is."""
    stops = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


def _press(page: Page, name: str) -> None:
    """Go on with Tab to the button or link of this name, and press Enter."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS)["name"].startswith(name):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
