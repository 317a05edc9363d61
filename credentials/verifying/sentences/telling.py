"""The shape of what a check says: on what ground it decides, and its sentence."""

from typing import Literal, NamedTuple

Ground = Literal["passed", "broken", "revoked", "suspended", "expired", "early", "unknown"]
"""`broken` and `early` end in "invalid", `unknown` in "unverifiable"; the others speak for themselves."""


class Telling(NamedTuple):
    """A ground and an English sentence, which is the message id; `%(name)s` marks a parameter."""

    ground: Ground
    template: str
