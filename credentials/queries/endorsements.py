"""What industry partners say of a version: as the public reads it, and as its staff keep it."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from credentials.addresses import achievement_url, endorsement_url
from credentials.models import Endorsement, Offering, OfferingVersion
from credentials.queries.offerings import offering_for
from credentials.verifying.facts import domain_of
from identity.principals import APPROVER, REGISTRAR, Principal
from ledger.refusals import NotFound

TOOL = "bin/endorse"


@dataclass(frozen=True, slots=True)
class Endorsed:
    """One endorsement as a page shows it."""

    id: UUID
    endorser: str
    endorser_did: str
    comment: str
    endorsed_at: datetime
    ends_at: datetime | None
    accepted_at: datetime
    withdrawn_at: datetime | None
    document: str

    @property
    def signer(self) -> str:
        """Return who vouches for the signature: the domain of a did:web, or the key of a did:key."""
        return domain_of(self.endorser_did) or self.endorser_did

    @property
    def url(self) -> str:
        """Return where it is read as it was signed."""
        return endorsement_url(self.id)


@dataclass(frozen=True, slots=True)
class EndorsementsPage:
    """The endorsements of one version of an offering, for its staff: those withdrawn too."""

    offering: Offering
    version: OfferingVersion
    versions: Sequence[OfferingVersion]
    endorsements: Sequence[Endorsed]
    may_change: bool

    @property
    def achievement(self) -> str:
        """Return the address that a partner endorses."""
        return achievement_url(self.version.id)

    @property
    def command(self) -> str:
        """Return the line by which a partner signs, to be copied into a shell."""
        title = shlex.quote(self.version.title)
        return (
            f"{TOOL} --key partner.key --name '…' --comment '…' \\\n"
            f"  --title {title} \\\n  {self.achievement} > endorsement.json"
        )


def endorsements_of(version_ids: Iterable[UUID], *, at: datetime) -> list[Endorsed]:
    """Return what stands for these versions at a moment, newest first: neither withdrawn nor ended."""
    standing = Q(withdrawn_at=None) & (Q(ends_at=None) | Q(ends_at__gt=at))
    return _shown(Endorsement.objects.filter(standing, version_id__in=list(version_ids)))


def endorsement_document(endorsement_id: UUID) -> bytes:
    """Return an endorsement as its partner signed it; refuses an unknown one, and one that was withdrawn."""
    found = Endorsement.objects.filter(id=endorsement_id, withdrawn_at=None).values_list("document", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such endorsement, or it was withdrawn."))
    return found.encode()


def endorsements_page(actor: Principal, offering_id: UUID, number: int | None = None) -> EndorsementsPage:
    """Return the endorsements of an approved version (the newest unless told) for its institution's staff.

    Others' offerings are not found, nor are versions that nobody has approved.
    """
    offering = offering_for(actor, offering_id)
    versions = list(offering.versions.filter(approved_at__isnull=False).select_related("offering").order_by("-number"))
    version = next((row for row in versions if number in (None, row.number)), None)
    if version is None:
        raise NotFound(_("No such version of it was approved; only an approved one can be endorsed."))
    may_change = any(actor.has(role, offering.institution_id) for role in (APPROVER, REGISTRAR))
    shown = _shown(Endorsement.objects.filter(version=version))
    return EndorsementsPage(offering, version, versions, shown, may_change)


def endorsement_for(actor: Principal, endorsement_id: UUID) -> tuple[Endorsed, OfferingVersion]:
    """Return an endorsement with its version, for the staff of its institution; others' are not found."""
    row = Endorsement.objects.select_related("version__offering").filter(id=endorsement_id).first()
    if row is None or row.version.offering.institution_id not in actor.institutions():
        raise NotFound(_("There is no such endorsement."))
    return _one(row), row.version


def _shown(rows: "QuerySet[Endorsement]") -> list[Endorsed]:
    return [_one(row) for row in rows.order_by("-endorsed_at", "id")]


def _one(row: Endorsement) -> Endorsed:
    return Endorsed(
        row.id, row.endorser, row.endorser_did, row.comment, row.endorsed_at, row.ends_at, row.accepted_at,
        row.withdrawn_at, row.document,
    )  # fmt: skip
