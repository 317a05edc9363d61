"""Who acts in these tests: two institutions with their staff, and learners' holdings."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from identity.principals import APPROVER, ISSUER, OPERATOR, REGISTRAR, Principal
from institutions.models import Approval, Institution, Suspension
from ledger.commands.accounts import open_holdings, open_issuance_account
from ledger.identifiers import new_id

NOW = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)


def an_institution(name: str = "Savitribai Phule Pune University", *, validity_years: int = 7) -> Institution:
    place = Institution.objects.create(
        aishe_code=f"U-{uuid4().hex[:8]}", name=name, kind="state-university", state="Maharashtra", registered_at=NOW,
        validity_years=validity_years,
    )  # fmt: skip
    Approval.objects.create(institution=place, approved_at=NOW, approved_by_id=new_id(), entry_id=new_id())
    open_issuance_account(account_id=place.account_id, institution_id=place.id)
    return place


def suspend(place: Institution) -> None:
    Suspension.objects.create(
        institution=place, reason="Audit", suspended_at=NOW, suspended_by_id=new_id(), entry_id=new_id()
    )


def a_person(*roles: str, at: Institution | None = None) -> Principal:
    place = None if at is None else at.id
    return Principal(id=new_id(), kind="user", name="Asha", memberships=frozenset((role, place) for role in roles))


def an_issuer(place: Institution) -> Principal:
    return a_person(ISSUER, at=place)


def an_approver(place: Institution) -> Principal:
    return a_person(APPROVER, at=place)


def a_registrar(place: Institution) -> Principal:
    return a_person(REGISTRAR, at=place)


def an_operator() -> Principal:
    return a_person(OPERATOR)


def a_holding() -> UUID:
    name = new_id()
    open_holdings([name])
    return name
