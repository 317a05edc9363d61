"""A draft as an issuer would type it, and the way to an approved version."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from credentials.commands.catalogue import approve_version, draft_offering, submit_for_review
from credentials.drafts import VersionDraft
from credentials.models import OfferingVersion
from identity.principals import Principal
from institutions.models import Institution
from ledger.ncrf import LearningHours
from tests.credentials.people import NOW, an_approver, an_issuer

DRAFT = VersionDraft(
    title="Geographic Information Systems",
    level=Decimal("5.5"),
    hours=LearningHours.of(theory=45, practical=45, contact=60),
    rule_set="UGC-SKILL-NHEQF",
    effective_from=date(2024, 7, 1),
    title_hi="भौगोलिक सूचना प्रणाली",
    summary="Make maps that answer questions.",
    outcomes=("Read a map", "Make a map"),
    domain="vocational",
    discipline="Geography",
    assessment="project",
    quality_assurance="Internal quality assurance cell",
    skills=("GIS", "Remote sensing"),
)


def a_draft(**changes: Any) -> VersionDraft:
    return replace(DRAFT, **changes)


def drafted(
    place: Institution,
    actor: Principal | None = None,
    *,
    code: str = "GIS-1",
    kind: str = "micro-credential",
    **said: Any,
) -> OfferingVersion:
    return draft_offering(
        actor=actor or an_issuer(place), institution_id=place.id, kind=kind, code=code, draft=a_draft(**said), at=NOW,
        idempotency_key=str(uuid4()),
    )  # fmt: skip


def submitted(place: Institution, actor: Principal | None = None, **said: Any) -> OfferingVersion:
    issuer = actor or an_issuer(place)
    version = drafted(place, issuer, **said)
    return submit_for_review(actor=issuer, version_id=version.id, at=NOW, idempotency_key=str(uuid4()))


def approved(place: Institution, **said: Any) -> OfferingVersion:
    version = submitted(place, **said)
    return approve_version(actor=an_approver(place), version_id=version.id, at=NOW, idempotency_key=str(uuid4()))
