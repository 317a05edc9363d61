"""Facts of credentials to build documents from: one full and one minimal, in Latin and Devanagari."""

from datetime import UTC, date, datetime
from decimal import Decimal

from credentials.badges.facts import AchievementFacts, BadgeFacts, LearnerFacts, Named, ProfileFacts, StatusFacts
from credentials.badges.terms import CLR, OB, OB_EXTENSIONS, VC
from ledger.ncrf import UGC_SKILL_NHEQF, LearningHours, Level, credits_for

SITE = "https://abc.example.edu.in"
CONTEXTS = (VC, OB, OB_EXTENSIONS, CLR)
ABC_ID = "012345678901"
SALT = "9f2c4d7be1a05538c6d2"
HOURS = LearningHours.of(theory=45, practical=45, contact=60)
SUM = credits_for(HOURS, UGC_SKILL_NHEQF, assessed=True, level=Level.of("5.5"))

ISSUER = ProfileFacts(
    id="did:web:abc.example.edu.in:institutions:U-0123",
    name="Example State University",
    name_hi="उदाहरण राज्य विश्वविद्यालय",
    state="Karnataka",
    url="https://uni.example.edu.in/",
    aishe_code="U-0123",
    accreditation="NAAC A+",
)

BANK = ProfileFacts(id="did:web:abc.example.edu.in", name="Academic Credit Bank", url=f"{SITE}/")

PARTNER = ProfileFacts(
    id="did:web:maps.example.com", name='Maps & Surveys "Bhu" Ltd', state="Delhi", url="https://maps.example.com/"
)

LEARNER = LearnerFacts.of_abc_id(ABC_ID, salt=SALT, name="आशा राव")

ACHIEVEMENT = AchievementFacts(
    id=f"{SITE}/achievements/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9a00",
    vocabulary=f"{SITE}/ns",
    kind="micro-credential",
    code="GIS-1",
    version="2",
    title="Geographic Information Systems",
    title_hi="भौगोलिक सूचना प्रणाली",
    description="Make maps that answer questions.\nFrom survey to atlas.",
    outcomes=("Read a map", "Make a map", "क्षेत्र का मानचित्र बनाएँ"),
    hours=HOURS,
    credits=SUM.credits,
    level=Level.of("5.5"),
    rule_set=UGC_SKILL_NHEQF.id,
    rule_set_version=UGC_SKILL_NHEQF.version,
    sum_sentence=SUM.explanation.sentence(),
    assessment="project",
    participation="hybrid",
    supervision="supervised-identified",
    quality_assurance="Internal quality assurance cell; approved by the Academic Council",
    discipline="Geography",
    domain="vocational",
    stage="intermediate",
    language="English",
    prerequisites="Class 12 with mathematics",
    industry_partner='Maps & Surveys "Bhu" Ltd',
    validity_years=5,
    skills=(Named("GIS", f"{SITE}/skills/gis"), Named("Remote sensing", f"{SITE}/skills/remote-sensing")),
    stacks_towards=(Named("BA Geography", f"{SITE}/programmes/0192f8c1-0000-7c3e-9c11-2f5d0a6e9b77"),),
)

FULL = BadgeFacts(
    id=f"{SITE}/credentials/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9b01",
    issuer=ISSUER,
    learner=LEARNER,
    achievement=ACHIEVEMENT,
    awarded_at=datetime(2026, 6, 20, 9, 30, tzinfo=UTC),
    valid_from=datetime(2026, 6, 21, 4, 0, 5, 250, tzinfo=UTC),
    status=StatusFacts(f"{SITE}/status/revocation/7", 94567),
    refresh_url=f"{SITE}/credentials/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9b01/refresh",
    earned_on=date(2026, 5, 31),
    credits_last_day=date(2031, 5, 30),
    term="2025-26 even semester",
    grade="A+",
    grade_points=Decimal("9.00"),
)

MINIMAL = BadgeFacts(
    id=f"{SITE}/credentials/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9b02",
    issuer=ProfileFacts(id="did:web:abc.example.edu.in:institutions:C-9", name="लघु महाविद्यालय"),
    learner=LearnerFacts.of_abc_id("999999999999", salt="0a1b2c3d4e5f60718293"),
    achievement=AchievementFacts(
        id=f"{SITE}/achievements/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9a01",
        vocabulary=f"{SITE}/ns",
        kind="course",
        code="HI-2",
        version="1",
        title="हिन्दी पत्रकारिता",
        outcomes=("समाचार लिखें",),
        hours=LearningHours.of(theory=75),
        credits=Decimal("2.50"),
        level=Level.of(5),
        rule_set="NCRF-NOTIONAL",
        rule_set_version="2023.1",
        assessment="written-exam",
        participation="physical",
        quality_assurance="University examination",
    ),
    awarded_at=datetime(2026, 6, 20, 0, 0, tzinfo=UTC),
    valid_from=datetime(2026, 6, 20, 0, 0, tzinfo=UTC),
    status=StatusFacts(f"{SITE}/status/revocation/8", 0),
    refresh_url=f"{SITE}/credentials/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9b02/refresh",
)
