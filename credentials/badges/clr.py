"""A learner's whole record as a ClrCredential (Comprehensive Learner Record 2.0), unsigned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.badges.facts import LearnerFacts, ProfileFacts, StatusFacts
from credentials.badges.open_badge import identifiers, status_entry
from credentials.badges.profile import profile
from credentials.badges.refusals import UnfitFacts
from credentials.badges.terms import CLR, CLR_SCHEMA, OB, OB_EXTENSIONS, VC, schema_entry
from credentials.badges.text import Document, absolute, clean, moment, without_gaps

_CARRIED = ("id", "type", "achievementType", "name", "humanCode", "description", "creditsAvailable")


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """A programme of the record, and the ids of the achievements whose credits were redeemed towards it."""

    id: str
    name: str
    parts: tuple[str, ...]
    description: str = ""

    def __post_init__(self) -> None:
        absolute(self.id, "programme.id")
        if not clean(self.name):
            raise UnfitFacts("missing", "programme.name")


@dataclass(frozen=True, slots=True)
class ClrFacts:
    """The record: who publishes it, whose it is, and the signed credentials in it, each as it was issued.

    `is_partial` says that the learner chose some of the credentials, so that nobody takes it for all there is.
    """

    id: str
    publisher: ProfileFacts
    learner: LearnerFacts
    credentials: tuple[Mapping[str, Any], ...]
    awarded_at: datetime
    valid_from: datetime
    name: str = "Record of credits"
    description: str = ""
    is_partial: bool = False
    programmes: tuple[ProgrammeFacts, ...] = ()
    valid_until: datetime | None = None
    status: StatusFacts | None = None

    def __post_init__(self) -> None:
        absolute(self.id, "clr.id")
        if not self.credentials:
            raise UnfitFacts("missing", "clr.credentials")
        ids = [str(credential.get("id", "")) for credential in self.credentials]
        if len(set(ids)) != len(ids):
            raise UnfitFacts("named-twice", "clr.credentials")
        for held, seen in zip(self.credentials, ids, strict=True):
            if not held.get("proof"):
                raise UnfitFacts("credential-without-proof", "clr.credentials", seen)


def clr(facts: ClrFacts) -> Document:
    """Return the record; every credential in it keeps its own issuer and proof, letter for letter.

    Lists the achievements in short, and associates each with the programme that its credits were redeemed towards.
    Refuses an empty record, a credential without proof or named twice, and a programme of achievements it doesn't hold.
    """
    return without_gaps(
        **{"@context": [VC, CLR, OB, OB_EXTENSIONS]},
        id=facts.id,
        type=["VerifiableCredential", "ClrCredential"],
        name=clean(facts.name),
        description=clean(facts.description),
        issuer=profile(facts.publisher),
        awardedDate=moment(facts.awarded_at, "clr.awarded_at"),
        validFrom=moment(facts.valid_from, "clr.valid_from"),
        validUntil=None if facts.valid_until is None else moment(facts.valid_until, "clr.valid_until"),
        partial=facts.is_partial,
        credentialSubject=_subject(facts),
        credentialStatus=None if facts.status is None else status_entry(facts.status),
        credentialSchema=[schema_entry(CLR_SCHEMA)],
    )


def _subject(facts: ClrFacts) -> Document:
    achieved = _achievements(facts)
    return without_gaps(
        id=f"{facts.id}#learner",
        type=["ClrSubject"],
        identifier=identifiers(facts.learner),
        verifiableCredential=[dict(credential) for credential in facts.credentials],
        achievement=[*achieved.values(), *map(_programme, facts.programmes)],
        association=list(_associations(facts, achieved)),
    )


def _achievements(facts: ClrFacts) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for credential in facts.credentials:
        made = credential.get("credentialSubject", {}).get("achievement")
        if not isinstance(made, Mapping) or "id" not in made:
            continue
        short = {name: made[name] for name in _CARRIED if name in made}
        criteria = made.get("criteria", {})
        found[str(made["id"])] = {**short, "criteria": {"id": criteria["id"]} if "id" in criteria else criteria}
    return found


def _programme(facts: ProgrammeFacts) -> Document:
    return {
        "id": facts.id,
        "type": ["Achievement"],
        "achievementType": "LearningProgram",
        "name": clean(facts.name),
        "description": clean(facts.description) or clean(facts.name),
        "criteria": {"id": f"{facts.id}#criteria"},
    }


def _associations(facts: ClrFacts, achieved: Mapping[str, Document]) -> Iterator[Document]:
    for programme in facts.programmes:
        for part in programme.parts:
            if part not in achieved:
                raise UnfitFacts("part-not-in-the-record", "programme.parts", part)
            yield {
                "type": "Association",
                "associationType": "isPartOf",
                "sourceId": part,
                "targetId": programme.id,
            }
