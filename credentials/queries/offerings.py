"""Offerings and versions as the staff of their institution may see them."""

from uuid import UUID

from django.utils.translation import gettext as _

from credentials.models import Offering, OfferingVersion
from identity.principals import Principal
from ledger.refusals import NotFound


def offering_for(actor: Principal, offering_id: UUID) -> Offering:
    """Return an offering of an institution where the actor works; others' are not found."""
    offering = Offering.objects.filter(id=offering_id).first()
    if offering is None or not _works_at(actor, offering.institution_id):
        raise NotFound(_("There is no such offering in your catalogue."))
    return offering


def version_for(actor: Principal, version_id: UUID, *, lock: bool = False) -> OfferingVersion:
    """Return a version of an institution where the actor works; `lock` holds it until the transaction ends."""
    rows = OfferingVersion.objects.select_related("offering__institution")
    if lock:
        rows = rows.select_for_update(of=("self",))
    version = rows.filter(id=version_id).first()
    if version is None or not _works_at(actor, version.offering.institution_id):
        raise NotFound(_("There is no such version in your catalogue."))
    return version


def _works_at(actor: Principal, institution_id: UUID) -> bool:
    return actor.kind == "system" or institution_id in actor.institutions()
