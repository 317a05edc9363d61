"""Learning hours by mode with rule set and level: what credits are computed from."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credentials.forms.base import LevelField
from credentials.queries.sums import Conversion, convert, rule_set_ids
from ledger.ncrf import ALL_LEVELS, CURRENT_LEVELS, LearningHours, Level, Mode
from ledger.refusals import Refusal

MODES = (*map(str, Mode), "contact")
HELP = {
    "theory": _("Lectures, reading, assignments, revision"),
    "tutorial": _("Small groups with a teacher"),
    "practical": _("Laboratory, studio, workshop"),
    "experiential": _("Internship, field work, project at work"),
    "contact": _("With a teacher; a part of the hours above"),
}


def level_choices() -> list[tuple[str, Any]]:
    """Return the levels of the framework with what stands at each."""
    return [(str(level.value), f"{level.value} · {_(CURRENT_LEVELS.names_of(level)[0])}") for level in ALL_LEVELS]


def hours_field(label: Any, name: str) -> forms.DecimalField:
    """Return a field of hours; empty means none."""
    sign = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5", "min": "0"})
    return forms.DecimalField(
        label=label, help_text=HELP[name], required=False, min_value=0, max_digits=7, decimal_places=2, widget=sign
    )


class HoursForm(forms.Form):
    """Hours, rule set and level."""

    theory = hours_field(_("Theory"), "theory")
    tutorial = hours_field(_("Tutorial"), "tutorial")
    practical = hours_field(_("Practical"), "practical")
    experiential = hours_field(_("Experiential"), "experiential")
    contact = hours_field(_("Of these, contact hours"), "contact")
    rule_set = forms.ChoiceField(label=_("Rule set"), choices=lambda: [(name, name) for name in rule_set_ids()])
    level = LevelField(label=_("NCrF level"), choices=level_choices, initial="4.5")

    def hours(self) -> LearningHours:
        """Return the hours of a clean form; refuses contact above notional hours."""
        return LearningHours.of(**{name: self.cleaned_data.get(name) or 0 for name in MODES})

    def conversion(self, on: date | None = None) -> Conversion | None:
        """Return the credits of the hours, or None with the reason beside the field."""
        if not self.is_valid():
            return None
        level = Level.of(self.cleaned_data["level"])
        day = on or self.cleaned_data.get("effective_from") or timezone.localdate()
        try:
            return convert(self.hours(), rule_set=self.cleaned_data["rule_set"], level=level, on=day)
        except Refusal as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.detail))
            return None


class CalculatorForm(HoursForm):
    """The public calculator: the version of the rule set in force on a day, today unless told."""

    effective_from = forms.DateField(required=False, widget=forms.HiddenInput)
