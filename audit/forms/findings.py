"""Filters of findings, the steps of one, and what to replay."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.commands.decide import LONGEST, SHORTEST
from audit.findings import ACCEPTED, ESCALATED
from audit.models import Finding
from audit.queries.findings import FindingFilter
from audit.queries.replay import ReplayRequest
from audit.rules.register import CODES
from audit.rules.shapes import Period
from audit.words import words_of
from ledger.ncrf import RuleSet


class FindingFilterForm(forms.Form):
    """State, rule, severity and institution of the findings wanted."""

    rule = forms.ChoiceField(label=_("Rule"), required=False)
    severity = forms.ChoiceField(label=_("Severity"), required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)

    def __init__(self, *args: Any, institutions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["rule"].choices = [("", _("Every rule")), *((code, words_of(code).title) for code in CODES)]
        fields["severity"].choices = [("", _("Every severity")), *Finding.Severity.choices]
        fields["institution"].choices = [("", _("Every institution")), *institutions]

    def wanted(self, state: str) -> FindingFilter:
        """Return the filter; fields that are not valid filter nothing."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return FindingFilter(
            state=state,
            rule=given.get("rule", ""),
            severity=given.get("severity", ""),
            institution_id=given.get("institution"),
        )


class StepForm(forms.Form):
    """Words of a step of a finding; `key` makes sending twice harmless."""

    words = forms.CharField(
        label=_("Say why"),
        help_text=_("It stays with the finding for good, and the other side reads it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=SHORTEST,
        max_length=LONGEST,
    )
    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"id": False}))


class DecisionForm(StepForm):
    """A regulator's decision."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("", _("Choose a decision")),
            (ACCEPTED, _("Accept: it is explained or harmless")),
            (ESCALATED, _("Escalate")),
        ],
    )
    field_order = ("decision", "words", "key")


class ReplayForm(forms.Form):
    """Which awards to run again, and under which rule set."""

    rule_set = forms.ChoiceField(label=_("Rule set"))
    since = forms.DateField(label=_("Earned from"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Earned until"), widget=forms.DateInput(attrs={"type": "date"}))
    institution = forms.ChoiceField(label=_("Institution"), required=False)

    def __init__(
        self, *args: Any, rule_sets: list[RuleSet], institutions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["rule_set"].choices = [(rules.label, rules.label) for rules in rule_sets]
        fields["institution"].choices = [("", _("Every institution")), *institutions]

    def wanted(self) -> ReplayRequest:
        """Return what to run again; only of a valid form."""
        given = self.cleaned_data
        rule_set, version = given["rule_set"].split(" ")
        period = Period(given["since"], given["until"])
        return ReplayRequest(rule_set, version, period, UUID(given["institution"]) if given["institution"] else None)
