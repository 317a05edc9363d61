"""What the world may read without asking: DID documents and status lists; and how all that is published is answered."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from django.views import View

from credentials.commands.status_lists import current_status_list
from credentials.queries.dids import bank_did_document, institution_did_document

DID, PROFILE, CREDENTIAL = "application/did+json", "application/json", "application/vc"
KEPT_SECONDS = 300


class BankDid(View):
    """The bank's DID document, at `/.well-known/did.json`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the bank's public keys."""
        return published(request, as_json(bank_did_document()), DID)


class InstitutionDid(View):
    """An institution's DID document."""

    def get(self, request: HttpRequest, aishe_code: str) -> HttpResponse:
        """Show an institution's public keys."""
        return published(request, as_json(institution_did_document(aishe_code)), DID)


class StatusListDocument(View):
    """A signed status list. The whole of it is served to everybody: nobody can tell whose place is looked at."""

    def get(self, request: HttpRequest, list_id: UUID) -> HttpResponse:
        """Show the list as it was published last."""
        return published(request, current_status_list(list_id=list_id, at=timezone.now()), CREDENTIAL)


def published(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    """Answer with public bytes that may be kept for five minutes, or with 304 where the reader has them already."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    same = "*" in known or etag in (name.removeprefix("W/") for name in known)
    answer = HttpResponseNotModified() if same else HttpResponse(content, content_type=kind)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def as_json(document: dict[str, Any]) -> bytes:
    """Return a document as indented JSON, for people look at it too."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
