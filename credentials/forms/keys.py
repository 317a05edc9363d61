"""Forms of signing keys: change one as every year, or give one up that somebody else may have."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from credentials.commands.signing_keys import LONGEST_REASON, SHORTEST_REASON
from credentials.forms.base import DayInput, KeyedForm
from credentials.queries.key_pages import KeyRow
from credentials.queries.signing_keys import ED25519
from ledger.acts import BOOK_TIMEZONE

CHANGE, DISOWN = "change", "disown"


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), min_length=SHORTEST_REASON, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("It is kept with the key, for those who ask later."),
    )  # fmt: skip


class KeyChangeForm(KeyedForm):
    """Change the key in use."""

    prefix = CHANGE
    algorithm = forms.ChoiceField(label=_("Which key"), initial=ED25519)
    reason = _reason()

    def __init__(self, *args: Any, rows: Sequence[KeyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = {row.key.algorithm: f"{row.key.fragment} · {row.kind}" for row in rows if row.key.retired_at is None}
        field: Any = self.fields["algorithm"]
        field.choices = list(in_use.items()) or [(ED25519, ED25519)]
        if len(in_use) < 2:
            field.widget = forms.HiddenInput()


class KeyDisownForm(KeyedForm):
    """Give up a key that somebody else may have."""

    prefix = DISOWN
    places = {"compromised_at": "since"}
    key_id = forms.ChoiceField(label=_("Which key"))
    since = forms.DateField(
        label=_("Since when"), widget=DayInput(),
        help_text=_("The first day on which somebody else may have had it."),
    )  # fmt: skip
    reason = _reason()

    def __init__(self, *args: Any, rows: Sequence[KeyRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["key_id"]
        trusted = [row for row in rows if row.key.compromised_at is None]
        field.choices = [(str(row.key.id), f"{row.key.fragment} · {row.kind}") for row in trusted]

    @property
    def compromised_at(self) -> datetime:
        """Return the beginning of the day, in India."""
        return datetime.combine(self.cleaned_data["since"], time(), BOOK_TIMEZONE)
