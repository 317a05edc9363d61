"""The fixed cast: two institutions, a programme, learners and staff, as small factories."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.test import Client

from identity.models import Membership, User
from identity.principals import APPROVER, ISSUER, OPERATOR, REGISTRAR, REGULATOR, Principal
from identity.queries.principals import principal_of_user
from institutions.commands import approve_institution, open_programme, register_institution
from institutions.models import Institution, Programme
from learners.commands import RosterPerson, ensure_learners, open_account
from learners.people import KnownLearner, Person
from learners.queries import learner_of_user

OPENED_AT = datetime(2024, 1, 5, 6, 30, tzinfo=UTC)
NOON = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)
TODAY = NOON.date()
PASSWORD = "a-long-way-to-learn"
ANANYA = Person("042177193356", "Ananya Das", "अनन्या दास", date(2004, 3, 9), "female")
ROHAN = Person("104277193357", "Rohan Kumar", "रोहन कुमार", date(2003, 11, 21), "male")
BANK_OPERATOR = Principal(id=UUID(int=500), kind="user", name="Operator", memberships=frozenset({(OPERATOR, None)}))

_numbers = count(1)


def a_key() -> str:
    return str(uuid4())


def a_user(name: str = "Somebody", *, email: str = "", password: str | None = None) -> User:
    """Write a user; without a password only `sign_in` opens the door."""
    user = User.objects.create_user(email or f"{uuid4().hex[:12]}@cast.example", password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def a_visitor(name: str = "Somebody") -> Principal:
    """Return a signed-in user with no role and no account."""
    return principal_of_user(a_user(name).id)


def a_member(role: str, institution: Institution | None = None, *, name: str = "") -> Principal:
    """Return a user who holds one role, at the institution or (regulator, operator) at the bank."""
    user = a_user(name or role.capitalize())
    Membership.objects.create(user=user, role=role, institution=institution, since=OPENED_AT)
    return principal_of_user(user.id)


def an_institution(*, approved: bool = True, name: str = "", **fields: Any) -> Institution:
    """Register an institution, and approve it unless told."""
    number = next(_numbers)
    row = register_institution(
        **{
            "actor": BANK_OPERATOR, "aishe_code": f"U-{number:04d}", "name": name or f"University {number}",
            "kind": "state-university", "state": "Maharashtra", "at": OPENED_AT, "idempotency_key": a_key(), **fields,
        }
    )  # fmt: skip
    if approved:
        approve_institution(actor=BANK_OPERATOR, institution_id=row.id, at=OPENED_AT, idempotency_key=a_key())
    return row


def a_registrar_of(institution_id: UUID) -> Principal:
    """Return a registrar who needs no row."""
    return Principal(id=uuid4(), kind="user", name="Registrar", memberships=frozenset({(REGISTRAR, institution_id)}))


def a_programme(institution: Institution, **fields: Any) -> Programme:
    """Open a three-year degree of 120 credits with the usual caps and exits, unless told otherwise."""
    return open_programme(
        **{
            "actor": a_registrar_of(institution.id), "institution_id": institution.id, "code": f"BSC-{next(_numbers)}",
            "title": "B.Sc. Data Science", "title_hi": "बी.एससी. डेटा विज्ञान", "discipline": "Computer Science",
            "level_min": Decimal("4.5"), "level_max": Decimal("5.5"), "required_credits": Decimal(120),
            "at": OPENED_AT, "idempotency_key": a_key(), **fields,
        }
    )  # fmt: skip


def an_abc_id() -> str:
    """Return an id that nobody of the cast has."""
    return f"00{next(_numbers):010d}"


def a_learner(person: Person | None = None, *, name: str = "Meera Nair") -> Principal:
    """Open an account by a user of its own and return the learner as an actor."""
    who = person or Person(an_abc_id(), name, "", date(2002, 7, 15))
    user = a_user(who.name)
    opened = open_account(
        actor=principal_of_user(user.id), person=who, keep_credits=True, at=OPENED_AT, idempotency_key=a_key()
    )
    assert opened is not None
    return principal_of_user(user.id)


def an_unclaimed_learner(institution: Institution, person: Person | None = None, *, number: str = "") -> KnownLearner:
    """Put somebody on an institution's roster and return the account."""
    who = person or Person(an_abc_id(), "Kabir Singh", "", date(2001, 1, 30))
    row = RosterPerson(number or f"R{next(_numbers)}", who)
    actor = a_registrar_of(institution.id)
    return ensure_learners(actor=actor, institution_id=institution.id, people=[row], at=OPENED_AT)[who.abc_id]


def fresh(principal: Principal) -> Principal:
    """Return the same user with the roles and account of this moment."""
    return principal_of_user(principal.id)


def sign_in(client: Client, principal: Principal) -> Client:
    """Sign the user in without a password."""
    client.force_login(User.objects.get(id=principal.id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@dataclass(frozen=True)
class Cast:
    """Everybody: the awarding institution's staff, the accepting one's, two learners, and the bank's people."""

    awarding: Institution
    accepting: Institution
    programme: Programme
    ananya: Principal
    ananya_account: KnownLearner
    rohan: Principal
    rohan_account: KnownLearner
    issuer: Principal
    approver: Principal
    registrar: Principal
    other_issuer: Principal
    other_approver: Principal
    other_registrar: Principal
    regulator: Principal
    operator: Principal
    visitor: Principal


def the_cast() -> Cast:
    """Write the whole cast: Ananya learns, Rohan must see nothing of hers."""
    awarding = an_institution(name="Savitribai Phule Pune University")
    accepting = an_institution(name="University of Hyderabad", state="Telangana", kind="central-university")
    ananya, rohan = a_learner(ANANYA), a_learner(ROHAN)
    ananya_account, rohan_account = learner_of_user(ananya.id), learner_of_user(rohan.id)
    assert ananya_account and rohan_account
    return Cast(
        awarding=awarding, accepting=accepting, programme=a_programme(accepting),
        ananya=ananya, ananya_account=ananya_account, rohan=rohan, rohan_account=rohan_account,
        issuer=a_member(ISSUER, awarding, name="Ishaan Issuer"),
        approver=a_member(APPROVER, awarding, name="Aditi Approver"),
        registrar=a_member(REGISTRAR, awarding, name="Rekha Registrar"),
        other_issuer=a_member(ISSUER, accepting), other_approver=a_member(APPROVER, accepting),
        other_registrar=a_member(REGISTRAR, accepting), regulator=a_member(REGULATOR), operator=a_member(OPERATOR),
        visitor=a_visitor(),
    )  # fmt: skip
