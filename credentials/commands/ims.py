"""Handing a learner's credentials, and the learner's name, to an app that the learner lets read."""

from datetime import datetime
from typing import Any

from credentials.commands.signing import sign_awards
from credentials.queries.ims import BadgePage, badges_of, learner_profile, waiting_badges
from identity.principals import Principal
from identity.scopes import READ_BADGES, READ_PROFILE
from ledger.refusals import NotPermitted


def hand_over_badges(*, actor: Principal, limit: int, offset: int, since: datetime | None, at: datetime) -> BadgePage:
    """Return a page of the actor's own credentials, those signed first whose turn has not come yet.

    Refuses a token without the scope to read them, and who has no passbook.
    """
    _require(actor, READ_BADGES)
    if waiting := waiting_badges(actor):
        sign_awards(waiting, at=at)
    return badges_of(actor, limit=limit, offset=offset, since=since)


def hand_over_profile(*, actor: Principal) -> dict[str, Any]:
    """Return the actor's own profile; refuses a token without the scope to read it."""
    _require(actor, READ_PROFILE)
    return learner_profile(actor)


def _require(actor: Principal, scope: str) -> None:
    if scope not in actor.scopes:
        raise NotPermitted(f"The access token lacks the scope {scope}. Ask the learner to grant it.")
