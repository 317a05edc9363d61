"""What credentials link to: achievements and words of the vocabulary; every link of a credential leads somewhere."""

import json
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import Cast
from tests.cast_catalogue import a_version_row
from tests.credentials.portable.hands import BROWSER, an_award, by_link, carried, get

pytestmark = pytest.mark.django_db


def own_links(node: Any) -> set[str]:
    """Return the paths of every address of this bank in a document, its own fragments left out."""
    if isinstance(node, dict):
        return set().union(*map(own_links, node.values()), set())
    if isinstance(node, list):
        return set().union(*map(own_links, node), set())
    parts = urlsplit(node) if isinstance(node, str) and node.startswith("http") else None
    return {parts.path} if parts and parts.netloc == "127.0.0.1:8000" else set()


def test_every_address_of_the_bank_in_a_credential_answers(cast: Cast) -> None:
    award_id = an_award(cast)
    paths = own_links(json.loads(carried(cast, award_id, "json")))
    assert {path.split("/")[1] for path in paths} >= {"credentials", "achievements", "terms", "status-lists"}
    for path in sorted(paths):
        asked = by_link(path, award_id) if path.startswith("/credentials/") else path
        answer = Client().get(asked, headers={"Accept": "*/*"}, follow=True)
        assert answer.status_code == 200, path


def test_an_achievement_is_the_one_of_the_credential(cast: Cast) -> None:
    award_id = an_award(cast)
    stated = json.loads(carried(cast, award_id, "json"))["credentialSubject"]["achievement"]
    answer = get(Client(), urlsplit(stated["id"]).path, accept="application/json")
    found = answer.json()
    assert {name: value for name, value in found.items() if name != "@context"} == stated
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert "public" in answer["Cache-Control"] and "Accept" in answer["Vary"]


def test_people_are_sent_to_the_catalogue(cast: Cast) -> None:
    row = a_version_row(cast.awarding.id)
    assert get(Client(), f"/achievements/{row.id}", accept=BROWSER, status=302)["Location"] == (
        f"/catalogue/{row.offering_id}/"
    )


def test_a_draft_is_no_achievement(cast: Cast) -> None:
    draft = a_version_row(cast.awarding.id, approved=False)
    for accept in ("*/*", BROWSER):
        get(Client(), f"/achievements/{draft.id}", accept=accept, status=404)
        get(Client(), f"/achievements/{uuid4()}", accept=accept, status=404)


@pytest.mark.parametrize(
    ("word", "anchor"),
    [
        ("ncrf/level/5.0", "level-5.0"), ("ncrf/level/4.5", "level-4.5"),
        ("rule-sets/NCRF-NOTIONAL/2023.1", "rule-set-NCRF-NOTIONAL-2023.1"),
        ("assessment/written-exam", "assessment-written-exam"), ("participation/hybrid", "participation-hybrid"),
    ],
)  # fmt: skip
def test_the_address_of_a_word_leads_to_it(db: None, word: str, anchor: str) -> None:
    assert get(Client(), f"/terms/{word}", status=302)["Location"] == f"/terms#{anchor}"
    assert f'id="{anchor}"' in get(Client(), "/terms").content.decode()


@pytest.mark.parametrize("word", ["ncrf/level/9.0", "ncrf/level/5", "rule-sets/X/1", "assessment/none", "x", "a/b/c/d"])
def test_a_word_that_nobody_uses_is_not_found(db: None, word: str) -> None:
    get(Client(), f"/terms/{word}", status=404)


def test_the_words_stand_in_the_reader_s_language(db: None) -> None:
    page = get(Client(), "/terms", **{"Accept-Language": "hi"}).content.decode()
    assert "लिखित परीक्षा" in page and "स्नातक वर्ष 1" in page


def test_every_type_of_our_own_in_a_credential_is_explained(cast: Cast) -> None:
    page = get(Client(), "/terms").content.decode()
    text = carried(cast, an_award(cast), "json").decode()
    used = {word.partition('"')[0] for word in text.split('"ext:')[1:]}
    assert len(used) > 8
    assert not [word for word in used if f"<code>ext:{word}</code>" not in page]
