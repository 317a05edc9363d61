"""The catalogue editor: everything that one version of an offering says."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credentials.drafts import TITLE_LENGTH, VersionDraft
from credentials.forms.base import DayInput, KeyedForm
from credentials.forms.hours import HoursForm
from credentials.models import Offering, OfferingVersion
from ledger.ncrf import Level
from ledger.ncrf.wording import plain

TEXTS = (
    "title", "title_hi", "summary", "domain", "discipline", "stage", "participation", "assessment", "supervision",
    "quality_assurance", "language", "prerequisites", "industry_partner", "is_rpl", "is_swayam", "validity_years",
    "effective_from", "rule_set",
)  # fmt: skip
SHORT = {"rows": 3}


class DraftForm(HoursForm, KeyedForm):
    """A draft as it is typed; credits are never typed, they come from the hours."""

    places = {"hours": "theory"}

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH[-1],
        help_text=_("What is learned. A micro-credential is not called diploma, degree, bachelor or master."),
    )  # fmt: skip
    title_hi = forms.CharField(label=_("Title in Hindi"), max_length=200, required=False)
    summary = forms.CharField(
        label=_("Summary"), required=False, max_length=5000, widget=forms.Textarea(attrs=SHORT),
        help_text=_("Two or three sentences for somebody who wonders whether it is for them."),
    )  # fmt: skip
    outcomes = forms.CharField(
        label=_("Learning outcomes"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: what the learner can do afterwards."),
    )  # fmt: skip
    skills = forms.CharField(
        label=_("Skills"),
        required=False,
        max_length=2000,
        help_text=_("Separated by commas, such as: GIS, Remote sensing."),
    )
    domain = forms.ChoiceField(label=_("Domain"), choices=OfferingVersion.Domain.choices)
    discipline = forms.CharField(label=_("Discipline"), max_length=80, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=OfferingVersion.Stage.choices)
    participation = forms.ChoiceField(label=_("Form of participation"), choices=OfferingVersion.Participation.choices)
    assessment = forms.ChoiceField(
        label=_("Assessment"), choices=OfferingVersion.Assessment.choices, help_text=_("No assessment, no credit.")
    )
    supervision = forms.ChoiceField(
        label=_("Supervision of the assessment"), choices=OfferingVersion.Supervision.choices
    )
    quality_assurance = forms.CharField(
        label=_("Quality assurance"), max_length=200, required=False,
        help_text=_("Who assures the quality, such as: Internal Quality Assurance Cell, NAAC A++."),
    )  # fmt: skip
    language = forms.CharField(label=_("Language of teaching"), max_length=40, initial="English")
    prerequisites = forms.CharField(
        label=_("Prerequisites"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    industry_partner = forms.CharField(label=_("Industry partner"), max_length=200, required=False)
    is_rpl = forms.BooleanField(label=_("Recognises prior learning"), required=False)
    is_swayam = forms.BooleanField(label=_("A SWAYAM course"), required=False)
    validity_years = forms.TypedChoiceField(
        label=_("Years its credits stay valid"), coerce=int, choices=[(n, n) for n in range(1, 8)], initial=7
    )
    effective_from = forms.DateField(
        label=_("In force from"), widget=DayInput, initial=timezone.localdate,
        help_text=_("Awards can be earned of this version from this day on."),
    )  # fmt: skip

    def draft(self) -> VersionDraft:
        """Return what a clean form says; refuses hours that can't be."""
        said = self.cleaned_data
        return VersionDraft(
            **{name: said[name] for name in TEXTS},
            level=Level.of(said["level"]).value,
            hours=self.hours(),
            outcomes=tuple(line.strip() for line in said["outcomes"].splitlines() if line.strip()),
            skills=tuple(name.strip() for name in said["skills"].split(",") if name.strip()),
        )


class NewOfferingForm(DraftForm):
    """A new offering also has a kind and a code."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Offering.Kind.choices, widget=forms.RadioSelect, initial="micro-credential"
    )
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("As it stands in your files, such as: GIS-101."))


def said_by(version: OfferingVersion) -> dict[str, Any]:
    """Return a version as the form's first values."""
    modes = ("theory", "tutorial", "practical", "experiential", "contact")
    return {
        **{name: getattr(version, name) for name in TEXTS},
        **{mode: plain(getattr(version, f"{mode}_hours")) for mode in modes},
        "level": str(version.level),
        "outcomes": "\n".join(version.outcomes),
        "skills": ", ".join(skill.name for skill in version.skills.all()),
    }
