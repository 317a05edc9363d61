"""Endorsements: what an industry partner has signed about a micro-credential, accepted after it was verified."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.addresses import achievement_url, aishe_of_did
from credentials.badges.text import clean
from credentials.commands.catalogue_entries import enter
from credentials.commands.verifying import verify_credential
from credentials.models import Endorsement, OfferingVersion
from credentials.queries.offerings import version_for
from credentials.verifying.documents import strict_json
from credentials.verifying.facts import as_list, issuer_id, shown
from credentials.verifying.moments import moment
from credentials.verifying.verdicts import Check, CheckFailed, Verdict
from identity.principals import APPROVER, REGISTRAR, Principal
from ledger.commands.once import once
from ledger.refusals import InvalidInput, NotFound, Refusal

MOST_BYTES, LONGEST_NAME, LONGEST_DID, LONGEST_COMMENT = 65_536, 200, 300, 2_000
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
    since: datetime
    until: datetime | None


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
    read = _read(document)
    request = {"endorse": version_id, "document": document.hex()}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return Endorsement.objects.get(id=slot.answer["endorsement"])
        found = _checked(read, verify_credential(document, at=at), version)
        entry_id = enter(
            "endorsement-accepted", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key
        )
        kept, _made = Endorsement.objects.update_or_create(
            version=version, endorser_did=found.did,
            defaults={
                "endorser": found.name, "comment": found.comment, "document": document.decode(),
                "endorsed_at": found.since, "ends_at": found.until, "accepted_by_id": actor.id, "accepted_at": at,
                "entry_id": entry_id, "withdrawn_at": None,
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
        if not slot.replayed and kept.withdrawn_at is None:
            enter("endorsement-withdrawn", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
            kept.withdrawn_at = at
            kept.save(update_fields=["withdrawn_at"])
        slot.answer = {"endorsement": str(kept.id)}
    return kept


def _read(document: bytes) -> dict[str, Any]:
    """Return the JSON object that was handed in; an address or another form of credential is no endorsement."""
    if len(document) > MOST_BYTES:
        raise InvalidInput(_("The file has more than 64 kB; expected one signed endorsement in JSON."), field="file")
    try:
        return strict_json(document)
    except CheckFailed as failure:
        told = _("This is not JSON that can be read: %(problem)s Expected one signed endorsement in JSON.")
        problem = Check.failed("form", failure).wording.sentence(_)
        raise InvalidInput(told % {"problem": problem}, field="file") from None


def _checked(read: dict[str, Any], verdict: Verdict, version: OfferingVersion) -> _Said:
    if verdict.facts.kind and verdict.facts.kind != KIND:
        _refuse(_("Its kind is %(seen)s; expected EndorsementCredential.") % {"seen": verdict.facts.kind})
    if verdict.outcome != "valid":
        _refuse(verdict.headline.sentence(_))
    subject, issuer, wanted = _subject(read), issuer_id(read), achievement_url(version.id)
    if subject.get("id") != wanted:
        told = _("It endorses %(seen)s; expected %(wanted)s, which is this version.")
        _refuse(told % {"seen": shown(subject.get("id")) or "–", "wanted": wanted})
    if aishe_of_did(issuer) is not None:
        _refuse(_("It is signed by an issuer of this bank; expected an industry partner, somebody else."))
    if len(issuer) > LONGEST_DID:
        _refuse(_("The signer's identifier has more than 300 letters; expected a did:key or did:web."))
    since, until = (_moment(read, name) for name in ("validFrom", "validUntil"))
    if since is None:
        _refuse(_("It does not say from when it is valid."))
    name = (verdict.facts.issuer_name or verdict.facts.issuer_domain)[:LONGEST_NAME]
    return _Said(issuer, name, _comment(subject), since, until)


def _refuse(told: str) -> NoReturn:
    raise EndorsementRefused(told, field="file")


def _subject(read: dict[str, Any]) -> dict[str, Any]:
    """Return the one thing that is endorsed."""
    found = as_list(read.get("credentialSubject"))
    if len(found) != 1 or not isinstance(found[0], dict):
        _refuse(_("It endorses %(seen)s things; expected one.") % {"seen": len(found)})
    return found[0]


def _comment(subject: dict[str, Any]) -> str:
    """Return the partner's words, without signs that can't be seen."""
    said = subject.get("endorsementComment", "")
    if not isinstance(said, str) or len(said) > LONGEST_COMMENT:
        _refuse(_("Its comment is too long; expected a text of at most 2,000 letters."))
    return clean(said)


def _moment(read: dict[str, Any], name: str) -> datetime | None:
    return moment(read[name], name) if name in read else None
