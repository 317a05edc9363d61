"""The first days: the bank's own people, institutions with their staff, and programmes."""

from datetime import datetime, timedelta

from abc_portal.demo.logins import LOGINS, PASSWORDS
from abc_portal.demo.sources import InstitutionFacts, ProgrammeFacts
from abc_portal.demo.stage import Agenda, Stage
from identity.commands.people import create_user
from identity.commands.roles import grant_role
from identity.principals import INSTITUTION_ROLES, OPERATOR, REGISTRAR, REGULATOR, SYSTEM
from institutions.commands import approve_institution, open_programme, register_institution


def plan_founding(stage: Stage, agenda: Agenda) -> None:
    """Plan the opening of the bank, long before the first term."""
    days = stage.world.days
    agenda.add(days.on(days.beginning - timedelta(days=90)), _open_bank, stage)
    for number, place in enumerate(stage.world.sources.institutions):
        opened = days.on(days.beginning - timedelta(days=80 - number), 11)
        agenda.add(opened, _open_institution, stage, place)
    for number, programme in enumerate(stage.world.sources.programmes):
        opened = days.on(days.beginning - timedelta(days=60 - number), 12)
        agenda.add(opened, _open_programme, stage, programme)


def _open_bank(stage: Stage, at: datetime) -> None:
    for role in (OPERATOR, REGULATOR):
        login = LOGINS[role]
        _hire(stage, role, login.email, login.name, role, None, at)


def _open_institution(stage: Stage, place: InstitutionFacts, at: datetime) -> None:
    row = register_institution(
        actor=stage.operator(), aishe_code=place.code, name=place.name, name_hi=place.name_hi, kind=place.kind,
        state=place.state, accreditation=place.accreditation, validity_years=place.validity_years, at=at,
        idempotency_key=stage.key("register"),
    )  # fmt: skip
    stage.institutions[place.code] = row.id
    approve_institution(
        actor=stage.operator(), institution_id=row.id, at=at + timedelta(hours=3), idempotency_key=stage.key("approve")
    )
    for role in INSTITUTION_ROLES:
        email, name = _staff_member(stage, place, role)
        _hire(stage, f"{role}@{place.code}", email, name, role, place, at + timedelta(hours=4))


def _staff_member(stage: Stage, place: InstitutionFacts, role: str) -> tuple[str, str]:
    """Return e-mail and name: those of the table of logins at the first institution, invented ones elsewhere."""
    if place is stage.world.sources.institutions[0]:
        return LOGINS[role].email, LOGINS[role].name
    names, number = stage.world.sources, stage.world.sources.institutions.index(place)
    given = names.given[(7 * number + 11 * INSTITUTION_ROLES.index(role)) % len(names.given)]
    family = names.family[(5 * number + 3 * INSTITUTION_ROLES.index(role)) % len(names.family)]
    return f"{role}.{place.initials.lower()}@example.org", f"{given.latin} {family.latin}"


def _hire(
    stage: Stage, key: str, email: str, name: str, role: str, place: InstitutionFacts | None, at: datetime
) -> None:
    """Open a user and grant the role; only those in the table of logins get a password."""
    user = create_user(
        actor=SYSTEM, email=email, name=name, password=PASSWORDS.get(email), at=at, idempotency_key=stage.key("user")
    )
    grant_role(
        actor=SYSTEM, user_id=user.id, role=role, institution_id=stage.institutions[place.code] if place else None,
        at=at, idempotency_key=stage.key("role"),
    )  # fmt: skip
    stage.users[key] = user.id


def _open_programme(stage: Stage, programme: ProgrammeFacts, at: datetime) -> None:
    row = open_programme(
        actor=stage.staff(programme.institution, REGISTRAR), institution_id=stage.institutions[programme.institution],
        code=programme.code, title=programme.title, title_hi=programme.title_hi, discipline=programme.discipline,
        level_min=programme.level_min, level_max=programme.level_max, required_credits=programme.required_credits,
        kind=programme.kind, at=at, idempotency_key=stage.key("programme"),
    )  # fmt: skip
    stage.programmes[programme.code] = row.id
