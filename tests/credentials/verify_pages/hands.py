"""Hands at the verify page: what a visitor hands in, and what stands on the page that answers."""

import json
import re
from html import unescape
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from credentials.links import link_key
from tests.cast import Cast
from tests.credentials.signed.hands import award, signed

PAGE = "/verify/"


def a_document(cast: Cast) -> tuple[UUID, dict[str, Any]]:
    """Return an award of Ananya's and its signed document."""
    [award_id] = award(cast)
    return award_id, signed(cast, award_id)


def paste(text: object, **more: Any) -> HttpResponse:
    """Paste a text, or a document as JSON, as a visitor does."""
    said = text if isinstance(text, str) else json.dumps(text)
    return Client().post(PAGE, {"text": said}, **more)


def hand_in(content: bytes, name: str = "credential.json") -> HttpResponse:
    """Hand in a file."""
    return Client().post(PAGE, {"file": SimpleUploadedFile(name, content)})


def follow(award_id: object, key: str, **more: Any) -> HttpResponse:
    """Open the link of a QR code."""
    return Client().get(PAGE, {"id": str(award_id), "k": key}, **more)


def link_of(award_id: UUID, path: str = "/verify/?id={id}&k={key}") -> str:
    """Return a link of this bank with the secret part."""
    return path.format(id=award_id, key=link_key(award_id))


def words(answer: HttpResponse) -> str:
    """Return the text of the main part of a page, on one line."""
    body = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def verdict(answer: HttpResponse) -> tuple[str, str]:
    """Return the look and the sentence of the verdict; fails on a page without one."""
    found = re.search(r'class="verdict verdict-(\w+)".*?<h1[^>]*>(.*?)</h1>', answer.content.decode(), re.DOTALL)
    assert found, words(answer)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    return found[1], unescape(found[2])


def checks(answer: HttpResponse) -> list[str]:
    """Return the looks of the checks, in order."""
    part = answer.content.decode().split('id="checks"', 1)[1]
    return re.findall(r'class="finding finding-(\w+)"', part)
