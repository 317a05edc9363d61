"""A form that can be sent twice and refused once."""

from typing import Any

from django import forms

from ledger.identifiers import new_id
from ledger.refusals import Refusal


class KeyedForm(forms.Form):
    """Carries the idempotency key of its page, so that a second press of the button changes nothing."""

    key = forms.CharField(widget=forms.HiddenInput(attrs={"id": False}), max_length=60, initial=new_id)
    places: dict[str, str] = {}
    """Fields of a refusal that have another name here."""

    def refuse(self, refusal: Refusal) -> None:
        """Show a command's refusal, each part beside its field; the next press is a new request."""
        for fault in refusal.errors or (refusal,):
            name = self.places.get(fault.field or "", fault.field)
            self.add_error(name if name in self.fields else None, str(fault.detail))
        self.data: Any = self.data.copy()
        self.data[self.add_prefix("key")] = str(new_id())


class LevelField(forms.ChoiceField):
    """A choice of NCrF levels that takes 5 for 5.0."""

    def to_python(self, value: Any) -> str:
        """Return the level as the choices write it."""
        text = super().to_python(value)
        return f"{text}.0" if text.isascii() and text.isdigit() else text


class DayInput(forms.DateInput):
    """A date picker of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
