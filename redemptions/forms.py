"""What the pages of redemption read from people."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from redemptions.commands.decisions import LONGEST, REASON_CODES, SHORTEST
from redemptions.queries.requests import reason_choices

MOST_NAMED = 1_000


class UUIDList(forms.Field):
    """Several ids, sent under one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        """Return the ids without repetitions, in order."""
        try:
            return list(dict.fromkeys(UUID(str(item)) for item in value or []))
        except ValueError as error:
            raise ValidationError(_("This is not an id of this page."), code="invalid") from error

    def validate(self, value: Any) -> None:
        """Refuse more ids than a page can show."""
        super().validate(value)
        if len(value) > MOST_NAMED:
            raise ValidationError(_("At most %(most)s at a time."), code="many", params={"most": MOST_NAMED})


class ChoiceForm(forms.Form):
    """The learner's choice of awards for a programme; `key` makes sending twice harmless."""

    programme = forms.UUIDField(widget=forms.HiddenInput)
    award = UUIDList(required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput(attrs={"id": False}))


class KeyForm(forms.Form):
    """A button that acts once."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"id": False}))


class RefusalForm(KeyForm):
    """Why a request is refused, by a fixed reason and in words."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=lambda: [("", _("Choose a reason")), *reason_choices()])
    reason = forms.CharField(
        label=_("In your own words"),
        help_text=_("The learner will read this beside how to appeal. Say what would mend it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST,
        max_length=LONGEST,
    )


class ReversalForm(KeyForm):
    """Why an approved redemption is undone."""

    reversal_reason = forms.CharField(
        label=_("Why it is reversed"),
        help_text=_("All credits of this request go back to the learner, who will read this reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST,
        max_length=LONGEST,
    )


class BulkForm(KeyForm):
    """An answer to the requests that were ticked; refusing takes a reason."""

    request = UUIDList()
    answer = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    reason_code = forms.CharField(required=False)
    reason = forms.CharField(required=False, max_length=LONGEST)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the answer is no."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") != "refuse":
            return given | {"reason_code": "", "reason": ""}
        if given.get("reason_code") not in REASON_CODES:
            self.add_error("reason_code", _("Choose a reason"))
        if len(given.get("reason", "").strip()) < SHORTEST:
            self.add_error("reason", _("Say why in at least %(shortest)s characters.") % {"shortest": SHORTEST})
        return given


class InboxFilter(forms.Form):
    """What of the inbox to show."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)
    limit = forms.ChoiceField(label=_("Rows"), required=False, choices=[("50", "50"), ("200", "200"), ("1000", "1000")])

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", _("All programmes")), *programmes]  # type: ignore[attr-defined]


class GrievanceForm(KeyForm):
    """A learner's grievance."""

    words = forms.CharField(
        label=_("What is wrong, and what would mend it?"),
        help_text=_("Staff of the institution read this. Do not write passwords or identity numbers."),
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=SHORTEST,
        max_length=2000,
    )


class AnswerForm(KeyForm):
    """The institution's answer to a grievance."""

    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("The learner reads this with your name. It ends the grievance."),
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=SHORTEST,
        max_length=2000,
    )
