"""Drafting: a new offering, a new version of one, changes to a draft, a draft from a line of a file."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from credentials.commands.catalogue_entries import enter
from credentials.commands.draft_checks import check_code, check_draft
from credentials.dates import years_after
from credentials.drafts import VersionDraft
from credentials.models import Offering, OfferingVersion, Skill
from credentials.queries.catalogue import code_of
from credentials.queries.offerings import offering_for, version_for
from identity.principals import ISSUER, REGISTRAR, Principal
from institutions.queries import institution_of
from ledger.acts import day_of
from ledger.commands.once import once
from ledger.ncrf import NCRF_NOTIONAL, CreditSum, LearningHours
from ledger.refusals import Refusal

HOURS_PER_CREDIT = Decimal(30)


class OfferingCodeTaken(Refusal):
    """An institution uses a code once; a change is a new version."""

    code = "offering-code-taken"
    title = "This code is in your catalogue already"


class DraftOpen(Refusal):
    """An offering has one open draft at a time."""

    code = "draft-open"
    title = "A draft of this offering is open already"


class NotADraft(Refusal):
    """Only a draft can be changed; an approved version stays as it is."""

    code = "not-a-draft"
    title = "This version is not a draft"


def draft_offering(
    *,
    actor: Principal,
    institution_id: UUID,
    kind: str,
    code: str,
    draft: VersionDraft,
    at: datetime,
    idempotency_key: str,
) -> OfferingVersion:
    """Put an offering into the institution's catalogue as a draft; credits are computed from its hours.

    An issuer or registrar of the institution may. Refuses a code in use, reserved words in a micro-credential's
    title, contact above notional hours, and days before the rule set's first version.
    """
    actor.require(ISSUER, REGISTRAR, institution_id=institution_id)
    institution_of(institution_id)
    kept = check_code(code_of(code))
    request = {"draft": draft.to_json(), "institution": institution_id, "kind": kind, "code": kept}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return version_for(actor, UUID(slot.answer["id"]))
        credit_sum = check_draft(draft, kind)
        offering = _open(institution_id, kind, kept)
        version = _new_version(offering, draft, credit_sum, actor, at)
        enter("offering-drafted", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
    return version


def draft_version(
    *, actor: Principal, offering_id: UUID, draft: VersionDraft, at: datetime, idempotency_key: str
) -> OfferingVersion:
    """Open the next version of an offering as a draft; refuses while another draft of it is open."""
    offering = offering_for(actor, offering_id)
    actor.require(ISSUER, REGISTRAR, institution_id=offering.institution_id)
    request = {"draft": draft.to_json(), "offering": offering_id}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return version_for(actor, UUID(slot.answer["id"]))
        credit_sum = check_draft(draft, offering.kind)
        if offering.versions.filter(approved_at=None).exists():
            raise DraftOpen(_("Finish the open draft of %(code)s first.") % {"code": offering.code})
        version = _new_version(offering, draft, credit_sum, actor, at)
        enter("version-drafted", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
    return version


def edit_draft(
    *, actor: Principal, version_id: UUID, draft: VersionDraft, at: datetime, idempotency_key: str
) -> OfferingVersion:
    """Say a draft anew; its credits are computed anew. Refuses a version in review, approved or retired."""
    version = version_for(actor, version_id)
    actor.require(ISSUER, REGISTRAR, institution_id=version.offering.institution_id)
    with once(actor.id, idempotency_key, {"draft": draft.to_json(), "version": version_id}) as slot:
        if slot.replayed:
            return version
        version = version_for(actor, version_id, lock=True)
        if version.submitted_at is not None:
            raise NotADraft(_("Only a draft can be changed. Have it returned, or open a new version."))
        _say(version, draft, check_draft(draft, version.offering.kind))
        version.save()
        _set_skills(version, draft.skills)
        enter("draft-changed", version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
    return version


def draft_from_file(
    *,
    actor: Principal,
    institution_id: UUID,
    code: str,
    name: str,
    credit: Decimal | None,
    hours: Decimal | None,
    level: Decimal | None,
    earned_on: date | None = None,
    at: datetime,
    idempotency_key: str,
) -> OfferingVersion:
    """Draft a course that a file names and the catalogue lacks, for people to complete and review.

    `earned_on` is the earliest day on which the file says it was earned: the version is in force from then on.

    Hours that the file lacks are taken from its credits at 30 hours a credit (NCRF-NOTIONAL), a level that it
    lacks is 4.5; the assessment stays open, so the draft can't be approved unseen.
    """
    whole = hours or (credit or Decimal(1)) * HOURS_PER_CREDIT
    draft = VersionDraft(
        title=" ".join(name.split())[:150],
        level=level or Decimal("4.5"),
        hours=LearningHours.of(theory=whole),
        rule_set=NCRF_NOTIONAL.id,
        effective_from=max(earned_on or years_after(day_of(at), -1), NCRF_NOTIONAL.effective_from),
        summary=_("Drafted from a file. Check hours by kind, level and assessment before review."),
    )
    return draft_offering(
        actor=actor, institution_id=institution_id, kind=Offering.Kind.COURSE, code=code, draft=draft, at=at,
        idempotency_key=idempotency_key,
    )  # fmt: skip


def _open(institution_id: UUID, kind: str, code: str) -> Offering:
    try:
        with transaction.atomic():
            return Offering.objects.create(institution_id=institution_id, kind=kind, code=code)
    except IntegrityError as race:
        seen = _("%(code)s is in your catalogue already. Open a new version of it instead.") % {"code": code}
        raise OfferingCodeTaken(seen, field="code") from race


def _new_version(
    offering: Offering, draft: VersionDraft, credit_sum: CreditSum, actor: Principal, at: datetime
) -> OfferingVersion:
    number = (offering.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    version = OfferingVersion(offering=offering, number=number, drafted_by_id=actor.id, drafted_at=at)
    _say(version, draft, credit_sum)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as race:
        raise DraftOpen(_("Finish the open draft of %(code)s first.") % {"code": offering.code}) from race
    _set_skills(version, draft.skills)
    return version


def _say(version: OfferingVersion, draft: VersionDraft, credit_sum: CreditSum) -> None:
    for name, value in draft.to_json().items():
        if name not in ("hours", "skills"):
            setattr(version, name, value.strip() if isinstance(value, str) else value)
    for mode in ("theory", "tutorial", "practical", "experiential", "contact"):
        setattr(version, f"{mode}_hours", getattr(draft.hours, mode))
    version.outcomes = [outcome.strip() for outcome in draft.outcomes if outcome.strip()]
    version.rule_set_version = credit_sum.explanation.rule_set_version
    version.credits = credit_sum.credits
    version.explanation = credit_sum.explanation.to_json()


def _set_skills(version: OfferingVersion, names: tuple[str, ...]) -> None:
    named = {slugify(name, allow_unicode=True)[:80]: " ".join(name.split()) for name in names}
    named.pop("", None)
    Skill.objects.bulk_create([Skill(slug=slug, name=named[slug]) for slug in sorted(named)], ignore_conflicts=True)
    version.skills.set(Skill.objects.filter(slug__in=named))
