"""A credential at its own address: its page for people, the signed document for machines, and files to take away."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views import View

from credentials.commands.portable import JSON_TYPE, Carried, carry_credential
from credentials.queries.achievements import achievement_document, offering_of
from credentials.views.published import as_json, published
from identity.api.problems import PlainProblem, problem_response
from identity.doors import is_signed_in, principal_of
from identity.principals import Principal
from ledger.refusals import Refusal

HTML = "text/html"
JSON_TYPES = [JSON_TYPE, "application/vc+ld+json", "application/ld+json", "application/json"]


class NegotiatedView(View):
    """An address that answers people and machines, each in their own way, refusals too."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Answer; what is refused to a machine is a problem (RFC 9457), to a person a page."""
        try:
            answer = super().dispatch(request, *args, **kwargs)
        except Refusal as refusal:
            if for_people(request):
                raise
            answer = problem_response(request, refusal)
        patch_vary_headers(answer, ["Accept"])
        return answer


class CredentialDocument(NegotiatedView):
    """The credential's own id: people are sent to its page, machines get the signed document.

    `newest` is the address of 1EdTechCredentialRefresh: an edition that waits to be signed is signed first. It is
    open to whom the credential is open: whoever refreshes it needs the secret part of its link, as `k`.
    """

    newest = False

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Answer by what the reader accepts."""
        kind = accepted(request)
        if kind == HTML:
            return to_page(request, reverse("credential", args=[award_id]))
        found = carry_credential(
            actor=reader_of(request), award_id=award_id, form="json", key=key_of(request), at=timezone.now(),
            newest=self.newest,
        )  # fmt: skip
        return private(HttpResponse(found.content, content_type=kind))


class CredentialFile(NegotiatedView):
    """A credential as a file: JSON, JWT, PDF, PNG or SVG."""

    form = "json"

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Send the file."""
        reader, key = reader_of(request), key_of(request)
        if reader is None and not key and for_people(request):
            principal_of(request)  # refuses: they are sent to sign in
        found = carry_credential(actor=reader, award_id=award_id, form=self.form, key=key, at=timezone.now())
        return as_file(found)


class Achievement(NegotiatedView):
    """What a version of an offering certifies: its page in the catalogue for people, the Achievement for machines."""

    def get(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """Answer by what the reader accepts."""
        kind = accepted(request, JSON_TYPES[2:])
        if kind == HTML:
            return HttpResponseRedirect(reverse("offering", args=[offering_of(version_id)]))
        return published(request, as_json(achievement_document(version_id)), kind)


def accepted(request: HttpRequest, kinds: list[str] | None = None) -> str:
    """Return what to answer with; whoever takes anything is a machine. Refuses who takes neither."""
    offered = [*(kinds or JSON_TYPES), HTML]
    kind = request.get_preferred_type(offered)
    if kind is None:
        told = f"This address answers {', '.join(offered)}; the request accepts {request.headers.get('Accept', '')!r}."
        raise PlainProblem(406, "not-acceptable", told)
    return kind


def for_people(request: HttpRequest) -> bool:
    """Tell whether a browser asks, which says that it takes HTML."""
    return request.get_preferred_type([JSON_TYPE, HTML]) == HTML


def reader_of(request: HttpRequest) -> Principal | None:
    """Return who is signed in, or None."""
    return principal_of(request) if is_signed_in(request) else None


def key_of(request: HttpRequest) -> str:
    """Return the secret part of the link by which somebody came."""
    return request.GET.get("k", "")


def to_page(request: HttpRequest, address: str) -> HttpResponse:
    """Send a person to a page, with the secret part of the link."""
    key = key_of(request)
    return private(HttpResponseRedirect(f"{address}?{urlencode({'k': key})}" if key else address))


def as_file(carried: Carried) -> HttpResponse:
    """Send a file that a browser saves under its name."""
    answer = HttpResponse(carried.content, content_type=carried.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{carried.file_name}"'
    return private(answer)


def private(answer: HttpResponse) -> HttpResponse:
    """Mark an answer as one reader's own: no cache keeps it, no search engine lists it."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
