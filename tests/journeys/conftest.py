"""A browser and the demonstration: journeys run on the world that a new user sees."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin"))

from tests.journeys.demo_site import DemoSite
from tests.journeys.visitors import Visitors
from tests.pages.conftest import CHROMIUM

LOUD = "NO CHROMIUM FOUND: browser journeys are NOT run. Install chromium to run them."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all journeys on one worker, which starts the demonstration once."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip(LOUD)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    site = DemoSite(tmp_path_factory.mktemp("demo") / "state")
    yield site
    site.close()


@pytest.fixture
def visitors(demo: DemoSite, browser: Browser) -> Iterator[Visitors]:
    here = Visitors(browser, demo.url)
    yield here
    here.leave()
