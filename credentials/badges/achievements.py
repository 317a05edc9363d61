"""The Achievement of Open Badges 3.0: the same node in every award of one version."""

from collections.abc import Iterator

from credentials.badges.alignments import alignments
from credentials.badges.facts import AchievementFacts, ProfileFacts
from credentials.badges.profile import creator
from credentials.badges.results import result_descriptions
from credentials.badges.terms import ASSESSMENTS, KINDS, PARTICIPATIONS, SUPERVISIONS, language_tag
from credentials.badges.text import Document, clean, number, without_gaps


def achievement(facts: AchievementFacts, made_by: ProfileFacts) -> Document:
    """Return the Achievement node; nothing in it belongs to one award, so what is computed of it can be kept."""
    return without_gaps(
        id=facts.id,
        type=["Achievement"],
        achievementType=KINDS[facts.kind],
        name=clean(facts.title),
        humanCode=clean(facts.code),
        version=clean(facts.version),
        description=clean(facts.description) or clean(facts.title),
        inLanguage=language_tag(facts.language),
        fieldOfStudy=clean(facts.discipline),
        creditsAvailable=number(facts.credits),
        tag=list(dict.fromkeys(_tags(facts))),
        criteria={"id": f"{facts.id}#criteria", "narrative": criteria(facts)},
        creator=creator(made_by),
        related=_in_hindi(facts),
        alignment=alignments(facts),
        resultDescription=result_descriptions(facts),
    )


def criteria(facts: AchievementFacts) -> str:
    """Return in one paragraph of English what had to be done to earn it."""
    return " ".join(_sentences(facts))


def _sentences(facts: AchievementFacts) -> Iterator[str]:
    outcomes = [outcome for outcome in map(clean, facts.outcomes) if outcome]
    yield "Learning outcomes: " + "; ".join(f"({n}) {outcome}" for n, outcome in enumerate(outcomes, start=1)) + "."
    assessment = ASSESSMENTS[facts.assessment]
    if facts.supervision:
        assessment += f" ({SUPERVISIONS[facts.supervision].lower()})"
    yield f"Assessment: {assessment}."
    yield f"Participation: {PARTICIPATIONS[facts.participation]}."
    if clean(facts.language):
        yield f"Taught in {clean(facts.language)}."
    yield f"Quality assurance: {clean(facts.quality_assurance)}."
    if clean(facts.prerequisites):
        yield f"Prerequisites: {clean(facts.prerequisites)}."
    if clean(facts.sum_sentence):
        yield f"Credits: {clean(facts.sum_sentence)}."
    if facts.validity_years:
        yield f"Years for which its credits can be redeemed: {facts.validity_years}."


def _tags(facts: AchievementFacts) -> Iterator[str]:
    yield "NCrF"
    yield from filter(None, (clean(facts.domain), clean(facts.stage)))
    if facts.is_rpl:
        yield "recognition of prior learning"
    if facts.is_swayam:
        yield "SWAYAM"


def _in_hindi(facts: AchievementFacts) -> list[Document]:
    # A related node can have an id and a language; the context gives `name` itself no language.
    name = clean(facts.title_hi)
    return [{"id": f"{facts.id}#hi", "type": ["Related"], "inLanguage": "hi", "name": name}] if name else []
