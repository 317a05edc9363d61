"""Endorsements: what an industry partner has signed about a micro-credential, accepted after it was verified."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.addresses import achievement_url, aishe_of_did
from credentials.commands.catalogue_entries import enter
from credentials.commands.verifying import verify_credential
from credentials.models import Endorsement, OfferingVersion
from credentials.queries.offerings import version_for
from credentials.verifying.facts import issuer_id
from credentials.verifying.verdicts import Verdict
from identity.principals import APPROVER, REGISTRAR, Principal
from ledger.commands.once import once
from ledger.refusals import InvalidInput, NotFound, Refusal

MOST_BYTES = 65_536
KIND = "EndorsementCredential"


class EndorsementRefused(Refusal):
    """What was handed in is no verified endorsement of this version by somebody else."""

    code = "endorsement-refused"
    title = gettext_noop("This is not an endorsement that can be shown")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a verified endorsement says."""

    did: str
    name: str
    comment: str
    at: datetime


def accept_endorsement(
    *, actor: Principal, version_id: UUID, document: bytes, at: datetime, idempotency_key: str
) -> Endorsement:
    """Keep an EndorsementCredential of an approved version, exactly as its partner signed it, and show it from now on.

    An approver or registrar of the institution may. Refuses a document that does not verify now, endorses something
    else, was signed by one of this bank's own issuers, or is not JSON of at most 64 kB. Another one by the same partner
    takes the place of the first.
    """
    version = version_for(actor, version_id)
    actor.require(APPROVER, REGISTRAR, institution_id=version.offering.institution_id)
    if version.approved_at is None:
        raise EndorsementRefused(_("Only an approved version can be endorsed: a draft may still change."))
    if len(document) > MOST_BYTES:
        raise InvalidInput(_("The file has more than 64 kB; expected one signed endorsement in JSON."), field="file")
    request = {"endorse": version_id, "document": document.hex()}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return Endorsement.objects.get(id=slot.answer["endorsement"])
        verdict = verify_credential(document, at=at)
        found = _checked(document, verdict, version)
        entry_id = enter(
            "endorsement-accepted", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key
        )
        kept, _made = Endorsement.objects.update_or_create(
            version=version, endorser_did=found.did,
            defaults={
                "endorser": found.name, "comment": found.comment, "document": document.decode(),
                "endorsed_at": found.at, "accepted_by_id": actor.id, "accepted_at": at, "entry_id": entry_id,
                "withdrawn_at": None,
            },
        )  # fmt: skip
        slot.answer = {"endorsement": str(kept.id)}
        return kept


def withdraw_endorsement(*, actor: Principal, endorsement_id: UUID, at: datetime, idempotency_key: str) -> Endorsement:
    """Show an endorsement no more; the document stays in the bank. An approver or registrar may."""
    kept = Endorsement.objects.select_related("version__offering").filter(id=endorsement_id).first()
    if kept is None:
        raise NotFound(_("There is no such endorsement."))
    version = version_for(actor, kept.version_id)
    actor.require(APPROVER, REGISTRAR, institution_id=version.offering.institution_id)
    with once(actor.id, idempotency_key, {"withdraw": endorsement_id}) as slot:
        if not slot.replayed:
            enter("endorsement-withdrawn", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
            kept.withdrawn_at = at
            kept.save(update_fields=["withdrawn_at"])
    return kept


def _checked(document: bytes, verdict: Verdict, version: OfferingVersion) -> _Said:
    if verdict.outcome != "valid":
        raise EndorsementRefused(verdict.headline.sentence(_), field="file")
    if verdict.facts.kind != KIND:
        raise EndorsementRefused(
            _("This is a %(seen)s; expected an EndorsementCredential.") % {"seen": verdict.facts.kind}, field="file"
        )
    wanted = achievement_url(version.id)
    if verdict.facts.subject_id != wanted:
        raise EndorsementRefused(
            _("It endorses %(seen)s; expected %(wanted)s, which is this version.")
            % {"seen": verdict.facts.subject_id, "wanted": wanted},
            field="file",
        )
    if aishe_of_did(verdict.facts.issuer_id) is not None:
        raise EndorsementRefused(_("An institution of this bank can't be its own industry partner."), field="file")
    read = json.loads(document)
    at = parse_datetime(verdict.facts.valid_from)
    if at is None:
        raise EndorsementRefused(_("It does not say from when it is valid."), field="file")
    name = verdict.facts.issuer_name or verdict.facts.issuer_domain
    return _Said(issuer_id(read), name, str(read["credentialSubject"].get("endorsementComment", "")), at)
