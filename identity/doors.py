"""Who stands at the door of a request, and for which institution: asked by every page and endpoint."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from identity.principals import Principal
from identity.queries.principals import Place, Visitor, visitor_of_user
from ledger.refusals import NotFound, Refusal

PLACE = "institution_id"
"""The session's key of the institution for which somebody with several is working."""


class NotSignedIn(Refusal):
    """Nobody is signed in: a page sends to the sign-in page, the API answers 401."""

    code = "not-signed-in"
    title = "Sign in first"
    status = 401


def principal_of(request: Any) -> Principal:
    """Return who acts: the signed-in person, or the API client of the access token. Refuses `NotSignedIn`.

    Takes a Django or a REST framework request. Memberships are read once per request.
    """
    return visitor_of(request).principal


def visitor_of(request: Any) -> Visitor:
    """Return who acts, with the names of the institutions worked for."""
    plain = _plain(request)
    known: Visitor | None = getattr(plain, "bank_visitor", None)
    if known is None:
        user = getattr(plain, "user", None)
        if user is None or not user.is_authenticated:
            raise NotSignedIn("This needs a signed-in person or an access token.")
        known = visitor_of_user(user.pk)
        remember(plain, known)
    return known


def is_signed_in(request: Any) -> bool:
    """Tell whether anybody is known to stand at the door."""
    plain = _plain(request)
    user = getattr(plain, "user", None)
    return getattr(plain, "bank_visitor", None) is not None or bool(user and user.is_authenticated)


def remember(request: Any, visitor: Visitor) -> None:
    """Keep who acts for the rest of the request."""
    _plain(request).bank_visitor = visitor  # type: ignore[attr-defined]


def place_of(request: Any) -> UUID:
    """Return the institution for which the actor is working: the chosen one, else the first by name.

    Refuses with `NotFound` when there is none: pages of staff don't exist for others.
    """
    return current_place(request).id


def current_place(request: Any) -> Place:
    """Return the institution for which the actor is working, by name."""
    places = visitor_of(request).places
    if not places:
        raise NotFound("You hold no role at an institution.")
    chosen = _plain(request).session.get(PLACE) if hasattr(_plain(request), "session") else None
    return next((place for place in places if str(place.id) == chosen), places[0])


def choose_place(request: HttpRequest, institution_id: UUID) -> None:
    """Work for this institution from now on; refuses one where no role is held."""
    if institution_id not in {place.id for place in visitor_of(request).places}:
        raise NotFound("You hold no role at this institution.")
    request.session[PLACE] = str(institution_id)


def _plain(request: Any) -> HttpRequest:
    """Return Django's request, also out of the REST framework's."""
    return getattr(request, "_request", request)  # type: ignore[no-any-return]
