"""What an industry partner says of an achievement: an EndorsementCredential of Open Badges 3.0, unsigned."""

from dataclasses import dataclass
from datetime import datetime

from credentials.badges.facts import ProfileFacts, StatusFacts
from credentials.badges.open_badge import status_entry
from credentials.badges.profile import profile
from credentials.badges.refusals import UnfitFacts
from credentials.badges.terms import ENDORSEMENT_SCHEMA, OB, OB_EXTENSIONS, VC, schema_entry
from credentials.badges.text import Document, absolute, clean, moment, without_gaps


@dataclass(frozen=True, slots=True)
class EndorsementFacts:
    """Who endorses which achievement (or issuer), by its id, and in which words."""

    id: str
    endorser: ProfileFacts
    endorsed: str
    endorsed_name: str
    comment: str
    valid_from: datetime
    valid_until: datetime | None = None
    status: StatusFacts | None = None

    def __post_init__(self) -> None:
        absolute(self.id, "endorsement.id")
        absolute(self.endorsed, "endorsement.endorsed")
        for name in ("endorsed_name", "comment"):
            if not clean(getattr(self, name)):
                raise UnfitFacts("missing", f"endorsement.{name}")
        if self.endorsed == self.endorser.id:
            raise UnfitFacts("endorses-itself", "endorsement.endorsed", self.endorsed)


def endorsement(facts: EndorsementFacts) -> Document:
    """Return the endorsement as a credential of its own, to be signed by the endorser; refuses praise of oneself."""
    return without_gaps(
        **{"@context": [VC, OB, OB_EXTENSIONS]},
        id=facts.id,
        type=["VerifiableCredential", "EndorsementCredential"],
        name=f"Endorsement of {clean(facts.endorsed_name)}",
        issuer=profile(facts.endorser),
        validFrom=moment(facts.valid_from, "endorsement.valid_from"),
        validUntil=None if facts.valid_until is None else moment(facts.valid_until, "endorsement.valid_until"),
        credentialSubject={
            "id": facts.endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": clean(facts.comment),
        },
        credentialStatus=None if facts.status is None else status_entry(facts.status),
        credentialSchema=[schema_entry(ENDORSEMENT_SCHEMA)],
    )
