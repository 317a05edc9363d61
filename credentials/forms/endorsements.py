"""The form by which a partner's signed endorsement is handed in: as a file, or pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from credentials.commands.endorsements import MOST_BYTES
from credentials.forms.base import KeyedForm


class EndorsementForm(KeyedForm):
    """A signed EndorsementCredential in JSON."""

    file = forms.FileField(
        label=_("Signed endorsement"), required=False, help_text=_("JSON as the partner signed it, at most 64 kB.")
    )
    text = forms.CharField(
        label=_("Or paste it"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Take the file or the text; refuse neither and both."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("file")) == bool((said.get("text") or "").strip()) and not self.errors:
            raise forms.ValidationError(gettext("Choose a file or paste the text, one of the two."))
        return said

    @property
    def document(self) -> bytes:
        """Return what was handed in, cut where it is too large in any case."""
        file = self.cleaned_data.get("file")
        whole: bytes = file.read(MOST_BYTES + 1) if file else self.cleaned_data["text"].encode()
        return whole
