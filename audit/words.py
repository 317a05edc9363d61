"""What each rule, figure and subject is called, and what a finding says in a sentence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.measure_words import MEASURES
from audit.quality.measures import Measure
from identity.figures import NOTHING, written

Text = str | Promise
LIMIT = "limit_"
TEXTS = frozenset({"grade", "term", "rule_set", "skill"})
CAP_WORDS: dict[str, Text] = {
    "residency": _("residency"), "discipline": _("discipline"), "skill": _("skill courses"),
    "rpl": _("prior learning"), "swayam": _("SWAYAM courses"),
}  # fmt: skip


class RuleWords(NamedTuple):
    """A rule's name, why it matters, and the sentence that its figures fill."""

    title: Text
    why: Text
    sentence: Text


RULE_WORDS: dict[str, RuleWords] = {
    "hours-per-credit": RuleWords(
        _("Credits that the rule set does not give"),
        _("Credits follow from learning hours by a published rule set; any other figure is not a credit."),
        _("%(hours)s hours were written down as %(credits)s credits (%(hours_per_credit)s hours each); %(rule_set)s "
          "gives %(fewest_credits)s to %(most_credits)s. Awards: %(award_count)s."),
    ),
    "heavy-year": RuleWords(
        _("More than an ordinary year"),
        _("1,200 learning hours are an ordinary year; more is allowed, and worth a look."),
        _("One learner earned %(credits)s credits in an academic year; an ordinary one has %(limit_credits)s."),
    ),
    "late-deposit": RuleWords(
        _("Deposited long after the award"),
        _("An award that turns up long afterwards may have been made up for the occasion."),
        _("%(late_count)s of %(award_count)s awards of the month came more than %(limit_days)s days after they were "
          "earned, the latest after %(most_days)s days."),
    ),
    "early-deposit": RuleWords(
        _("Deposited before the term had ended"),
        _("Nobody has passed a term that is still running."),
        _("%(late_count)s of %(award_count)s awards of the month came before their term had ended, up to "
          "%(most_days)s days too early."),
    ),
    "identical-grades": RuleWords(
        _("Everybody has the same grade"),
        _("A cohort where nobody differs was perhaps not assessed one by one."),
        _("%(same_count)s of %(learner_count)s learners of the term %(term)s have the grade %(grade)s (%(share)s)."),
    ),
    "officer-both-ways": RuleWords(
        _("One officer deposited and redeemed"),
        _("Who puts credits in should not be the one who decides what they buy."),
        _(
            "Awards that one officer deposited, and whose redemption the same officer approved: %(act_count)s, with "
            "%(credits)s credits. Learners: %(learner_count)s."
        ),
    ),
    "officer-own-draft": RuleWords(
        _("One officer drafted and approved"),
        _("A version needs a second person; whoever drafted it is not one, whoever sent it in."),
        _("Versions of the catalogue that one officer both drafted and approved: %(act_count)s."),
    ),
    "officer-own-award": RuleWords(
        _("An officer deposited an award of their own"),
        _("Nobody deposits credits into their own account."),
        _("Awards of their own that one officer handed in or approved: %(act_count)s, with %(credits)s credits."),
    ),
    "cap-breach": RuleWords(
        _("Beyond a cap of the programme"),
        _("Residency, discipline, skill, prior learning and SWAYAM each bound what a programme may take in."),
        _("Under the cap “%(cap)s” %(used)s were redeemed; at most %(most)s were allowed (of %(base)s, %(share)s)."),
    ),
    "sudden-volume": RuleWords(
        _("A sudden volume of deposits"),
        _("An institution that suddenly awards far more than ever has grown, or has lost its key."),
        _("%(award_count)s awards came in the month, %(ratio)s times the busiest month before "
          "(%(busiest_before)s)."),
    ),
    "revocation-rate": RuleWords(
        _("Many revocations"),
        _("Who takes back much awarded it too early; corrections are not counted."),
        _("%(revoked_count)s of %(award_count)s awards of the year were revoked (%(share)s; limit "
          "%(limit_share)s)."),
    ),
    "duplicate-learner": RuleWords(
        _("One registration number in several accounts"),
        _("One person has one account; credits in two can't be added up, or are counted twice."),
        _("Awards of one registration number lie in %(account_count)s accounts; name and birthday of "
          "%(agreeing_count)s others fit the first."),
    ),
    "stale-requests": RuleWords(
        _("Requests left undecided"),
        _("A learner is owed a decision by its day."),
        _(
            "Requests that wait more than %(limit_days)s days beyond their deadline: %(waiting_count)s. Days of the "
            "oldest: %(most_days)s."
        ),
    ),
    "overdue-grievances": RuleWords(
        _("Grievances left unanswered"),
        _("A learner is owed an answer by its day."),
        _("Grievances that wait beyond their deadline: %(waiting_count)s. Days of the oldest: %(most_days)s."),
    ),
    "quality-outlier": RuleWords(
        _("Far from its peers in quality"),
        _("The same skill at the same level should take much the same hours, grades and time everywhere."),
        _("%(skill)s at level %(level)s: %(measure)s is %(value)s, where the middle of %(peers)s others is "
          "%(peers_median)s; beyond %(threshold)s is worth a look."),
    ),
}  # fmt: skip

FIGURE_WORDS: dict[str, Text] = {
    "above": _("Above an ordinary year"), "account_count": _("Accounts"), "act_count": _("Acts"),
    "agreeing_count": _("Others that seem the same person"), "award_count": _("Awards"),
    "base": _("What the cap is a share of"), "busiest_before": _("Busiest month before"), "cap": _("Cap"),
    "credits": _("Credits"), "fewest_credits": _("Fewest credits by the rule set"), "grade": _("Grade"),
    "hours": _("Learning hours"), "hours_per_credit": _("Hours per credit"),
    "institution_count": _("Institutions"), "late_count": _("Out of time"), "learner_count": _("Learners"),
    "level": _("Level"), "measure": _("Measure"),
    "months_before": _("Months to compare with"), "most": _("Most allowed"),
    "most_credits": _("Most credits by the rule set"), "most_days": _("Days, at most"),
    "n": _("How many stand behind it"), "peers": _("Other institutions"), "peers_median": _("Middle of the others"),
    "ratio": _("Times the busiest month"), "revoked_count": _("Revoked"), "rule_set": _("Rule set"),
    "same_count": _("With the same grade"), "share": _("Share"), "skill": _("Skill"), "term": _("Term"),
    "threshold": _("Worth a look beyond"),
    "used": _("Redeemed under the cap"), "value": _("Its figure"),
    "waiting_count": _("Waiting"),
}  # fmt: skip
LIMITS_OF = {"most_days": "days"}
"""The limit that bounds a figure, where its name is another one."""


class FigureLine(NamedTuple):
    """One figure beside the limit that it was measured against, both as people read them."""

    label: Text
    value: str
    limit: str


def words_of(rule: str) -> RuleWords:
    """Return the words of a rule; an old one without words is called by its code."""
    return RULE_WORDS.get(rule) or RuleWords(rule.replace("-", " ").capitalize(), "", "")


class _Filled(dict[str, str]):
    """Figures by name; one that an old finding lacks is a dash."""

    def __missing__(self, name: str) -> str:
        return NOTHING


def sentence_of(rule: str, figures: Mapping[str, str], limits: Mapping[str, str]) -> str:
    """Return what was found, in one sentence with its figures."""
    shown = {name: shown_figure(name, value) for name, value in figures.items()}
    bounds = {f"{LIMIT}{name}": shown_figure(name, value) for name, value in limits.items()}
    return str(words_of(rule).sentence) % _Filled(shown | bounds)


def figure_lines(figures: Mapping[str, str], limits: Mapping[str, str]) -> list[FigureLine]:
    """Return every figure with its name and, where there is one, its limit."""
    lines = []
    for name, value in figures.items():
        bound = limits.get(name) or limits.get(LIMITS_OF.get(name, ""))
        limit = "" if bound is None else shown_figure(name, bound)
        lines.append(FigureLine(FIGURE_WORDS.get(name, name), shown_figure(name, value), limit))
    # JSON keeps no order: what is measured against a limit comes first.
    return sorted((line for line in lines if line.value), key=lambda line: not line.limit)


def shown_figure(name: str, value: str) -> str:
    """Return a figure as people write it: a share in percent, a number in groups, a text as it is."""
    if name in TEXTS:
        return value
    if name == "measure":
        return str(MEASURES[Measure(value)].name) if value in set(Measure) else value
    if name == "cap":
        return str(CAP_WORDS.get(value, value))
    return f"{written(Decimal(value) * 100)} %" if name == "share" else written(value)
