"""The way of a draft: sent for review, approved by a second person or returned with a reason, and retired."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.commands.catalogue_entries import enter
from credentials.commands.draft_checks import check_ready
from credentials.models import OfferingVersion, Return
from credentials.queries.offerings import version_for
from identity.principals import APPROVER, ISSUER, REGISTRAR, Principal
from institutions.queries import require_active
from ledger.commands.once import once
from ledger.ncrf import Explanation
from ledger.queries.rule_sets import rule_set_in_force
from ledger.refusals import InvalidInput, NotPermitted, Refusal


class WrongState(Refusal):
    """The version is not in the state that this step starts from."""

    code = "offering-wrong-state"
    title = "This step does not fit the state of the version"


class SecondPersonNeeded(NotPermitted):
    """Whoever submits does not approve."""

    code = "second-person-needed"
    title = "A second person approves"


class RuleSetChanged(Refusal):
    """The rule set in force on the version's first day is another one than its credits were computed with."""

    code = "rule-set-changed"
    title = "The rule set has changed since the credits were computed"


def submit_for_review(*, actor: Principal, version_id: UUID, at: datetime, idempotency_key: str) -> OfferingVersion:
    """Send a draft to its reviewers; refuses one that lacks outcomes, assessment, participation or quality assurance.

    The fields are the EU Council's mandatory ones (2022); no assessment, no credit (NCrF).
    """

    def submit(version: OfferingVersion) -> None:
        _require(version.submitted_at is None, _("Only a draft can be sent for review."))
        check_ready(version)
        _check_sum(version)
        version.submitted_at, version.submitted_by_id = at, actor.id

    return _step("version-submitted", submit, (ISSUER, REGISTRAR), actor, version_id, at, idempotency_key)


def approve_version(*, actor: Principal, version_id: UUID, at: datetime, idempotency_key: str) -> OfferingVersion:
    """Approve a version in review: from then on it is in the catalogue and never changes.

    An approver of the institution may who did not submit it, and not while the institution is suspended.
    """

    def approve(version: OfferingVersion) -> None:
        require_active(version.offering.institution_id)
        _require(_in_review(version), _("Only a version in review can be approved."))
        if version.submitted_by_id == actor.id:
            raise SecondPersonNeeded(_("You sent this version for review; somebody else has to approve it."))
        check_ready(version)
        _check_sum(version)
        version.approved_at, version.approved_by_id = at, actor.id

    return _step("version-approved", approve, (APPROVER,), actor, version_id, at, idempotency_key)


def return_to_draft(
    *, actor: Principal, version_id: UUID, reason: str, at: datetime, idempotency_key: str
) -> OfferingVersion:
    """Give a version in review back to its drafters with a reason; the reason is kept and shown to them."""
    if not 5 <= len(reason.strip()) <= 1000:
        raise InvalidInput(_("Say in 5 to 1000 characters what is to be mended."), field="reason")

    def give_back(version: OfferingVersion) -> None:
        _require(_in_review(version), _("Only a version in review can be returned."))
        Return.objects.create(version=version, reason=reason.strip(), returned_by_id=actor.id, returned_at=at)
        version.submitted_at = version.submitted_by_id = None

    roles = (APPROVER, REGISTRAR)
    return _step("version-returned", give_back, roles, actor, version_id, at, idempotency_key, reason=reason)


def retire_version(*, actor: Principal, version_id: UUID, at: datetime, idempotency_key: str) -> OfferingVersion:
    """Take an approved version out of the catalogue: nothing earned from today on can be awarded of it."""

    def retire(version: OfferingVersion) -> None:
        approved = version.approved_at is not None and version.retired_at is None
        _require(approved, _("Only an approved version can be retired."))
        version.retired_at = at

    return _step("version-retired", retire, (APPROVER, REGISTRAR), actor, version_id, at, idempotency_key)


def _step(
    narration: str,
    change: Callable[[OfferingVersion], None],
    roles: tuple[str, ...],
    actor: Principal,
    version_id: UUID,
    at: datetime,
    idempotency_key: str,
    **said: str,
) -> OfferingVersion:
    """Lock the version, change it, save it and enter the act."""
    version = version_for(actor, version_id)
    actor.require(*roles, institution_id=version.offering.institution_id)
    with once(actor.id, idempotency_key, {"act": narration, "version": version_id} | said) as slot:
        if slot.replayed:
            return version
        version = version_for(actor, version_id, lock=True)
        change(version)
        version.save()
        enter(narration, version, actor=actor, at=at, slot=slot, idempotency_key=idempotency_key)
    return version


def _in_review(version: OfferingVersion) -> bool:
    return version.submitted_at is not None and version.approved_at is None


def _require(condition: bool, detail: str) -> None:
    if not condition:
        raise WrongState(detail)


def _check_sum(version: OfferingVersion) -> None:
    """Refuse credits that the rule set in force would not give again."""
    rules = rule_set_in_force(version.rule_set, on=version.effective_from)
    explanation = Explanation.from_json(version.explanation)
    if rules.version != version.rule_set_version or explanation.credits != version.credits:
        seen = _("The credits were computed with version %(old)s; %(new)s is in force. Save the draft again.")
        raise RuleSetChanged(seen % {"old": version.rule_set_version, "new": rules.version}, field="rule_set")
    if not explanation.adds_up():
        raise RuleSetChanged(_("The stored sum does not add up. Save the draft again."), field="rule_set")
