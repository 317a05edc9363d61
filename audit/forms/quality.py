"""Filters of the comparison of quality."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.entries import LEVELS


class BenchmarkFilterForm(forms.Form):
    """Words of a skill and a level."""

    q = forms.CharField(label=_("Skill"), required=False, max_length=100)
    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=Decimal, required=False, empty_value=None)

    def wanted(self) -> dict[str, Any]:
        """Return the filters; a field that is not valid filters nothing."""
        return {"words": self._clean("q") or "", "level": self.chosen_level()}

    def chosen_level(self) -> Decimal | None:
        """Return the level that was asked for, if it is one."""
        found: Decimal | None = self._clean("level")
        return found

    def _clean(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)
