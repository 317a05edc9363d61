"""The components and public pages: complete, quiet under the strict policy, usable by everyone."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site_settings
from django.template.loader import get_template
from django.test import Client, RequestFactory
from playwright.sync_api import BrowserContext, Page
from pytest_django import Settings

from identity.statuses import STATUSES, status_of

Opener = Callable[[str, str], tuple[Page, list[str]]]
ROOT = Path(site_settings.BASE_DIR)
PUBLIC = ["/", "/levels/", "/help/", "/accessibility/", "/privacy/", "/grievance/", "/sitemap/"]
LOOKS = {
    "light": ("light", "en", 1280),
    "dark": ("dark", "en", 1280),
    "narrow": ("light", "en", 390),
    "hindi": ("light", "hi", 1280),
}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def sprite_names() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text()))


@pytest.fixture(autouse=True)
def in_development(settings: Settings) -> None:
    settings.DEBUG = True


@pytest.fixture
def open_page(context: BrowserContext, public_site: str) -> Opener:
    """Open an address in one of the looks, and keep what the console complains of."""

    def go(path: str, look: str) -> tuple[Page, list[str]]:
        theme, language, width = LOOKS[look]
        cookies = {"theme": theme, "django_language": language}
        context.add_cookies([{"name": name, "value": value, "url": public_site} for name, value in cookies.items()])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(public_site + path, wait_until="networkidle")
        return page, complaints

    return go


@pytest.mark.parametrize("path", [*PUBLIC, "/design/"])
def test_a_page_has_one_heading_its_landmarks_and_no_inline_code(path: str) -> None:
    body = Client().get(path).content.decode()
    assert len(re.findall(r"<h1[\s>]", body)) == 1
    assert body.count("<main") == 1
    assert 'class="skip" href="#main"' in body
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", body)
    assert not re.search(r"<script(?![^>]*\bsrc=)", body)


def test_the_gallery_is_shown_to_developers_only(settings: Settings) -> None:
    settings.DEBUG = False
    assert Client().get("/design/").status_code == 404


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "templates/components").glob("*.html")))
def test_every_component_says_what_it_takes_and_compiles(name: str) -> None:
    source = (ROOT / "templates/components" / name).read_text()
    assert re.match(r"\{# .+ #\}\n", source)
    get_template(f"components/{name}")


def test_every_icon_that_a_template_or_a_state_names_is_drawn() -> None:
    named = {status.icon for status in STATUSES.values()}
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text()))
    assert named <= sprite_names()


def test_an_unknown_state_is_shown_by_its_own_word() -> None:
    assert status_of("half_way") == ("Half way", "circle-dot", "neutral")


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
def test_an_error_page_says_what_happened_and_where_to_go(name: str, rf: RequestFactory) -> None:
    body = get_template(name).render({}, rf.get("/nowhere/"))
    assert "<h1>" in body
    assert 'class="button button-primary" href="/"' in body


def test_the_page_of_last_resort_needs_no_request_and_no_script() -> None:
    body = get_template("500.html").render()
    assert "Your credits are safe" in body
    assert "<script" not in body


def test_the_theme_is_kept_and_forgotten_without_javascript() -> None:
    client = Client()
    answer = client.post("/preferences/theme/", {"theme": "dark", "next": "/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/preferences/theme/", {"theme": "system"})
    assert "data-theme" not in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_theme_switch_never_leads_to_another_site(elsewhere: str) -> None:
    assert Client().post("/preferences/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_an_unknown_theme_is_refused_in_words() -> None:
    assert Client().post("/preferences/theme/", {"theme": "pink"}).status_code == 400
    assert Client().get("/preferences/theme/").status_code == 405


def test_the_styles_of_a_page_weigh_under_thirteen_kilobytes() -> None:
    sheets = re.findall(r"css/\w+\.css", get_template("base.html").template.source)
    assert sum(len(gzip.compress((ROOT / "static" / sheet).read_bytes())) for sheet in sheets) < 13_000


@pytest.mark.journey
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", [*PUBLIC, "/design/"])
def test_axe_finds_no_barrier_and_the_policy_is_kept(open_page: Opener, path: str, look: str) -> None:
    page, complaints = open_page(path, look)
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert complaints == []


@pytest.mark.journey
@pytest.mark.parametrize("path", [*PUBLIC, "/design/"])
def test_nothing_hangs_out_of_a_narrow_screen(open_page: Opener, path: str) -> None:
    page, _ = open_page(path, "narrow")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.journey
def test_an_english_page_does_not_load_the_hindi_font(open_page: Opener) -> None:
    page, _ = open_page("/", "light")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert any("inter-latin" in name for name in loaded)
    assert not any("devanagari" in name for name in loaded)


@pytest.mark.journey
def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_page: Opener) -> None:
    page, _ = open_page("/", "light")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
