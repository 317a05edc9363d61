"""Forms of institutions and programmes."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from institutions.models import Cap, Institution, Programme
from institutions.queries.institutions import APPROVED, REGISTERED, SUSPENDED

LEVELS = [(str(Decimal(half) / 2), str(Decimal(half) / 2)) for half in range(2, 17)]
STATES = [
    gettext_noop("Andaman and Nicobar Islands"), gettext_noop("Andhra Pradesh"), gettext_noop("Arunachal Pradesh"),
    gettext_noop("Assam"), gettext_noop("Bihar"), gettext_noop("Chandigarh"), gettext_noop("Chhattisgarh"),
    gettext_noop("Dadra and Nagar Haveli and Daman and Diu"), gettext_noop("Delhi"), gettext_noop("Goa"),
    gettext_noop("Gujarat"), gettext_noop("Haryana"), gettext_noop("Himachal Pradesh"),
    gettext_noop("Jammu and Kashmir"), gettext_noop("Jharkhand"), gettext_noop("Karnataka"), gettext_noop("Kerala"),
    gettext_noop("Ladakh"), gettext_noop("Lakshadweep"), gettext_noop("Madhya Pradesh"), gettext_noop("Maharashtra"),
    gettext_noop("Manipur"), gettext_noop("Meghalaya"), gettext_noop("Mizoram"), gettext_noop("Nagaland"),
    gettext_noop("Odisha"), gettext_noop("Puducherry"), gettext_noop("Punjab"), gettext_noop("Rajasthan"),
    gettext_noop("Sikkim"), gettext_noop("Tamil Nadu"), gettext_noop("Telangana"), gettext_noop("Tripura"),
    gettext_noop("Uttar Pradesh"), gettext_noop("Uttarakhand"), gettext_noop("West Bengal"),
]  # fmt: skip
STANDINGS = [
    ("", _("Every standing")), (APPROVED, _("Approved")), (REGISTERED, _("Waiting for approval")),
    (SUSPENDED, _("Suspended")),
]  # fmt: skip


class InstitutionFilterForm(forms.Form):
    """Words and a standing."""

    q = forms.CharField(label=_("Name, code or state"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("Standing"), choices=STANDINGS, required=False)

    def wanted(self) -> dict[str, str]:
        """Return the filters; a field that is not valid filters nothing."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "standing": self.cleaned_data.get("standing", "")}


class InstitutionForm(forms.Form):
    """What the operator writes of a new institution."""

    aishe_code = forms.CharField(label=_("AISHE code"), max_length=12, help_text=_("Such as U-0456 or C-41234."))
    name = forms.CharField(label=_("Name"), max_length=200)
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Institution.Kind.choices)
    state = forms.ChoiceField(label=_("State or union territory"), choices=[(name, _(name)) for name in STATES])
    accreditation = forms.CharField(label=_("Accreditation"), max_length=60, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    validity_years = forms.IntegerField(
        label=_("Years its credits stay valid"), min_value=1, max_value=7, initial=7,
        help_text=_("7 at most; the shorter of the awarding and the accepting institution's holds."),
    )  # fmt: skip


class SuspensionForm(forms.Form):
    """Why an institution is suspended."""

    reason = forms.CharField(
        label=_("Reason"), min_length=10, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was found, and what would mend it. Everybody reads this on its public page."),
    )  # fmt: skip


class ProgrammeForm(forms.Form):
    """What a registrar writes of a new programme."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Programme.Kind.choices, initial=Programme.Kind.DEGREE,
        help_text=_("Sets the exit points: 40, 80, 120 and 160 credits with what each asks besides."),
    )  # fmt: skip
    code = forms.CharField(label=_("Code"), max_length=40)
    title = forms.CharField(label=_("Title"), max_length=200)
    title_hi = forms.CharField(label=_("Title in Hindi"), max_length=200, required=False)
    discipline = forms.CharField(label=_("Discipline"), max_length=80)
    level_min = forms.TypedChoiceField(label=_("Lowest level"), choices=LEVELS, coerce=Decimal, initial="4.5")
    level_max = forms.TypedChoiceField(label=_("Highest level"), choices=LEVELS, coerce=Decimal, initial="5.5")
    required_credits = forms.DecimalField(
        label=_("Required credits"), min_value=Decimal("0.01"), max_value=Decimal(10000), max_digits=7,
        decimal_places=2, initial=120,
    )  # fmt: skip
    courses_per_semester = forms.IntegerField(
        label=_("Courses of a semester"), min_value=1, max_value=20, initial=5,
        help_text=_("What the SWAYAM cap is a share of."),
    )  # fmt: skip
    validity_years = forms.IntegerField(label=_("Years it accepts credits for"), min_value=1, max_value=7, initial=7)
    decision_days = forms.IntegerField(label=_("Days to decide a request"), min_value=1, max_value=90, initial=15)


class CapForm(forms.Form):
    """A new value of a cap, in percent, from a day on."""

    rule = forms.ChoiceField(label=_("Rule"), choices=Cap.Rule.choices)
    percent = forms.DecimalField(
        label=_("Percent"), min_value=0, max_value=100, max_digits=4, decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )  # fmt: skip
    effective_from = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Tomorrow at the earliest.")
    )

    def share(self) -> Decimal:
        """Return the percentage as a share."""
        percent: Decimal = self.cleaned_data["percent"]
        return percent / 100

    def suggest(self, today: date) -> "CapForm":
        """Offer tomorrow as the first day."""
        field: Any = self.fields["effective_from"]
        field.initial = today + timedelta(days=1)
        return self
