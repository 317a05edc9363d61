"""How an operation is described: every problem it may answer, its idempotency key, its If-Match."""

from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

MEDIA_TYPE = "application/problem+json"
PROBLEMS = {
    "400": "The request can't be read.",
    "401": "Nobody is signed in, or the access token is not valid.",
    "403": "The actor may not do this, or the token lacks the scope.",
    "404": "There is no such thing, or it is not yours.",
    "405": "This address has no such method.",
    "406": "The answer is JSON only.",
    "409": "Refused: the state of the bank does not allow it, or the key is being worked on.",
    "412": "It has changed since you read it.",
    "413": "The body is too large.",
    "415": "The body is not of a type that this address reads.",
    "422": "Some fields are not valid, or the key belongs to another request.",
    "428": "A change must name the version it was made from (If-Match).",
    "429": "Too many requests: wait as Retry-After says.",
}
READING = ("400", "401", "403", "404", "405", "406", "409", "422", "429")
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "detail", "instance", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was seen, what was expected, how to mend it."},
        "instance": {"type": "string"},
        "code": {"type": "string", "description": "Stable, in kebab-case."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
            },
        },
        "request_id": {"type": "string"},
    },
}


class BankSchema(AutoSchema):
    """Adds what all endpoints share, so that an endpoint names only its good answers."""

    @cached_property
    def _is_reading(self) -> bool:
        return self.method in {"GET", "HEAD", "OPTIONS"}

    def get_override_parameters(self) -> list[Any]:
        """Name the Idempotency-Key of a POST and the If-Match of a PATCH."""
        given = list(super().get_override_parameters())
        if self.method == "POST" and not getattr(self.view, "keyless_posts", False):
            told = "1 to 180 printable characters of your own making; asking again with it changes nothing."
            given.append(_header("Idempotency-Key", told))
        if self.method in {"PATCH", "PUT"}:
            given.append(_header("If-Match", "The ETag of the version that you change."))
        return given

    def get_tags(self) -> list[str]:
        """Group operations by the first word of their address below /api/v1/."""
        words = [word for word in self.path.split("/") if word and not word.startswith("{")]
        return words[2:3] or ["api"]

    def get_auth(self) -> list[dict[str, Any]]:
        """Name the ways in; none is needed for a public method."""
        ways = [dict(way) for way in super().get_auth() if way]
        return [*ways, {}] if self.method in getattr(self.view, "public_methods", ()) else ways

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        kind = ResolvedComponent.SCHEMA
        problem = ResolvedComponent(name="Problem", type=kind, object="Problem", schema=PROBLEM_SCHEMA)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(problem)
        for status, told in PROBLEMS.items():
            if status not in bodies and (status in READING or not self._is_reading):
                bodies[status] = {"description": told, "content": {MEDIA_TYPE: {"schema": problem.ref}}}
        return bodies


def _header(name: str, told: str) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=told)
