"""Forms of learners: opening, claiming, consents, the own record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learners.models import ConsentAnswer
from learners.people import Person

YES, NO = "yes", "no"
_ASKED = (ConsentAnswer.Purpose.INSTITUTION_READS, ConsentAnswer.Purpose.INSTITUTION_REDEEMS)
GENDERS = [("", _("I'd rather not say")), ("female", _("Female")), ("male", _("Male")), ("other", _("Other"))]


class KeepingForm(forms.Form):
    """The consent that is asked before anything else: its no is as easy as its yes."""

    keep = forms.ChoiceField(
        label=_("May the bank keep your credits and show them to you?"),
        widget=forms.RadioSelect,
        choices=[(YES, _("Yes, keep my credits")), (NO, _("No, don't keep anything"))],
        help_text=_("Your ABC id, name and birthday are kept sealed, and only you and your institutions see them."),
    )

    def clean(self) -> dict[str, Any]:
        """After a no nothing else has to be filled in."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("keep") == NO:
            self.errors.clear()
        return cleaned

    @property
    def keeps(self) -> bool:
        """Tell whether the answer was yes."""
        return bool(self.cleaned_data.get("keep") == YES)


class ClaimForm(KeepingForm):
    """What proves that a waiting account is one's own."""

    abc_id = forms.CharField(
        label=_("ABC id (APAAR id)"), max_length=40, help_text=_("12 digits, zeros in front too."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    birthday = forms.DateField(
        label=_("Birthday"), widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"})
    )


class OpeningForm(ClaimForm):
    """What the bank keeps of a learner."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As in the records of your institution."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=200, required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    field_order = ("keep", "abc_id", "name", "name_hi", "birthday", "gender")

    def person(self) -> Person:
        """Return what was written; empty after a no."""
        given = self.cleaned_data
        words = {name: given.get(name) or "" for name in ("abc_id", "name", "name_hi", "gender")}
        return Person(birthday=given.get("birthday"), **words)


class RecordForm(forms.Form):
    """What learners may mend of their record themselves."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=200, required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)


class ConsentForm(forms.Form):
    """A consent for one institution."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=[(purpose.value, purpose.label) for purpose in _ASKED], widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty for as long as you don't withdraw it."),
    )  # fmt: skip
    field_order = ("purpose", "institution", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Institutions stand beside learners, so the choice comes from the foreign key, not from their room.
        places: Any = ConsentAnswer.institution.field.formfield(label=_("Institution"), required=True)
        places.queryset = places.queryset.filter(approval__isnull=False)
        self.fields["institution"] = places
        self.order_fields(self.field_order)


class EraseForm(forms.Form):
    """The learner says that the consequences are understood."""

    understood = forms.BooleanField(label=_("I understand that this can't be undone and that I lose my credits"))
