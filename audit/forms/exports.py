"""The form that asks for an export: the filters of entries, and the format."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.entries import EntryFilterForm


class ExportForm(EntryFilterForm):
    """Which entries are wanted in files, and how they are written."""

    format = forms.ChoiceField(
        label=_("Format"), widget=forms.RadioSelect, initial="ndjson",
        choices=[
            ("ndjson", _("NDJSON: one line of JSON for each entry, its transfers within")),
            ("csv", _("CSV: one line for each transfer, for spreadsheets")),
        ],
    )  # fmt: skip
    programme = None  # type: ignore[assignment]  # how Django forms drop a field
    field_order = ("format", "kind", "institution", "level", "since", "until", "as_of")

    def asked(self, *, size: int | None) -> dict[str, Any]:
        """Return what the command is asked for."""
        return {"form": self.cleaned_data["format"], "wanted": self.wanted(), "size": size}
