"""Small forms of single acts: approve, return, retire, find an award, revoke it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from credentials.forms.base import KeyedForm
from credentials.models import Revocation
from credentials.reasons import LONGEST, REASON_CODES, SHORTEST

REASONS = [(code, Revocation.Reason(code).label) for code in REASON_CODES]


class ActForm(KeyedForm):
    """Nothing but a button."""


class ReturnForm(KeyedForm):
    """Give a version back to its drafters."""

    reason = forms.CharField(
        label=_("What is to be mended"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevocationForm(KeyedForm):
    """Revoke an award."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    reason = forms.CharField(
        label=_("Explanation"), min_length=SHORTEST, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner will read it."),
    )  # fmt: skip


class AwardSearchForm(forms.Form):
    """Find awards by registration number or award id."""

    q = forms.CharField(
        label=_("Registration number or award id"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
