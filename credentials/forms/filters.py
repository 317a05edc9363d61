"""Filters of lists: the public catalogue, the passbook, the staff's catalogue."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from credentials.forms.base import DayInput, LevelField
from credentials.models import OfferingVersion
from credentials.queries.passbook import PassbookFilters
from credentials.queries.search import CatalogueFilters
from ledger.ncrf import ALL_LEVELS

ANY: list[tuple[str, Any]] = [("", _("Any"))]
LEVELS = [(str(level.value), str(level.value)) for level in ALL_LEVELS]
BANDS = {
    "to-15": _("Up to 15 hours"), "16-30": _("16 to 30 hours"), "31-60": _("31 to 60 hours"),
    "61-120": _("61 to 120 hours"), "over-120": _("Over 120 hours"),
}  # fmt: skip
KINDS = [
    ("", _("All")), ("earned", _("Earned")), ("redeemed", _("Redeemed")), ("expired", _("Expired")),
]  # fmt: skip


class CatalogueFilterForm(forms.Form):
    """What a reader of the catalogue looks for; a value that makes no sense narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=120)
    level = LevelField(label=_("NCrF level"), required=False, choices=ANY + LEVELS)
    hours = forms.ChoiceField(required=False, choices=[("", ""), *BANDS.items()])
    participation = forms.ChoiceField(required=False, choices=ANY + OfferingVersion.Participation.choices)
    domain = forms.ChoiceField(required=False, choices=ANY + OfferingVersion.Domain.choices)
    stage = forms.ChoiceField(required=False, choices=ANY + OfferingVersion.Stage.choices)
    skill = forms.CharField(required=False, max_length=80)
    institution = forms.UUIDField(required=False)

    def filters(self) -> CatalogueFilters:
        """Return the filters that make sense."""
        self.full_clean()
        said: dict[str, Any] = getattr(self, "cleaned_data", {})
        level = next((found.value for found in ALL_LEVELS if str(found.value) == said.get("level")), None)
        institution: UUID | None = said.get("institution") or None
        return CatalogueFilters(
            words=said.get("q", ""), level=level, hours=said.get("hours", ""), skill=said.get("skill", ""),
            participation=said.get("participation", ""), institution_id=institution,
            domain=said.get("domain", ""), stage=said.get("stage", ""),
        )  # fmt: skip


class PassbookFilterForm(forms.Form):
    """What of the passbook to show; a value that makes no sense narrows nothing."""

    show = forms.ChoiceField(required=False, choices=KINDS)
    level = LevelField(label=_("Level"), required=False, choices=ANY + LEVELS)
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("To"), required=False, widget=DayInput)

    def __init__(self, *args: Any, institutions: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = [("", _("Any")), *sorted(institutions.items(), key=lambda one: one[1])]  # type: ignore[attr-defined]

    def filters(self) -> PassbookFilters:
        """Return the filters that make sense."""
        self.full_clean()
        said: dict[str, Any] = getattr(self, "cleaned_data", {})
        level = next((found.value for found in ALL_LEVELS if str(found.value) == said.get("level")), None)
        institution = said.get("institution")
        return PassbookFilters(
            kind=said.get("show", ""), level=level, institution_id=UUID(institution) if institution else None,
            since=said.get("since"), until=said.get("until"),
        )  # fmt: skip
