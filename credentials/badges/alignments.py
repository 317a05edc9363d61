"""What an achievement is aligned to: outcomes, levels, assessment, participation, quality, skills, programmes."""

from collections.abc import Iterator

from credentials.badges.eqf import CURRENT_EQF, EqfTable
from credentials.badges.facts import AchievementFacts
from credentials.badges.terms import ASSESSMENTS, PARTICIPATIONS
from credentials.badges.text import Document, clean, without_gaps

OUTCOME = "ext:LearningOutcome"
NCRF_LEVEL = "ext:NCrFLevel"
EQF_LEVEL = "ext:EQFLevel"
RULE_SET = "ext:CreditRuleSet"
ASSESSMENT = "ext:AssessmentType"
PARTICIPATION = "ext:ModeOfLearning"
QUALITY = "ext:QualityAssurance"
PREREQUISITES = "ext:Prerequisites"
PARTNER = "ext:IndustryPartner"
STACKS_TOWARDS = "ext:Stackability"
SKILL = "ceasn:Competency"


def alignments(facts: AchievementFacts, *, eqf: EqfTable = CURRENT_EQF) -> list[Document]:
    """Return the Alignment nodes, each with an id of its own below the achievement's."""
    return [*_outcomes(facts), *_levels(facts, eqf), _rule_set(facts), *_manner(facts), *_further(facts)]


def _alignment(facts: AchievementFacts, name: str, kind: str, /, **targets: str) -> Document:
    stated = {f"target{key.capitalize()}": clean(value) for key, value in targets.items()}
    node = {"id": f"{facts.id}#{name}", "type": ["Alignment"], "targetType": kind, "targetUrl": f"{facts.id}#{name}"}
    return without_gaps(**node | {key: value for key, value in stated.items() if value})


def _outcomes(facts: AchievementFacts) -> Iterator[Document]:
    said = filter(None, map(clean, facts.outcomes))
    for place, outcome in enumerate(said, start=1):
        yield _alignment(
            facts, f"outcome-{place}", OUTCOME, name=outcome, framework="Learning outcomes", code=str(place)
        )


def _levels(facts: AchievementFacts, eqf: EqfTable) -> Iterator[Document]:
    level = str(facts.level.value)
    yield _alignment(
        facts, "ncrf-level", NCRF_LEVEL, name=f"NCrF level {facts.level}", code=level,
        framework="National Credit Framework (NCrF)", url=f"{facts.vocabulary}/ncrf/level/{level}",
    )  # fmt: skip
    beside = eqf.eqf_of(facts.level)
    if beside is not None:
        yield _alignment(
            facts, "eqf-level", EQF_LEVEL, name=f"EQF level {beside}", code=str(beside),
            framework="European Qualifications Framework", url=f"http://data.europa.eu/snb/eqf/{beside}",
            description=f"Informative comparison by table {eqf.label}; no official referencing of the NCrF exists.",
        )  # fmt: skip


def _rule_set(facts: AchievementFacts) -> Document:
    version = facts.rule_set_version
    return _alignment(
        facts, "rule-set", RULE_SET, name=f"{facts.rule_set} {version}", framework="Rule sets of credits",
        code=facts.rule_set, url=f"{facts.vocabulary}/rule-sets/{facts.rule_set}/{version}",
        description=facts.sum_sentence,
    )  # fmt: skip


def _manner(facts: AchievementFacts) -> Iterator[Document]:
    yield _alignment(
        facts, "assessment", ASSESSMENT, name=ASSESSMENTS[facts.assessment], code=facts.assessment,
        framework="Types of assessment", url=f"{facts.vocabulary}/assessment/{facts.assessment}",
    )  # fmt: skip
    yield _alignment(
        facts, "participation", PARTICIPATION, name=PARTICIPATIONS[facts.participation], code=facts.participation,
        framework="Forms of participation", url=f"{facts.vocabulary}/participation/{facts.participation}",
    )  # fmt: skip
    yield _alignment(facts, "quality-assurance", QUALITY, name=facts.quality_assurance, framework="Quality assurance")


def _further(facts: AchievementFacts) -> Iterator[Document]:
    if clean(facts.prerequisites):
        yield _alignment(facts, "prerequisites", PREREQUISITES, name=facts.prerequisites, framework="Prerequisites")
    if clean(facts.industry_partner):
        yield _alignment(
            facts, "industry-partner", PARTNER, name=facts.industry_partner, framework="Designed with industry"
        )
    for place, skill in enumerate(facts.skills, start=1):
        yield _alignment(facts, f"skill-{place}", SKILL, name=skill.name, framework="Skills", url=skill.url)
    for place, programme in enumerate(facts.stacks_towards, start=1):
        yield _alignment(
            facts, f"programme-{place}", STACKS_TOWARDS, name=programme.name, framework="Stackability",
            description="Credits of this achievement can be redeemed towards this programme.", url=programme.url,
        )  # fmt: skip
