"""Hindi is complete: every text is marked, taken up, translated with its placeholders, and shown."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.test import Client
from django.utils import translation

from audit.narrations import NARRATIONS
from tests.cast import Cast, sign_in
from tests.doors.addresses import pages
from tests.pages.catalogues import (
    FOREIGN,
    ROOT,
    SIGN_IN,
    SITE,
    bare_words,
    english_of,
    forms_of,
    key_of,
    messages,
    narrated,
    slots,
    words_of,
)  # fmt: skip
from tests.redemptions.hands import ask, award

ROOMS = (
    "abc_portal", "audit", "batches", "credentials", "identity", "institutions", "learners", "ledger", "redemptions",
    "templates",
)  # fmt: skip
NOT_FOR_READERS = {"design.html", "design_table.html", "button.html"}  # the gallery for developers; allauth's element
NAMES = {"JSON", "SWAYAM", "NCRF-NOTIONAL", "UGC-SKILL-NHEQF", "CCFUP"}
EVERYBODY = ("ananya", "issuer", "approver", "registrar", "regulator", "operator", "visitor")
SIGN_IN_PAGES = ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/change/",
                 "/accounts/email/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/")  # fmt: skip
SAME_IN_HINDI = {"API", "English"}


@pytest.mark.parametrize("path", [SITE, SIGN_IN], ids=["site", "sign-in"])
def test_every_text_is_translated_and_none_is_a_guess(path: Path) -> None:
    assert not [key_of(message) for message in messages(path) if message.fuzzy or not all(forms_of(message.string))]


@pytest.mark.parametrize("path", [SITE, SIGN_IN], ids=["site", "sign-in"])
def test_every_translation_keeps_placeholders_and_markup(path: Path) -> None:
    assert not {key_of(message): lost for message in messages(path) if (lost := _lost_or_invented(message))}


def _lost_or_invented(message: Message) -> set[str]:
    """Compare the last form of each; a first form (one) may leave the number out."""
    english, hindi = forms_of(message.id), forms_of(message.string)
    known = set().union(*map(slots, english))
    return (slots(english[-1]) ^ slots(hindi[-1])) | (set().union(*map(slots, hindi)) - known)


def test_the_catalogue_holds_just_the_texts_of_the_sources(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("NO XGETTEXT FOUND: nobody checked that the Hindi is up to date. Install gettext.")
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    (tmp_path / "locale").mkdir()
    extract = [sys.executable, "-m", "django", "makemessages", "-l", "hi", "--no-location"]
    done = subprocess.run(extract, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    wanted = {key_of(message) for message in messages(tmp_path / "locale/hi/LC_MESSAGES/django.po")}
    kept = {key_of(message) for message in messages(SITE)}
    assert (wanted - kept, kept - wanted) == (set(), set()), "CONTRIBUTING.md says how to take texts up"


def test_the_sign_in_catalogue_holds_texts_that_still_exist() -> None:
    existing = {key_of(message) for path in FOREIGN for message in messages(path)}
    assert {key_of(message) for message in messages(SIGN_IN)} <= existing


def test_no_template_shows_words_that_nobody_can_translate() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*.html") if path.name not in NOT_FOR_READERS]
    bare = {str(path.relative_to(ROOT)): set(bare_words(path)) - NAMES for path in templates}
    assert len(templates) > 100
    assert not {path: words for path, words in bare.items() if words}


def test_a_text_of_ours_never_takes_the_place_of_a_month() -> None:
    with translation.override("hi"):
        assert translation.gettext("May") == "मई"
        assert translation.gettext("March") == "मार्च"


def test_every_narration_of_an_entry_has_words() -> None:
    narrations = {code for room in ROOMS[:-1] for path in (ROOT / room).rglob("*.py") for code in narrated(path)}
    assert len(narrations) > 10
    assert narrations <= set(NARRATIONS)


@pytest.mark.django_db
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_hindi_reader_finds_no_english_on_any_page(client: Client, cast: Cast, who: str) -> None:
    award(cast, cast.ananya_account)
    ask(cast)
    sign_in(client, getattr(cast, who))
    found = _english(client, [path for path in pages() if path not in ("/design/", "/api/docs/")])
    own = {cast.regulator.name, cast.operator.name}  # people of the cast who are called by their roles
    assert not {path: words for path, texts in found.items() if (words := texts - own)}


@pytest.mark.django_db
def test_a_hindi_reader_signs_in_and_up_in_hindi(client: Client, cast: Cast) -> None:
    assert not _english(client, list(SIGN_IN_PAGES))
    sign_in(client, cast.ananya)
    assert not _english(client, list(SIGN_IN_PAGES))
    wrong = Client().post("/accounts/login/", {"login": "", "password": ""}, headers={"accept-language": "hi"})
    assert not words_of(wrong.content.decode()) & set(english_of()) - SAME_IN_HINDI


def _english(client: Client, paths: list[str]) -> dict[str, set[str]]:
    """Return, by page, the texts that are in the catalogue and still stand there in English."""
    english = set(english_of()) - SAME_IN_HINDI
    answers = {path: client.get(path, headers={"accept-language": "hi"}) for path in paths}
    shown = {
        path: words_of(answer.content.decode())
        for path, answer in answers.items()
        if answer.status_code < 500 and not answer.streaming and answer["Content-Type"].startswith("text/html")
    }
    return {path: found for path, words in shown.items() if (found := words & english)}
