"""Forms about files."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id

KINDS = (
    ("awards-nad", _("Results in NAD / ABC layout: one learner's term a row, courses in blocks SUB1 to SUBn")),
    ("awards", _("Awards: one award a row")),
    ("redemptions", _("Redemptions: one learner and programme a row")),
    ("revocations", _("Revocations: one award and the reason a row")),
)


class KeyedForm(forms.Form):
    """A form that acts once, however often it is sent: the page makes the key."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_id

    @property
    def idempotency_key(self) -> str:
        """The key that the page made, or a fresh one where it came back unusable."""
        key = getattr(self, "cleaned_data", {}).get("key")
        return str(key if isinstance(key, UUID) else new_id())


class BatchForm(KeyedForm):
    """Handing in a file of one of the kinds that the sender may hand in."""

    kind = forms.ChoiceField(label=_("What the file holds"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), help_text=_("CSV, in any encoding or separator, or Excel .xlsx."))
    dry_run = forms.BooleanField(
        label=_("Only check it"),
        required=False,
        help_text=_("The file is checked as usual and can't be approved: nothing can come of it."),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind, label) for kind, label in KINDS if kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["kind"].initial = choices[0][0] if choices else None


class CancelForm(KeyedForm):
    """Stopping a batch."""

    reason = forms.CharField(label=_("Why"), max_length=500, required=False)


class RepairForm(KeyedForm):
    """New values for the cells of one row; the fields are the columns of the file."""

    def __init__(self, *args: Any, columns: list[str], cells: list[str], marked: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked: set[str] = set()
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        for place, (name, value) in enumerate(zip(columns, padded, strict=False)):
            self.fields[str(place)] = forms.CharField(
                label=name or f"#{place + 1}", initial=value, required=False, max_length=4000, strip=False
            )
            if name in marked:
                self._marked.add(str(place))

    @property
    def wrong_cells(self) -> list[forms.BoundField]:
        """The cells that the problems name."""
        return [field for field in self.visible_fields() if field.name in self._marked]

    @property
    def other_cells(self) -> list[forms.BoundField]:
        """All other cells of the row."""
        return [field for field in self.visible_fields() if field.name not in self._marked]

    @property
    def values(self) -> dict[str, str]:
        """The cells, by the column's place."""
        return {name: value for name, value in self.cleaned_data.items() if name.isdigit()}


class DraftForm(KeyedForm):
    """Which row names the course to be drafted."""

    row = forms.IntegerField(min_value=1, max_value=10_000_000)
    code = forms.CharField(max_length=200)
