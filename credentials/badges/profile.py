"""Organisations in a document: the Profile of Open Badges 3.0."""

from credentials.badges.facts import ProfileFacts
from credentials.badges.terms import OB, VC
from credentials.badges.text import Document, clean, without_gaps

AISHE = "ext:AISHE"
HINDI_NAME = "ext:Name.hi"


def profile(facts: ProfileFacts) -> Document:
    """Return the Profile node of an organisation, with its country (ISO 3166-1) in the address."""
    return without_gaps(
        id=facts.id,
        type=["Profile"],
        name=clean(facts.name),
        url=facts.url,
        description=clean(facts.accreditation),
        address=without_gaps(
            id=f"{facts.id}#address",
            type=["Address"],
            addressCountry=clean(facts.country_name),
            addressCountryCode=clean(facts.country),
            addressRegion=clean(facts.state),
        ),
        otherIdentifier=_identifiers(facts),
    )


def issuer_profile(facts: ProfileFacts) -> Document:
    """Return the Profile as a document of its own, as it is published at an address."""
    return {"@context": [VC, OB], **profile(facts)}


def creator(facts: ProfileFacts) -> Document:
    """Return the short Profile that an achievement names as its maker: a part of what `profile` says."""
    return {"id": facts.id, "type": ["Profile"], "name": clean(facts.name)}


def _identifiers(facts: ProfileFacts) -> list[Document]:
    # A Profile has one name, and the context gives names no language; so the Hindi one is a further identifier.
    stated = ((AISHE, facts.aishe_code), (HINDI_NAME, facts.name_hi))
    return [
        {"type": "IdentifierEntry", "identifier": clean(value), "identifierType": kind}
        for kind, value in stated
        if clean(value)
    ]
