"""The words to which credentials link: levels, rule sets, assessments, participation, and the bank's own types."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.badges import alignments, learner, profile, results
from credentials.badges.eqf import CURRENT_EQF
from credentials.badges.terms import ASSESSMENTS, PARTICIPATIONS, SUPERVISIONS
from ledger.ncrf import ALL_LEVELS, CURRENT_LEVELS, Level, Mode
from ledger.ncrf.rules import Rate
from ledger.ncrf.wording import plain
from ledger.queries.rule_sets import rule_sets
from ledger.refusals import NotFound

MEANINGS: Mapping[str, str] = {
    "written-exam": gettext_noop("Questions answered in writing, within a set time."),
    "practical-exam": gettext_noop("A task done before examiners: in a laboratory, a workshop or a clinic."),
    "project": gettext_noop("A piece of work of one's own, handed in and judged."),
    "portfolio": gettext_noop("Pieces of work collected over time, judged together."),
    "continuous": gettext_noop("Several smaller assessments spread over the course."),
    "mixed": gettext_noop("More than one of the forms above, weighted by the institution."),
    "online": gettext_noop("Learning at a distance, live or at one's own pace."),
    "physical": gettext_noop("Learning at the institution or another place of learning."),
    "hybrid": gettext_noop("Partly at a distance, partly on site."),
    "unsupervised": gettext_noop("Nobody watched the assessment."),
    "supervised": gettext_noop("The assessment was watched, but nobody checked who sat it."),
    "supervised-identified": gettext_noop("The assessment was watched, and who sat it was checked."),
}
TYPES: Mapping[str, str] = {
    alignments.OUTCOME: gettext_noop("A learning outcome: what the learner can do afterwards."),
    alignments.NCRF_LEVEL: gettext_noop("A level of the National Credit Framework."),
    alignments.EQF_LEVEL: gettext_noop("A level of the European Qualifications Framework, for comparison only."),
    alignments.RULE_SET: gettext_noop("The version of the rules by which hours became credits."),
    alignments.ASSESSMENT: gettext_noop("How it was assessed."),
    alignments.PARTICIPATION: gettext_noop("Where the learning took place."),
    alignments.QUALITY: gettext_noop("Who assures its quality."),
    alignments.PREREQUISITES: gettext_noop("What a learner must know before."),
    alignments.PARTNER: gettext_noop("The industry partner with whom it was designed."),
    alignments.STACKS_TOWARDS: gettext_noop("A programme towards which its credits can be redeemed."),
    results.HOURS.kind: gettext_noop("All learning hours, study by oneself and assessment included."),
    results.CONTACT.kind: gettext_noop("Of these hours, those with a teacher."),
    **{results.MODES[mode].kind: gettext_noop("Of these hours, those of one mode of learning.") for mode in Mode},
    results.CREDITS.kind: gettext_noop("Credits of the National Credit Framework."),
    results.ECTS.kind: gettext_noop("Credits of the European system for the same hours, for comparison only."),
    results.SUPERVISION.kind: gettext_noop("Whether the assessment was watched, and identity checked."),
    results.GRADE_POINTS.kind: gettext_noop(
        "The grade as a number, weighted by credits, as the institution reports it."
    ),
    results.LAST_DAY.kind: gettext_noop("The last day on which the credits can be redeemed."),
    learner.ABC_ID: gettext_noop("The learner's ABC id, as a salted hash and never in clear."),
    profile.AISHE: gettext_noop("The institution's code in the All India Survey on Higher Education."),
    profile.HINDI_NAME: gettext_noop("The institution's name in Hindi."),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: the anchor at which it stands on the page, the code in documents, its name and what it means."""

    anchor: str
    code: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RuleSetWord:
    """One version of a rule set: hours for a credit by mode, and where they come from."""

    anchor: str
    label: str
    since: object
    theory: str
    tutorial: str
    practical: str
    experiential: str
    source: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that documents of the bank link to below `/terms`."""

    levels: tuple[Word, ...]
    level_table: str
    rule_sets: tuple[RuleSetWord, ...]
    assessments: tuple[Word, ...]
    participations: tuple[Word, ...]
    supervisions: tuple[Word, ...]
    types: tuple[Word, ...]


def vocabulary() -> Vocabulary:
    """Return the words in the reader's language."""
    return Vocabulary(
        levels=tuple(map(_level, ALL_LEVELS)),
        level_table=f"{CURRENT_LEVELS.id} {CURRENT_LEVELS.version}",
        rule_sets=tuple(
            RuleSetWord(
                _rule_set_anchor(rules.id, rules.version), rules.label, rules.effective_from, _rate(rules.theory),
                _rate(rules.tutorial), _rate(rules.practical), _rate(rules.experiential), rules.source,
            )
            for rules in rule_sets()
        ),
        assessments=_coded("assessment", ASSESSMENTS),
        participations=_coded("participation", PARTICIPATIONS),
        supervisions=_coded("supervision", SUPERVISIONS),
        types=tuple(Word(f"type-{_slug(code)}", code, "", _(said)) for code, said in sorted(TYPES.items())),
    )  # fmt: skip


def anchor_of(word: str) -> str:
    """Return the anchor of an address below `/terms`, such as `ncrf/level/4.5`; refuses one that names nothing."""
    known = {f"ncrf/level/{level.value}": _level_anchor(level) for level in ALL_LEVELS}
    known |= {f"assessment/{code}": f"assessment-{code}" for code in ASSESSMENTS}
    known |= {f"participation/{code}": f"participation-{code}" for code in PARTICIPATIONS}
    if word.startswith("rule-sets/"):
        known |= {
            f"rule-sets/{rules.id}/{rules.version}": _rule_set_anchor(rules.id, rules.version) for rules in rule_sets()
        }
    if word not in known:
        raise NotFound(_("There is no such word in the bank's credentials."))
    return known[word]


def _level(level: Level) -> Word:
    eqf = CURRENT_EQF.eqf_of(level)
    names = "; ".join(_(name) for name in CURRENT_LEVELS.names_of(level))
    return Word(_level_anchor(level), str(level.value), names, "" if eqf is None else str(eqf))


def _level_anchor(level: Level) -> str:
    return f"level-{level.value}"


def _rule_set_anchor(rule_set: str, version: str) -> str:
    return f"rule-set-{rule_set}-{version}"


def _coded(kind: str, names: Mapping[str, str]) -> tuple[Word, ...]:
    return tuple(Word(f"{kind}-{code}", code, _(name), _(MEANINGS[code])) for code, name in names.items())


def _rate(rate: Rate) -> str:
    return plain(rate.lowest) if rate.lowest == rate.highest else f"{plain(rate.lowest)}–{plain(rate.highest)}"


def _slug(code: str) -> str:
    return code.partition(":")[2].lower()
