"""Filters of the regulator's list of entries."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

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
    """Kind, institution, programme, level and days of the entries wanted, and the day as of which the book is read."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    as_of = forms.DateField(
        label=_("As the book stood on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self,
        *args: Any,
        institutions: list[tuple[str, str]],
        programmes: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["institution"].choices = [("", _("Every institution")), *institutions]
        if programmes is not None:
            fields["programme"].choices = [("", _("Every programme")), *programmes]

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in; fields that are not valid filter nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def wanted(self) -> EntryFilter:
        """Return the filter."""
        given = self.given
        return EntryFilter(
            institution_id=_id(given.get("institution")),
            kind=given.get("kind", ""),
            level=Decimal(given["level"]) if "level" in given else None,
            since=_start(given.get("since")),
            until=_end(given.get("until")),
        )

    @property
    def programme_id(self) -> UUID | None:
        """The programme, if one is chosen."""
        return _id(self.given.get("programme"))

    @property
    def as_of_moment(self) -> datetime | None:
        """The end of the day as of which the book is read."""
        return _end(self.given.get("as_of"))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=BOOK_TIMEZONE) if day else None


def _end(day: date | None) -> datetime | None:
    return _start(day + timedelta(days=1)) if day and day.year < 9999 else None
