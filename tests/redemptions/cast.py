"""The redemption's part of the cast: two institutions with programmes, their people, learners with credits."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from credentials.queries.catalogue import CatalogueVersion
from identity.models import User
from identity.principals import APPROVER, ISSUER, REGISTRAR, Principal
from institutions.models import Approval, Cap, ExitPoint, Institution, Programme
from learners.models import ConsentAnswer, Learner
from ledger.commands.accounts import open_holdings, open_issuance_account, open_redemption_account
from ledger.identifiers import new_id
from redemptions.commands import request_redemption
from redemptions.models import Redemption
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

OPENED_AT = datetime(2023, 1, 2, 6, 30, tzinfo=UTC)
NOON = datetime(2026, 6, 1, 6, 30, tzinfo=UTC)
SHARES = {"residency": "0.5", "discipline": "0.5", "skill": "0.5", "rpl": "0.3", "swayam": "0.4"}


@dataclass
class Place:
    """An institution with one principal per role."""

    row: Institution
    issuer: Principal
    approver: Principal
    registrar: Principal
    versions: dict[str, CatalogueVersion] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return self.row.id

    def version(self, code: str = "GIS-101", **facts: object) -> CatalogueVersion:
        if code not in self.versions:
            usual = {"title": f"Course {code}", "domain": "academic", "discipline": "Geography"}
            self.versions[code] = an_approved_version(self.id, code=code, **(usual | facts))
        return self.versions[code]


@dataclass
class Owner:
    """A learner with an account, as row and as principal."""

    row: Learner
    principal: Principal

    @property
    def holding_id(self) -> UUID:
        return self.row.holding_id


def a_principal(*memberships: tuple[str, UUID | None], learner_id: UUID | None = None, name: str = "P") -> Principal:
    return Principal(id=new_id(), kind="user", name=name, memberships=frozenset(memberships), learner_id=learner_id)


def a_place(name: str = "Anna University", **facts: object) -> Place:
    row = Institution.objects.create(
        **{
            "aishe_code": f"U-{uuid4().hex[:6]}", "name": name, "kind": "state-university", "state": "Tamil Nadu",
            "registered_at": OPENED_AT, **facts,
        }
    )  # fmt: skip
    Approval.objects.create(institution=row, approved_at=OPENED_AT, approved_by_id=new_id(), entry_id=new_id())
    open_issuance_account(account_id=row.account_id, institution_id=row.id)
    staff = [a_principal((role, row.id), name=f"{name} {role}") for role in (ISSUER, APPROVER, REGISTRAR)]
    return Place(row, *staff)


def a_programme(place: Place, *, shares: dict[str, str] | None = None, **facts: object) -> Programme:
    row = Programme.objects.create(
        **{
            "institution": place.row, "code": uuid4().hex[:8], "title": "B.Sc. Geography", "discipline": "Geography",
            "level_min": Decimal("4.5"), "level_max": Decimal("6"), "required_credits": Decimal(40), **facts,
        }
    )  # fmt: skip
    open_redemption_account(account_id=row.account_id, programme_id=row.id)
    for rule, share in (SHARES if shares is None else shares).items():
        Cap.objects.create(programme=row, rule=rule, share=Decimal(share), effective_from=date(2021, 1, 1))
    ExitPoint.objects.create(programme=row, name="Certificate", credits=row.required_credits)
    return row


def a_learner(*, claimed: bool = True, name: str = "Ananya Das") -> Owner:
    learner_id, holding_id = new_id(), new_id()
    user = User.objects.create(email=f"{uuid4().hex[:10]}@example.org", name=name) if claimed else None
    open_holdings([holding_id])
    row = Learner.objects.create(
        id=learner_id, holding_id=holding_id, abc_id_digest=learner_id.bytes * 2, user=user, opened_at=OPENED_AT,
        claimed_at=OPENED_AT if claimed else None,
    )  # fmt: skip
    user_id = user.id if user else new_id()
    return Owner(row, Principal(id=user_id, kind="user", name=name, learner_id=learner_id))


def give(owner: Owner, place: Place, *codes: str, earned_on: date = date(2025, 5, 1), **facts: object) -> list[UUID]:
    """Deposit an award of each code (3 credits at level 5 unless told); return the awards' ids."""
    awards = [
        a_new_award(owner.holding_id, place.version(code, **facts), earned_on=earned_on, key=f"{code}-{uuid4()}")
        for code in codes
    ]
    outcomes = deposit(place.approver, place.id, *awards, at=NOON)
    assert [outcome.status for outcome in outcomes] == ["deposited"] * len(codes), outcomes
    return [outcome.award_id for outcome in outcomes]


def ask(owner: Owner, programme: Programme, *award_ids: UUID, at: datetime = NOON, key: str = "") -> Redemption:
    return request_redemption(
        actor=owner.principal, programme_id=programme.id, award_ids=award_ids or None, at=at,
        idempotency_key=key or str(uuid4()),
    )  # fmt: skip


def consent(owner: Owner, place: Place, *, answer: str = "given", at: datetime = OPENED_AT) -> None:
    ConsentAnswer.objects.create(
        learner=owner.row, purpose="institution-redeems", institution_id=place.id, answer=answer, answered_at=at,
        entry_id=new_id(),
    )  # fmt: skip
