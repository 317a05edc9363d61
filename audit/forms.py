"""Filters of the regulator's lists."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.queries.book import EntryFilter
from ledger.acts import ACT, BOOK_TIMEZONE, DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE

KINDS = [
    ("", _("Every kind")), (DEPOSIT, _("Deposit")), (REDEEM, _("Redemption")), (REINSTATE, _("Reinstatement")),
    (LAPSE, _("Lapse")), (REVOKE, _("Revocation")), (ACT, _("Act without credits")),
]  # fmt: skip
LEVELS = [("", _("Every level"))] + [(str(half / 2), str(half / 2)) for half in range(2, 17)]


class EntryFilterForm(forms.Form):
    """Kind, institution, level and days of the entries wanted."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, institutions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.choices = [("", _("Every institution")), *institutions]

    def wanted(self) -> EntryFilter:
        """Return the filter; fields that are not valid filter nothing."""
        self.is_valid()
        given: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        last = given.get("until")
        return EntryFilter(
            institution_id=given.get("institution"),
            kind=given.get("kind", ""),
            level=given.get("level"),
            since=_start(given.get("since")),
            until=_start(last + timedelta(days=1)) if last and last.year < 9999 else None,
        )


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


def _start(day: Any) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=BOOK_TIMEZONE) if day else None
