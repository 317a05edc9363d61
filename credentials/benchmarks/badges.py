"""Badges to measure with: many learners' awards of one micro-credential, as a term's file brings them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from credentials.badges.facts import AchievementFacts, BadgeFacts, LearnerFacts, Named, ProfileFacts, StatusFacts
from credentials.badges.open_badge import open_badge
from ledger.ncrf import LearningHours, Level

SITE = "https://bank.example"
AWARDED_AT = datetime(2026, 6, 12, 6, 30, tzinfo=UTC)


def badges(count: int) -> list[dict[str, Any]]:
    """Return so many unsigned badges, each of another learner with another grade."""
    return [open_badge(_facts(number)) for number in range(count)]


def _facts(number: int) -> BadgeFacts:
    return BadgeFacts(
        id=f"{SITE}/credentials/{number}",
        issuer=ProfileFacts(
            id="did:web:bank.example:institutions:U-0101", name="Vindhya Central University",
            name_hi="विंध्य केंद्रीय विश्वविद्यालय", state="Madhya Pradesh", url=f"{SITE}/institutions/U-0101",
            aishe_code="U-0101", accreditation="NAAC A+",
        ),
        learner=LearnerFacts.of_abc_id(f"{number:012}", salt=f"{number:016}", name=f"Ananya Deshpande {number}"),
        achievement=_achievement(),
        awarded_at=AWARDED_AT,
        valid_from=AWARDED_AT,
        status=StatusFacts(f"{SITE}/status-lists/1", number),
        refresh_url=f"{SITE}/credentials/{number}/refresh",
        earned_on=date(2026, 5, 30),
        credits_last_day=date(2033, 5, 29),
        term="2026-S2",
        grade="A+",
        grade_points=Decimal(number % 11),
    )  # fmt: skip


def _achievement() -> AchievementFacts:
    return AchievementFacts(
        id=f"{SITE}/achievements/1", vocabulary=f"{SITE}/terms", kind="micro-credential", code="VCU-DA101",
        version="2", title="Foundations of Data Analysis", title_hi="डेटा विश्लेषण के आधार",
        outcomes=("Explain the main ideas", "Carry out a complete analysis", "Judge what the data can't tell"),
        hours=LearningHours.of(theory=45, practical=45, contact=60), credits=Decimal("4.50"), level=Level.of("5.5"),
        rule_set="UGC-SKILL-NHEQF", rule_set_version="2024.1", assessment="project", participation="hybrid",
        quality_assurance="Internal Quality Assurance Cell", supervision="supervised-identified",
        description="Ninety hours of learning, assessed by a project.", discipline="Computer Science",
        sum_sentence="45 h theory / 15 + 45 h practical / 30 = 4.50 credits", domain="vocational", stage="beginning",
        language="English", prerequisites="School mathematics", industry_partner="Bharat Analytics", validity_years=7,
        skills=(Named("Data analysis", f"{SITE}/catalogue/?skill=data-analysis"),),
    )  # fmt: skip
