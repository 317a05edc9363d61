"""Who acts: a person, an API client or the bank itself, with what they may do."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from ledger.refusals import NotPermitted

ISSUER, APPROVER, REGISTRAR = "issuer", "approver", "registrar"
REGULATOR, OPERATOR = "regulator", "operator"
INSTITUTION_ROLES = (ISSUER, APPROVER, REGISTRAR)
BANK_ROLES = (REGULATOR, OPERATOR)


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated actor: commands decide from this alone, never from the door it came through."""

    id: UUID
    kind: Literal["user", "client", "system"]
    name: str
    memberships: frozenset[tuple[str, UUID | None]] = field(default_factory=frozenset)
    learner_id: UUID | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)

    def has(self, role: str, institution_id: UUID | None = None) -> bool:
        """Tell whether this actor holds the role, at that institution for institution roles."""
        return (role, None if role in BANK_ROLES else institution_id) in self.memberships

    def require(self, *roles: str, institution_id: UUID | None = None) -> None:
        """Refuse with `NotPermitted` unless the actor holds one of the roles (or is the bank itself)."""
        if self.kind == "system" or any(self.has(role, institution_id) for role in roles):
            return
        raise NotPermitted(f"{self.name} does not hold any of the roles needed: {', '.join(roles)}.")

    def institutions(self, *roles: str) -> frozenset[UUID]:
        """Return the institutions where the actor holds any of the roles (any institution role if none is named)."""
        wanted = roles or INSTITUTION_ROLES
        return frozenset(place for role, place in self.memberships if place is not None and role in wanted)


SYSTEM = Principal(id=UUID(int=0), kind="system", name="The bank")
