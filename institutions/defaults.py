"""What the regulations say of caps and exit points, offered when a programme opens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

RESIDENCY, DISCIPLINE, SKILL, RPL, SWAYAM = "residency", "discipline", "skill", "rpl", "swayam"
SKILL_UNIVERSITY = "skill-university"

# UGC ABC rules: half resident, half in the discipline (2025), half skill courses, 30 % prior
# learning (draft), 40 % of a semester's courses from SWAYAM.
_SHARES: Mapping[str, Decimal] = {
    RESIDENCY: Decimal("0.500"),
    DISCIPLINE: Decimal("0.500"),
    SKILL: Decimal("0.500"),
    RPL: Decimal("0.300"),
    SWAYAM: Decimal("0.400"),
}
_SKILL_UNIVERSITY_SHARE = Decimal("0.600")


@dataclass(frozen=True, slots=True)
class NewExitPoint:
    """An exit point to be: vocational credits come on top of its credits, research credits are among them."""

    name: str
    name_hi: str
    credits: Decimal
    vocational_credits: Decimal = Decimal(0)
    research_credits: Decimal = Decimal(0)
    condition: str = ""


_CERTIFICATE = NewExitPoint("Undergraduate certificate", "स्नातक प्रमाणपत्र", Decimal(40), vocational_credits=Decimal(4))
_DIPLOMA = NewExitPoint("Undergraduate diploma", "स्नातक डिप्लोमा", Decimal(80), vocational_credits=Decimal(4))
_DEGREE = NewExitPoint("Three-year degree", "तीन वर्षीय उपाधि", Decimal(120))
_HONOURS = NewExitPoint("Honours degree", "ऑनर्स उपाधि", Decimal(160))
_RESEARCH = NewExitPoint(
    "Honours degree with research",
    "शोध सहित ऑनर्स उपाधि",
    Decimal(160),
    research_credits=Decimal(12),
    condition="75 percent or more in the first six semesters",
)
_COMPLETION = NewExitPoint("Completion", "पूर्णता", Decimal(0))

_LADDERS: Mapping[str, tuple[NewExitPoint, ...]] = {
    "certificate": (_CERTIFICATE,),
    "diploma": (_CERTIFICATE, _DIPLOMA),
    "degree": (_CERTIFICATE, _DIPLOMA, _DEGREE),
    "honours": (_CERTIFICATE, _DIPLOMA, _DEGREE, _HONOURS),
    "honours-research": (_CERTIFICATE, _DIPLOMA, _DEGREE, _HONOURS, _RESEARCH),
}


def default_caps(institution_kind: str) -> dict[str, Decimal]:
    """Return the five shares of today's regulations; skill universities may take 60 % of skill courses."""
    shares = dict(_SHARES)
    if institution_kind == SKILL_UNIVERSITY:
        shares[SKILL] = _SKILL_UNIVERSITY_SHARE
    return shares


def default_exit_points(programme_kind: str, required_credits: Decimal) -> tuple[NewExitPoint, ...]:
    """Return the exits below the programme's own credits and its final ones, which ask exactly these credits."""
    ladder = _LADDERS.get(programme_kind, (_COMPLETION,))
    top = ladder[-1].credits
    final = tuple(replace(exit_point, credits=required_credits) for exit_point in ladder if exit_point.credits == top)
    return tuple(exit_point for exit_point in ladder if exit_point.credits < min(top, required_credits)) + final


GRIEVANCE_DAYS = 21
"""Days to answer a learner's grievance: fifteen working days, as the UGC's redressal regulations of 2023 ask."""
