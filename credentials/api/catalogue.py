"""Micro-credentials and courses: search, facets, drafts, versions and review."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.catalogue import (
    approve_version,
    draft_offering,
    draft_version,
    edit_draft,
    retire_version,
    return_to_draft,
    submit_for_review,
)
from credentials.queries.offering_pages import newest_for
from credentials.queries.search import ORDER, CatalogueFilters, facet_counts, search
from credentials.queries.staff_catalogue import staff_offering
from credentials.serializers.catalogue import (
    CatalogueQuery,
    FacetsAnswer,
    OfferingInput,
    ReviewInput,
    VersionAnswer,
    VersionInput,
    VersionPatch,
    draft_of,
    patched,
)
from identity.api.etags import etag_of
from identity.api.views import BankView
from identity.doors import is_signed_in, place_of
from identity.principals import Principal
from ledger.acts import day_of

STEPS: dict[str, Callable[..., Any]] = {
    "submit": submit_for_review, "approve": approve_version, "return": return_to_draft, "retire": retire_version,
}  # fmt: skip


class OfferingView(BankView):
    """What every endpoint of the catalogue shares."""

    required_scopes = {"POST": "catalogue:write", "PATCH": "catalogue:write"}
    public_methods = frozenset({"GET"})

    def visible(self, offering_id: UUID) -> Any:
        """Return the version that this actor reads: staff the newest, others the one in the catalogue."""
        actor: Principal | None = self.principal if is_signed_in(self.request) else None
        return newest_for(actor, offering_id, on=day_of(self.at))

    def shown(self, version: Any, status: int = 200, location: str = "") -> Response:
        """Answer a version with its ETag."""
        body = VersionAnswer(version)
        return self.answer(body, status=status, etag=etag_of(body.data), location=location)


class OfferingList(OfferingView):
    """The catalogue."""

    ordering = ORDER

    @extend_schema(parameters=[CatalogueQuery], responses=VersionAnswer(many=True))
    def get(self, request: Request) -> Response:
        """Search the versions in force, by title."""
        rows = search(_filters(self.read_query(CatalogueQuery)), day_of(self.at))
        return self.page(rows.prefetch_related("skills"), VersionAnswer)

    @extend_schema(request=OfferingInput, responses={201: VersionAnswer})
    def post(self, request: Request) -> Response:
        """Draft an offering in your institution's catalogue."""
        given = self.read(OfferingInput)
        return self.once(lambda key: self._draft(given, key))

    def _draft(self, given: dict[str, Any], key: str) -> Response:
        version = draft_offering(
            actor=self.principal, institution_id=place_of(self.request), kind=given["kind"], code=given["code"],
            draft=draft_of(given), at=self.at, idempotency_key=key,
        )  # fmt: skip
        address = self.request.build_absolute_uri(f"{version.offering_id}/")
        return self.shown(self.visible(version.offering_id), 201, address)


class OfferingFacets(OfferingView):
    """Counts by facet."""

    @extend_schema(parameters=[CatalogueQuery], responses=FacetsAnswer)
    def get(self, request: Request) -> Response:
        """Count the offerings of a search by facet."""
        counts = facet_counts(_filters(self.read_query(CatalogueQuery)), day_of(self.at))
        named = {
            name.removesuffix("_id"): [
                {"value": str(found[0]), "label": str(found[min(1, len(found) - 2)]), "count": found[-1]}
                for found in values
            ]
            for name, values in counts.items()
        }
        return self.answer(FacetsAnswer(named))


class OfferingDetail(OfferingView):
    """One offering."""

    @extend_schema(responses=VersionAnswer)
    def get(self, request: Request, offering_id: UUID) -> Response:
        """Read the version in the catalogue; the institution's staff read the newest, drafts too."""
        return self.shown(self.visible(offering_id))

    @extend_schema(request=VersionPatch, responses=VersionAnswer)
    def patch(self, request: Request, offering_id: UUID) -> Response:
        """Change the open draft; name its ETag by If-Match."""
        version = staff_offering(self.principal, offering_id).version
        self.check_etag(etag_of(VersionAnswer(version).data))
        draft = patched(version, self.read(VersionPatch))
        key = f"patch:{etag_of(VersionAnswer(version).data)}:{self.at.timestamp()}"
        edit_draft(actor=self.principal, version_id=version.id, draft=draft, at=self.at, idempotency_key=key)
        return self.shown(self.visible(offering_id))


class OfferingVersions(OfferingView):
    """The versions of an offering."""

    pagination_class = None  # type: ignore[assignment]

    @extend_schema(responses=VersionAnswer(many=True))
    def get(self, request: Request, offering_id: UUID) -> Response:
        """List the versions, newest first; drafts for the institution's staff only."""
        found = self.visible(offering_id)
        own = is_signed_in(request) and found.offering.institution_id in self.principal.institutions()
        rows = found.offering.versions.select_related("offering__institution").prefetch_related("skills")
        shown = [row for row in rows.order_by("-number") if own or row.approved_at is not None]
        return self.answer(VersionAnswer(shown, many=True))

    @extend_schema(request=VersionInput, responses={201: VersionAnswer})
    def post(self, request: Request, offering_id: UUID) -> Response:
        """Draft the next version."""
        given = self.read(VersionInput)

        def work(key: str) -> Response:
            draft_version(
                actor=self.principal, offering_id=offering_id, draft=draft_of(given), at=self.at, idempotency_key=key
            )
            return self.shown(self.visible(offering_id), 201)

        return self.once(work)


class OfferingReview(OfferingView):
    """The review of the newest version."""

    public_methods = frozenset()

    @extend_schema(request=ReviewInput, responses={201: VersionAnswer})
    def post(self, request: Request, offering_id: UUID) -> Response:
        """Submit, approve, return or retire; a second person approves."""
        given = self.read(ReviewInput)
        version = staff_offering(self.principal, offering_id).version
        reason = {"reason": given.get("reason", "")} if given["step"] == "return" else {}

        def work(key: str) -> Response:
            act = {"actor": self.principal, "version_id": version.id, "at": self.at, "idempotency_key": key}
            STEPS[given["step"]](**act, **reason)
            return self.shown(self.visible(offering_id), 201)

        return self.once(work)


def _filters(given: dict[str, Any]) -> CatalogueFilters:
    names = {"q": "words", "institution": "institution_id"}
    return CatalogueFilters(**{names.get(name, name): value for name, value in given.items()})
