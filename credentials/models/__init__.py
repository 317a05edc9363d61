"""The tables of this room."""

from credentials.models.awards import Award, Revocation
from credentials.models.catalogue import Offering, OfferingVersion, Return, Skill
from credentials.models.endorsements import Endorsement
from credentials.models.signed import SignedCredential, SigningKey, StatusList, StatusPlace, UnsignedAward

__all__ = [
    "Award",
    "Endorsement",
    "Offering",
    "OfferingVersion",
    "Return",
    "Revocation",
    "SignedCredential",
    "SigningKey",
    "Skill",
    "StatusList",
    "StatusPlace",
    "UnsignedAward",
]
