"""People at the demonstration's door: each signs in with the login of the table, in a window of their own."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from abc_portal.demo.logins import LOGINS


class Visitors:
    """Opens windows, keeps what their consoles complain of, and closes them all."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self.url = browser, url
        self._windows: list[BrowserContext] = []
        self.complaints: list[str] = []

    def window(self, **facts: Any) -> Page:
        """Return a page of a new window at the site."""
        window = self._browser.new_context(base_url=self.url, **facts)
        self._windows.append(window)
        page = window.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def sign_in(self, role: str, **facts: Any) -> Page:
        """Return the start page of somebody in the table of logins."""
        page, login = self.window(**facts), LOGINS[role]
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(login.email)
        page.locator("input[name=password]").fill(login.password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/accounts/login" not in address)
        return page

    def leave(self) -> None:
        for window in self._windows:
            window.close()
