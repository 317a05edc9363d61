"""What the arithmetic refuses: input that can't be right, said so that it can be mended and translated."""

from ledger.ncrf.wording import Parameter, Wording
from ledger.ncrf.wording import gettext_noop as _
from ledger.refusals import InvalidInput, NotFound


class ArithmeticRefusal(InvalidInput):
    """A refusal that keeps its sentence as a wording, beside the English `detail`."""

    def __init__(self, template: str, *, field: str | None = None, **parameters: Parameter) -> None:
        self.wording = Wording(template, parameters)
        super().__init__(self.wording.sentence(), field=field)


class InvalidLevel(ArithmeticRefusal):
    """The level isn't one of 1 to 8 in halves."""

    code = "invalid-level"
    title = _("The level is not a level of the framework")


class InvalidHours(ArithmeticRefusal):
    """Hours that are negative, finer than hundredths, not a number, or contact above notional."""

    code = "invalid-hours"
    title = _("The learning hours are not valid")


class NoLearningHours(ArithmeticRefusal):
    """The hours are none, or too few for a hundredth of a credit."""

    code = "no-learning-hours"
    title = _("There are no learning hours to credit")


class NoAssessmentNoCredit(ArithmeticRefusal):
    """Learning that nobody assessed earns no credit, whatever its kind."""

    code = "no-assessment-no-credit"
    title = _("No assessment, no credit")


class InvalidCredits(ArithmeticRefusal):
    """Credits that are negative or not a number."""

    code = "invalid-credits"
    title = _("The credits are not valid")


class InvalidRuleSet(ArithmeticRefusal):
    """A rule set that contradicts itself or lacks a part."""

    code = "invalid-rule-set"
    title = _("The rule set is not valid")


class RateOutsideBand(ArithmeticRefusal):
    """The hours per credit that were asked for lie outside the rule set's band."""

    code = "rate-outside-band"
    title = _("The hours per credit are outside the rule set's band")


class RuleSetUnknown(NotFound):
    """No such rule set was in force on that day."""

    code = "rule-set-unknown"
    title = _("No such rule set")
