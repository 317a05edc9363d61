"""Facts as people would type them, and as nobody should: any script, joiners, quotes, control characters, gaps."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from credentials.badges.facts import AchievementFacts, BadgeFacts, LearnerFacts, ProfileFacts
from credentials.badges.terms import ASSESSMENTS, LANGUAGES, PARTICIPATIONS, SUPERVISIONS
from ledger.ncrf import ALL_LEVELS, LearningHours
from tests.credentials.badges.examples import ACHIEVEMENT, FULL, ISSUER

LETTERS = st.characters(codec="utf-8") | st.sampled_from(
    "\u200c\u200dक्षत्रज्ञड़िी\"'\\<>&\n\r\t\x00\x7f\u2028\u202e\u2066\ufeff "
)
ANYTHING = st.text(LETTERS, max_size=40)
SAID = ANYTHING.map(lambda text: text + "ज्ञ")
DIGITS = st.text("0123456789", min_size=12, max_size=12)
MOMENTS = st.datetimes(datetime(2021, 7, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNTS = st.decimals("0.01", "9999.99", places=2)
HOURS = st.tuples(*[st.integers(1, 900)] * 4).map(
    lambda h: LearningHours(Decimal(h[0]), Decimal(h[1]), Decimal(h[2]) / 4, Decimal(0), Decimal(min(h[3], h[0])))
)


@st.composite
def achievements(draw: st.DrawFn) -> AchievementFacts:
    texts = ("title_hi", "description", "discipline", "domain", "stage", "prerequisites", "industry_partner")
    return replace(
        ACHIEVEMENT,
        **{name: draw(ANYTHING) for name in (*texts, "sum_sentence")},
        title=draw(SAID),
        quality_assurance=draw(SAID),
        outcomes=tuple(draw(st.lists(ANYTHING, max_size=4))) + (draw(SAID),),
        hours=draw(HOURS),
        credits=draw(AMOUNTS),
        level=draw(st.sampled_from(ALL_LEVELS)),
        assessment=draw(st.sampled_from(sorted(ASSESSMENTS))),
        participation=draw(st.sampled_from(sorted(PARTICIPATIONS))),
        supervision=draw(st.sampled_from(["", *SUPERVISIONS])),
        language=draw(st.sampled_from(["", "Klingon", " Hindi ", *LANGUAGES])),
        validity_years=draw(st.none() | st.integers(1, 7)),
        is_rpl=draw(st.booleans()),
        is_swayam=draw(st.booleans()),
        skills=draw(st.sampled_from([(), ACHIEVEMENT.skills])),
        stacks_towards=draw(st.sampled_from([(), ACHIEVEMENT.stacks_towards])),
    )


@st.composite
def issuers(draw: st.DrawFn) -> ProfileFacts:
    parts = {name: draw(ANYTHING) for name in ("state", "name_hi", "accreditation", "aishe_code")}
    return replace(ISSUER, name=draw(SAID), url=draw(st.sampled_from(["", ISSUER.url])), **parts)


@st.composite
def badges(draw: st.DrawFn) -> BadgeFacts:
    return replace(
        FULL,
        issuer=draw(issuers()),
        achievement=draw(achievements()),
        learner=LearnerFacts.of_abc_id(
            draw(DIGITS), salt=draw(st.text("0123456789abcdef", min_size=16)), name=draw(ANYTHING)
        ),
        awarded_at=draw(MOMENTS),
        valid_from=draw(MOMENTS),
        valid_until=draw(st.none() | st.just(datetime(2099, 1, 1, tzinfo=UTC))),
        earned_on=draw(st.none() | st.dates(date(2021, 7, 1), date(2090, 1, 1))),
        credits_last_day=draw(st.none() | st.dates(date(2021, 7, 1), date(2090, 1, 1))),
        term=draw(ANYTHING),
        grade=draw(ANYTHING),
        grade_points=draw(st.none() | st.decimals(0, 999, places=2)),
    )
