"""Granting and ending roles."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from identity.commands.rights import manages, require_management
from identity.models import Membership, User
from identity.principals import BANK_ROLES, INSTITUTION_ROLES, OPERATOR, REGISTRAR, Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import Slot, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound, Refusal


class RoleAlreadyHeld(Refusal):
    """The person holds this role there already."""

    code = "role-already-held"
    title = "This person holds this role already"


class RoleAlreadyEnded(Refusal):
    """The role was ended before."""

    code = "role-already-ended"
    title = "This role was ended before"


class LastRegistrar(Refusal):
    """An institution without a registrar could never grant a role again."""

    code = "last-registrar"
    title = "This is the last registrar"


class LastOperator(Refusal):
    """A bank without an operator could never grant a role again."""

    code = "last-operator"
    title = "This is the last operator"


def grant_role(
    *,
    actor: Principal,
    user_id: UUID,
    role: str,
    institution_id: UUID | None,
    at: datetime,
    idempotency_key: str,
) -> Membership:
    """Give a user a role: at an institution by its registrar or an operator, at the bank by an operator.

    Refuses an unknown role, user or place, a role at the wrong place, and a role that is held already.
    One person may be issuer and approver; the commands of those acts refuse to approve what one has submitted.
    """
    require_management(actor, institution_id)
    _check_fit(role, institution_id)
    asked = {"act": "grant-role", "user": user_id, "role": role, "institution": institution_id}
    with once(actor.id, idempotency_key, asked) as slot:
        if slot.replayed:
            return Membership.objects.select_related("user").get(id=slot.answer["id"])
        membership = _grant(user_id, role, institution_id, at)
        _note(actor, f"{role}-role-granted", membership, at, idempotency_key, slot)
        return membership


def end_role(*, actor: Principal, membership_id: UUID, at: datetime, idempotency_key: str) -> Membership:
    """End a role that was granted; the row stays. Refuses one not yours, ended before, or the last that grants."""
    with once(actor.id, idempotency_key, {"act": "end-role", "membership": membership_id}) as slot:
        membership = Membership.objects.select_for_update(of=("self",)).filter(id=membership_id).first()
        if membership is None or not manages(actor, membership.institution_id):
            raise NotFound("There is no such role in your care.")
        if slot.replayed:
            return membership
        if membership.ended_at is not None:
            raise RoleAlreadyEnded("Nothing was changed.")
        _keep_somebody_who_grants(actor, membership)
        membership.ended_at = at
        membership.save(update_fields=["ended_at"])
        _note(actor, f"{membership.role}-role-ended", membership, at, idempotency_key, slot)
        return membership


def _grant(user_id: UUID, role: str, institution_id: UUID | None, at: datetime) -> Membership:
    if not User.objects.filter(id=user_id, is_active=True).exists():
        raise NotFound("There is no such user.", field="user_id")
    try:
        with transaction.atomic():
            return Membership.objects.create(user_id=user_id, role=role, institution_id=institution_id, since=at)
    except IntegrityError as error:
        raise RoleAlreadyHeld(f"Nothing was changed: the role {role} is held there already.") from error


def _note(actor: Principal, narration: str, membership: Any, at: datetime, key: str, slot: Slot) -> None:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=slot.digest,
        institution_id=membership.institution_id, subject_id=membership.user_id,
    )  # fmt: skip
    record([act], writer=Writer(actor.id, actor.kind))
    slot.answer = {"id": str(membership.id)}


def _check_fit(role: str, institution_id: UUID | None) -> None:
    expected = BANK_ROLES if institution_id is None else INSTITUTION_ROLES
    if role not in expected:
        raise InvalidInput(f"The role is {role!r}; expected one of {', '.join(expected)}.", field="role")


def _keep_somebody_who_grants(actor: Principal, membership: Membership) -> None:
    """Refuse to leave a place without anybody who grants roles; an operator can still appoint an institution's."""
    if actor.kind == "system" or (membership.role == REGISTRAR and actor.has(OPERATOR)):
        return
    last = {REGISTRAR: LastRegistrar, OPERATOR: LastOperator}.get(membership.role)
    # Rows are locked, so two can't both leave.
    held = Membership.objects.filter(role=membership.role, institution=membership.institution, ended_at=None)
    if last and len(held.order_by("id").select_for_update(of=("self",))) < 2:
        raise last("Grant the role to somebody else first.")
