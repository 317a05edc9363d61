"""What a browser without JavaScript can do: read a page, and send the forms that stand in it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

Fields = dict[str, list[str]]


class _Forms(HTMLParser):
    """Collects what each form would send if nobody typed anything, by the form's address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Fields] = {}
        self.buttons: dict[str, list[dict[str, str]]] = {}
        self._here: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self._here = told["action"]
            self.found[self._here], self.buttons[self._here] = {}, []
        if self._here is None or "disabled" in told:
            return
        if tag == "button":
            self.buttons[self._here].append(told)
        ticked = told.get("type") != "checkbox" or "checked" in told
        if tag == "input" and "name" in told and ticked:
            self.found[self._here].setdefault(told["name"], []).append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._here = None


def text_of(answer: HttpResponse, status: int = 200) -> str:
    text = answer.content.decode()
    assert answer.status_code == status, (answer.status_code, answer.headers, text[:500])
    return text


def get(client: Client, path: str, status: int = 200) -> str:
    return text_of(client.get(path), status)


def send(client: Client, page: str, to: str, **typed: Any) -> HttpResponse:
    """Send a form of the page with what was typed or pressed, and follow where it leads."""
    forms = _Forms()
    forms.feed(page)
    assert to in forms.found, f"There is no form to {to}, only {sorted(forms.found)}."
    assert forms.buttons[to], f"No button of the form to {to} can be pressed."
    return client.post(to, forms.found[to] | typed, follow=True)


def can_send(page: str, action: str) -> bool:
    """Tell whether the page has a form to this address with a button that can be pressed."""
    forms = _Forms()
    forms.feed(page)
    return bool(forms.buttons.get(action))
