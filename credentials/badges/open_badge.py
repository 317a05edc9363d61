"""One award as an OpenBadgeCredential of Open Badges 3.0 on the Verifiable Credentials data model 2.0, unsigned."""

from credentials.badges.achievements import achievement
from credentials.badges.facts import BadgeFacts, LearnerFacts, StatusFacts
from credentials.badges.learner import ABC_ID, NAME
from credentials.badges.profile import profile
from credentials.badges.results import results
from credentials.badges.terms import BADGE_SCHEMA, OB, OB_EXTENSIONS, VC, schema_entry
from credentials.badges.text import Document, clean, day, moment, number, without_gaps


def open_badge(facts: BadgeFacts) -> Document:
    """Return the credential of one award, ready to be signed.

    Holds the 11 elements that the EU Council Recommendation of 2022 makes mandatory for a micro-credential, and the
    5 optional ones where the facts have them. Every node has an id, except the two kinds that the schema of Open
    Badges forbids one: few blank nodes keep the canonical form cheap. English text; Hindi names stand beside it.
    """
    made = facts.achievement
    return without_gaps(
        **{"@context": [VC, OB, OB_EXTENSIONS]},
        id=facts.id,
        type=["VerifiableCredential", "OpenBadgeCredential"],
        name=clean(made.title),
        description=clean(made.description),
        issuer=profile(facts.issuer),
        validFrom=moment(facts.valid_from, "valid_from"),
        validUntil=None if facts.valid_until is None else moment(facts.valid_until, "valid_until"),
        awardedDate=moment(facts.awarded_at, "awarded_at"),
        credentialSubject=_subject(facts),
        credentialStatus=status_entry(facts.status),
        credentialSchema=[schema_entry(BADGE_SCHEMA)],
        refreshService={"id": facts.refresh_url, "type": "1EdTechCredentialRefresh"},
    )


def _subject(facts: BadgeFacts) -> Document:
    return without_gaps(
        id=f"{facts.id}#learner",
        type=["AchievementSubject"],
        identifier=identifiers(facts.learner),
        activityEndDate=None if facts.earned_on is None else day(facts.earned_on),
        term=clean(facts.term),
        creditsEarned=number(facts.achievement.credits),
        achievement=achievement(facts.achievement, facts.issuer),
        result=results(facts),
    )


def identifiers(learner: LearnerFacts) -> list[Document]:
    """Return the IdentityObjects of a learner: the ABC id as a salted hash, then the name, if it is to be said."""
    hashed = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": learner.identity_hash,
        "identityType": ABC_ID,
        "salt": learner.salt,
    }
    name = clean(learner.name)
    named = {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": NAME}
    return [hashed, named] if name else [hashed]


def status_entry(status: StatusFacts) -> Document:
    """Return the one `credentialStatus` entry: revocation, looked up by an index that is text."""
    return {
        "id": f"{status.list_url}#{status.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.index),
        "statusListCredential": status.list_url,
    }
