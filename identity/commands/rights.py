"""Who may manage the people and programs of a place."""

from uuid import UUID

from identity.principals import OPERATOR, REGISTRAR, Principal


def manages(actor: Principal, institution_id: UUID | None) -> bool:
    """Tell whether the actor is the institution's registrar, or an operator (of any place and of the bank itself)."""
    if actor.kind == "system" or actor.has(OPERATOR):
        return True
    return institution_id is not None and actor.has(REGISTRAR, institution_id)


def require_management(actor: Principal, institution_id: UUID | None) -> None:
    """Refuse with `NotPermitted` whoever does not manage the place."""
    if not manages(actor, institution_id):
        actor.require(REGISTRAR if institution_id else OPERATOR, institution_id=institution_id)
