"""What others may ask of learners."""

from learners.keys import registration_digest
from learners.people import KnownLearner, Person, RosterPerson
from learners.queries.consents import consents_of, current_consents, holds_consent
from learners.queries.looks import looks_of
from learners.queries.records import (
    accounts_by_abc_id,
    known_learner,
    learner_by_holding,
    learner_of_user,
    learners_by_abc_id,
    person_of,
)
from learners.queries.roster import roster_links, roster_of_institution, roster_of_learner

__all__ = [
    "KnownLearner",
    "Person",
    "RosterPerson",
    "accounts_by_abc_id",
    "consents_of",
    "current_consents",
    "holds_consent",
    "known_learner",
    "learner_by_holding",
    "learner_of_user",
    "learners_by_abc_id",
    "looks_of",
    "person_of",
    "registration_digest",
    "roster_links",
    "roster_of_institution",
    "roster_of_learner",
]
