"""The translators' catalogues as the tests of translations read them, and the words that templates show."""

import re
import string
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SITE = ROOT / "locale/hi/LC_MESSAGES/django.po"
SIGN_IN = ROOT / "locale/sign_in/hi/LC_MESSAGES/django.po"
PERCENT = re.compile(r"%\((\w+)\)[sdr]|%d")
MARKUP = re.compile(r"</?\w+[^>]*>")
BLOCKS = re.compile(r"{% (blocktrans|blocktranslate|comment)\b.*?{% end\1 %}", re.DOTALL)
TAGS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
SHOWN = ("title", "alt", "placeholder", "aria-label", "aria-description", "data-label", "data-done")
NO_TEXT = ("script", "style", "svg", "code", "pre", "kbd")

Key = tuple[str | None, str]
DJANGO = Path(django.__file__).parent
FOREIGN = [
    Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po",
    *(DJANGO / place / "locale/en/LC_MESSAGES/django.po" for place in ("conf", "contrib/auth", "contrib/humanize")),
]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="hi")


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def key_of(message: Message) -> Key:
    return message.context, forms_of(message.id)[0]


def forms_of(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def slots(text: str) -> set[str]:
    """Return what a text leaves open: %(name)s and {name}; markup counts too."""
    braces = {name for _text, name, _spec, _how in string.Formatter().parse(text) if name is not None}
    return {found.group(0) for found in PERCENT.finditer(text)} | braces | set(MARKUP.findall(text))


class Words(HTMLParser):
    """Collects what a page shows as text: words between tags, and attributes that are read out."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_TEXT or dict(attrs).get("lang") == "en":
            self._inside.append(tag)
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(" ".join(data.split()))


def bare_words(template: Path) -> Iterator[str]:
    """Yield the English words that a template shows without asking for their translation."""
    source = TAGS.sub(" ", BLOCKS.sub(" ", template.read_text()))
    for text in Words(source).found:
        yield from re.findall(r"[A-Za-z][A-Za-z'’-]{2,}", text)


def words_of(page: str) -> set[str]:
    """Return the texts of a page, each as it stands between two tags."""
    return {text.strip() for text in Words(page).found}


def english_of() -> Iterator[str]:
    """Yield the texts whose Hindi differs from their English."""
    for message in (*messages(SITE), *messages(SIGN_IN)):
        for english, hindi in zip(forms_of(message.id), forms_of(message.string), strict=True):
            if english != hindi and not slots(english):
                yield english


def narrated(source: Path) -> set[str]:
    """Return the narrations that a file of code writes out."""
    return set(re.findall(r'narration="([a-z-]+)"', source.read_text()))
