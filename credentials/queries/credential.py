"""One award for those who may read it: the learner, and the staff of the institution that awarded it."""

from uuid import UUID

from django.utils.translation import gettext as _

from credentials.links import opens
from credentials.queries.awards import AwardView, award_of
from identity.principals import Principal
from learners.people import KnownLearner
from learners.queries.records import known_learner, learner_by_holding
from ledger.refusals import NotFound


def credential_for(actor: Principal, award_id: UUID) -> AwardView:
    """Return an award that the actor may read; for everybody else there is none."""
    view = award_of(award_id)
    if is_own(actor, view) or view.institution.id in actor.institutions():
        return view
    raise NotFound(_("There is no such award."))


def credential_by_link(award_id: UUID, key: str) -> AwardView:
    """Return an award for whoever has the secret part of its link; for everybody else there is none."""
    if not opens(award_id, key):
        raise NotFound(_("There is no such award."))
    return award_of(award_id)


def is_own(actor: Principal, view: AwardView) -> bool:
    """Tell whether the actor is the learner who earned the award."""
    return actor.learner_id is not None and known_learner(actor.learner_id).holding_id == view.holding_id


def earner_of(view: AwardView) -> KnownLearner | None:
    """Return the learner who earned an award."""
    return learner_by_holding([view.holding_id]).get(view.holding_id)


def own_holding(actor: Principal) -> UUID:
    """Return the holding of the learner who acts; refuses anybody else."""
    if actor.learner_id is None:
        raise NotFound(_("You have no passbook. Open an account or claim yours first."))
    return known_learner(actor.learner_id).holding_id
