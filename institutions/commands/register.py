"""Registering an institution, and the operator's approval of it."""

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import OPERATOR, Principal
from institutions.commands.entries import enter
from institutions.models import Approval, Institution
from institutions.queries.institutions import institution_of
from ledger.commands.accounts import open_issuance_account
from ledger.commands.once import once
from ledger.refusals import InvalidInput, Refusal

_LENGTHS = (("name", 1, 200), ("name_hi", 0, 200), ("state", 1, 60), ("accreditation", 0, 60), ("website", 0, 200))
_AISHE = re.compile(r"[USC]-\d{4,5}")


class InstitutionAlreadyRegistered(Refusal):
    """An AISHE code names one institution."""

    code = "institution-already-registered"
    title = gettext_noop("An institution with this AISHE code is registered already")


class InstitutionAlreadyApproved(Refusal):
    """Approval is given once; what ends it for a time is a suspension."""

    code = "institution-already-approved"
    title = gettext_noop("This institution is approved already")


def register_institution(
    *,
    actor: Principal,
    aishe_code: str,
    name: str,
    kind: str,
    state: str,
    at: datetime,
    name_hi: str = "",
    accreditation: str = "",
    website: str = "",
    validity_years: int = 7,
    idempotency_key: str,
) -> Institution:
    """Register an institution and open the account its awards are deposited from; it waits for approval.

    Only the operator may. Refuses a code that is not an AISHE code (U-0456, C-12345) or is registered already,
    and a validity outside 1 to 7 years (UGC ABC Regulations 2021).
    """
    actor.require(OPERATOR)
    given = {
        "aishe_code": aishe_code.strip().upper(), "name": name.strip(), "name_hi": name_hi.strip(), "kind": kind,
        "state": state.strip(), "accreditation": accreditation.strip(), "website": website.strip(),
        "validity_years": validity_years,
    }  # fmt: skip
    _check(given)
    with once(actor.id, idempotency_key, given) as slot:
        if slot.replayed:
            return institution_of(UUID(slot.answer["id"]))
        row = _insert(Institution(**given, registered_at=at))
        open_issuance_account(account_id=row.account_id, institution_id=row.id)
        enter(
            "institution-registered", actor=actor, at=at, key=idempotency_key, digest=slot.digest, institution_id=row.id
        )
        slot.answer = {"id": str(row.id)}
        return row


def approve_institution(*, actor: Principal, institution_id: UUID, at: datetime, idempotency_key: str) -> Institution:
    """Approve a registered institution: from now on it may deposit and decide. Only the operator may, once."""
    actor.require(OPERATOR)
    with once(actor.id, idempotency_key, {"approve": institution_id}) as slot:
        row = institution_of(institution_id)
        if slot.replayed:
            return row
        if Approval.objects.filter(institution_id=row.id).exists():
            raise InstitutionAlreadyApproved(_("%(name)s is approved already.") % {"name": row.name})
        entry = enter(
            "institution-approved", actor=actor, at=at, key=idempotency_key, digest=slot.digest, institution_id=row.id
        )
        Approval.objects.create(institution=row, approved_at=at, approved_by_id=actor.id, entry_id=entry)
        slot.answer = {"id": str(row.id)}
        return row


def _insert(row: Institution) -> Institution:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise InstitutionAlreadyRegistered(
            _("The AISHE code %(code)s is registered already.") % {"code": row.aishe_code}, field="aishe_code"
        ) from error
    return row


def _check(given: dict[str, object]) -> None:
    code = str(given["aishe_code"])
    if not _AISHE.fullmatch(code):
        raise InvalidInput(
            _("%(code)r is not an AISHE code. Expected a letter U, S or C, a hyphen and 4 or 5 digits, such as U-0456.")
            % {"code": code[:20]},
            field="aishe_code",
        )
    for field, least, longest in _LENGTHS:
        if not least <= len(str(given[field])) <= longest:
            raise InvalidInput(
                _("Expected %(least)s to %(longest)s characters, seen %(seen)s.")
                % {"least": least, "longest": longest, "seen": len(str(given[field]))},
                field=field,
            )
    if given["kind"] not in Institution.Kind.values:
        raise InvalidInput(_("There is no such kind of institution: %(kind)s.") % {"kind": given["kind"]}, field="kind")
    years = given["validity_years"]
    if not isinstance(years, int) or not 1 <= years <= 7:
        raise InvalidInput(
            _("Credits stay valid for 1 to 7 years; %(years)s is outside.") % {"years": years}, field="validity_years"
        )
