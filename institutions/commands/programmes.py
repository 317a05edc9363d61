"""Opening a programme with its caps and exit points, and closing it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import REGISTRAR, Principal
from institutions.commands.entries import enter
from institutions.commands.programme_rules import check_exit_points, check_programme, checked_caps
from institutions.defaults import NewExitPoint, default_caps, default_exit_points
from institutions.models import Cap, ExitPoint, Institution, Programme
from institutions.queries.institutions import require_active
from institutions.queries.programmes import programme_of
from ledger.acts import day_of
from ledger.commands.accounts import open_redemption_account
from ledger.commands.once import once
from ledger.refusals import Refusal


class ProgrammeAlreadyOpen(Refusal):
    """An institution's programme code names one programme, closed ones too."""

    code = "programme-already-open"
    title = gettext_noop("This institution has a programme with this code already")


class ProgrammeClosed(Refusal):
    """A closed programme takes no requests and no changes."""

    code = "programme-closed"
    title = gettext_noop("This programme is closed")


def open_programme(
    *,
    actor: Principal,
    institution_id: UUID,
    code: str,
    title: str,
    discipline: str,
    level_min: Decimal,
    level_max: Decimal,
    required_credits: Decimal,
    at: datetime,
    kind: str = Programme.Kind.DEGREE,
    title_hi: str = "",
    validity_years: int = 7,
    decision_days: int = 15,
    courses_per_semester: int = 5,
    caps: Mapping[str, Decimal] | None = None,
    exit_points: Sequence[NewExitPoint] | None = None,
    idempotency_key: str,
) -> Programme:
    """Open a programme and the account that credits redeemed towards it go into.

    Only a registrar of the institution may, while it is active. Caps (shares of 0 to 1, in force from the day of
    `at`) and exit points are those of the regulations (DOMAIN: UGC ABC Regulations, NCrF exits) unless given.
    Refuses a code in use, levels out of order or not in halves of 1 to 8, and a validity outside 1 to 7 years.
    """
    actor.require(REGISTRAR, institution_id=institution_id)
    given = {
        "kind": str(kind), "code": code.strip(), "title": title.strip(), "title_hi": title_hi.strip(),
        "discipline": discipline.strip(), "level_min": level_min, "level_max": level_max,
        "required_credits": required_credits, "validity_years": validity_years, "decision_days": decision_days,
        "courses_per_semester": courses_per_semester,
    }  # fmt: skip
    check_programme(given)
    institution = require_active(institution_id)
    shares = checked_caps(default_caps(institution.kind) | dict(caps or {}))
    exits = default_exit_points(str(kind), required_credits) if exit_points is None else tuple(exit_points)
    check_exit_points(exits)
    request = {"open": institution_id, **given, "caps": shares, "exits": [asdict(exit_point) for exit_point in exits]}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return programme_of(UUID(slot.answer["id"]))
        row = _insert(institution, given, at)
        _furnish(row, shares=shares, exits=exits, at=at)
        enter(
            "programme-opened", actor=actor, at=at, key=idempotency_key, digest=slot.digest,
            institution_id=institution.id, subject_id=row.id,
        )  # fmt: skip
        slot.answer = {"id": str(row.id)}
        return row


def close_programme(*, actor: Principal, programme_id: UUID, at: datetime, idempotency_key: str) -> Programme:
    """Close a programme: it takes no new requests; what was redeemed towards it stays.

    Only a registrar of its institution may; refuses a closed one.
    """
    row = programme_of(programme_id)
    actor.require(REGISTRAR, institution_id=row.institution_id)
    with once(actor.id, idempotency_key, {"close": programme_id}) as slot:
        if slot.replayed:
            return row
        if not Programme.objects.filter(id=row.id, closed_at=None).update(closed_at=at):
            raise ProgrammeClosed(_("%(title)s is closed already.") % {"title": row.title})
        enter(
            "programme-closed", actor=actor, at=at, key=idempotency_key, digest=slot.digest,
            institution_id=row.institution_id, subject_id=row.id,
        )  # fmt: skip
        slot.answer = {"id": str(row.id)}
        row.closed_at = at
        return row


def _insert(institution: Institution, given: dict[str, object], at: datetime) -> Programme:
    row = Programme(institution=institution, opened_at=at, **given)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ProgrammeAlreadyOpen(
            _("%(name)s has a programme %(code)s already.") % {"name": institution.name, "code": row.code},
            field="code",
        ) from error
    return row


def _furnish(row: Programme, *, shares: Mapping[str, Decimal], exits: Sequence[NewExitPoint], at: datetime) -> None:
    open_redemption_account(account_id=row.account_id, programme_id=row.id)
    day = day_of(at)
    Cap.objects.bulk_create(
        [Cap(programme=row, rule=rule, share=share, effective_from=day) for rule, share in sorted(shares.items())]
    )
    ExitPoint.objects.bulk_create([ExitPoint(programme=row, **asdict(exit_point)) for exit_point in exits])
