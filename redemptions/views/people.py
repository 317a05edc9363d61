"""Whom the pages of redemption are for."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from identity.doors import principal_of
from identity.principals import APPROVER, REGISTRAR
from learners.queries import KnownLearner, known_learner
from ledger.acts import BOOK_TIMEZONE
from ledger.identifiers import new_id
from ledger.refusals import NotFound


def learner_at(request: HttpRequest) -> KnownLearner:
    """Return the learner who is signed in; for anybody else these pages don't exist."""
    learner_id = principal_of(request).learner_id
    if learner_id is None:
        raise NotFound(_("These pages are for learners with an account."))
    return known_learner(learner_id)


def may_decide(request: HttpRequest, institution_id: UUID) -> bool:
    """Tell whether to show buttons that decide: to approvers and registrars there; the commands check again."""
    actor = principal_of(request)
    return any(actor.has(role, institution_id) for role in (APPROVER, REGISTRAR))


def fresh_key() -> UUID:
    """Return a key for a form, so that sending it twice acts once."""
    return new_id()


def greeting() -> Any:
    """Return the greeting of this hour in India."""
    hour = timezone.now().astimezone(BOOK_TIMEZONE).hour
    if 4 <= hour < 12:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if 12 <= hour < 17 else _("Good evening, %(name)s")
