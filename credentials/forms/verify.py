"""The form of the verify page: a file or a text, one of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credentials.verifying.reading import MOST_CONTAINER_BYTES
from credentials.verifying.verdicts import Check, Verdict
from identity.figures import written

MOST_MEGABYTES = MOST_CONTAINER_BYTES // 1_000_000
# In what was handed in there is nothing to judge: the person is told so beside the field, and hands in another thing.
_NOTHING_TO_JUDGE = frozenset((
    "nothing-there", "not-a-credential-file", "nothing-inside", "container-unreadable", "too-large", "not-utf-8",
))  # fmt: skip
PASTED = {"rows": 5, "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off", "class": "mono"}


class VerifyForm(forms.Form):
    """A file, or a text that is pasted: JSON, a JWT or a link."""

    file = forms.FileField(label=gettext_lazy("File or photo"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=gettext_lazy("Paste a link or the text of a credential"), required=False, strip=False,
        widget=forms.Textarea(attrs=PASTED), help_text=gettext_lazy("A link, the JSON, or a JWT."),
    )  # fmt: skip

    def __init__(self, *args: Any, too_many_bytes: int = 0, **kwargs: Any) -> None:
        """Take what was sent, or only its size where it was too much to be read."""
        super().__init__(*args, **kwargs)
        self._too_many_bytes = too_many_bytes

    def clean(self) -> dict[str, Any]:
        """Take one thing; refuses nothing, two things, and a file above the limit."""
        given = dict(super().clean() or {})
        file, text = given.get("file"), str(given.get("text") or "").strip()
        if self._too_many_bytes:
            self._refuse_size(self._too_many_bytes)
        elif file and text:
            self.add_error("text", _("You chose a file and pasted a text too. Hand in one of them."))
        elif file and file.size > MOST_CONTAINER_BYTES:
            self._refuse_size(file.size)
        elif not self.errors and not text and not (file and file.size):
            self._refuse(Check("form", "nothing-there"))
        return given

    @property
    def source(self) -> bytes:
        """What was handed in, after the form was found valid."""
        file = self.cleaned_data["file"]
        return bytes(file.read()) if file else str(self.cleaned_data["text"]).encode("utf-8", "replace")

    def takes(self, verdict: Verdict) -> bool:
        """Tell whether there was anything to judge; if not, say beside the field what was seen instead."""
        checks = [check for check in verdict.checks if check.code in _NOTHING_TO_JUDGE]
        for check in checks:
            self._refuse(check)
        return not checks

    def _refuse_size(self, size: int) -> None:
        said = {"seen": written(size, 0), "most": written(MOST_CONTAINER_BYTES, 0)}
        self._refuse(Check("form", "too-large", said))

    def _refuse(self, check: Check) -> None:
        field = "text" if self.data.get("text", "").strip() else "file"
        self.add_error(field, check.wording.sentence(_))
