"""A learner's signed credentials as Open Badges 3.0 hands them out page by page, and what that door says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.addresses import site
from credentials.models import SignedCredential, UnsignedAward
from credentials.queries.credential import own_holding
from credentials.queries.signed import signed_credentials
from identity.principals import Principal
from identity.scopes import READER_SCOPES
from learners.queries.records import person_of
from ledger.refusals import NotFound

BASE = "/ims/ob/v3p0"
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]


@dataclass(frozen=True, slots=True)
class BadgePage:
    """Some of a learner's credentials, and how many there are in all."""

    documents: list[dict[str, Any]]
    total: int
    limit: int
    offset: int

    def links(self, address: str, query: dict[str, str]) -> str:
        """Return the Link header: first and last always, next while more follows, prev behind the beginning."""
        last = max(0, (self.total - 1) // self.limit * self.limit)
        places = {"first": 0, "last": last}
        if self.offset + self.limit < self.total:
            places = {"next": self.offset + self.limit, **places}
        if self.offset > 0:
            places["prev"] = max(0, self.offset - self.limit)
        return ", ".join(
            f'<{address}?{urlencode({**query, "limit": self.limit, "offset": offset})}>; rel="{name}"'
            for name, offset in places.items()
        )


def waiting_badges(actor: Principal) -> list[tuple[UUID, UUID]]:
    """Return which of the actor's awards wait to be signed."""
    waiting = UnsignedAward.objects.filter(holding_id=own_holding(actor), problem="")
    return list(waiting.values_list("holding_id", "award_id"))


def badges_of(actor: Principal, *, limit: int, offset: int, since: datetime | None) -> BadgePage:
    """Return the actor's own credentials in the order of signing, those signed after a time if one is given.

    Of each the newest edition only; revoked ones too, for their status entry tells every reader.
    """
    holding = own_holding(actor)
    editions = SignedCredential.objects.filter(holding_id=holding).order_by("award_id", "-edition")
    newest = editions.distinct("award_id").values_list("signed_at", "award_id")
    wanted = sorted(row for row in newest if since is None or row[0] > since)
    documents = _documents(holding, [award for _signed_at, award in wanted[offset : offset + limit]])
    return BadgePage(documents, len(wanted), limit, offset)


def learner_profile(actor: Principal) -> dict[str, Any]:
    """Return the actor as a Profile of Open Badges: the name, and an id that only this bank can resolve."""
    if actor.learner_id is None:
        raise NotFound(_("There is no learner behind this token."))
    person = person_of(actor.learner_id)
    return {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{actor.learner_id}",
        "type": ["Profile"],
        "name": person.name or person.name_hi,
    }


def service_description() -> dict[str, Any]:
    """Return the Service Description Document (Open Badges 3.0, 6.3): an OpenAPI document with the way to a token.

    Scopes that write are not offered: the bank holds what institutions award, and the name that they gave.
    """
    flow = {
        "authorizationUrl": site("/oauth/authorize"),
        "tokenUrl": site("/oauth/token"),
        "refreshUrl": site("/oauth/token"),
        "scopes": {scope: str(label) for scope, label in READER_SCOPES.items()},
    }
    scheme = {
        "type": "oauth2",
        "description": "Authorization code with PKCE (S256) by apps that the bank's operator has registered.",
        "x-imssf-name": "Academic Credit Bank",
        "x-imssf-privacyPolicyUrl": site("/privacy/"),
        "x-imssf-termsOfServiceUrl": site("/help/"),
        "flows": {"authorizationCode": flow},
    }
    return {
        "openapi": "3.0.1",
        "info": {
            "title": "Open Badges 3.0",
            "version": "3.0",
            "description": "Reads only: credentials come from institutions, so POST /credentials and PUT /profile "
            "answer 405.",
            "x-imssf-privacyPolicyUrl": site("/privacy/"),
            "termsOfService": site("/help/"),
        },
        "servers": [{"url": site(BASE)}],
        "paths": _paths(),
        "components": {"securitySchemes": {"OAuth2ACG": scheme}, "schemas": _schemas()},
    }


def _documents(holding: UUID, award_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    found = signed_credentials([(holding, award_id) for award_id in award_ids])
    return [found[award_id].document for award_id in award_ids if award_id in found]


def _paths() -> dict[str, Any]:
    badges, profile = READER_SCOPES
    number = {"type": "integer", "format": "int32"}
    parameters = [
        {"name": "limit", "in": "query", "schema": number | {"minimum": 1, "maximum": 100, "default": 50}},
        {"name": "offset", "in": "query", "schema": number | {"minimum": 0, "default": 0}},
        {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}},
    ]
    return {
        "/credentials": {
            "get": _operation("getCredentials", badges, "GetOpenBadgeCredentialsResponse") | {"parameters": parameters}
        },
        "/profile": {"get": _operation("getProfile", profile, "Profile")},
        "/discovery": {"get": _operation("getServiceDescription", "", "ServiceDescriptionDocument")},
    }


def _operation(name: str, scope: str, schema: str) -> dict[str, Any]:
    def answer(told: str, shape: str) -> dict[str, Any]:
        shown = {"schema": {"$ref": f"#/components/schemas/{shape}"}}
        return {"description": told, "content": {"application/json": shown}}

    answers = {"200": answer("As asked.", schema), "default": answer("Refused, with the reason.", "Imsx_StatusInfo")}
    return {"operationId": name, "security": [{"OAuth2ACG": [scope]}] if scope else [], "responses": answers}


def _schemas() -> dict[str, Any]:
    base = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_"
    told = {
        "GetOpenBadgeCredentialsResponse": f"{base}getopenbadgecredentialsresponse_schema.json",
        "Profile": f"{base}profile_schema.json",
        "Imsx_StatusInfo": f"{base}imsx_statusinfo_schema.json",
    }
    named = {name: {"type": "object", "externalDocs": {"url": url}} for name, url in told.items()}
    return named | {"ServiceDescriptionDocument": {"type": "object"}}
