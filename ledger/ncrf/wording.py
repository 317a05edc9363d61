"""Sentences for people, kept as an English template with named parameters, so that pages can translate them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Translate: TypeAlias = Callable[[str], str]
Parameter: TypeAlias = "str | int | Decimal | date | Wording"


def gettext_noop(text: str) -> str:
    """Mark an English text for the translators' catalogue (makemessages knows this name); unchanged here."""
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence: the English template is the message id, `%(name)s` marks a parameter."""

    template: str
    parameters: Mapping[str, Parameter]

    def sentence(self, translate: Translate = str) -> str:
        """Return the sentence in the reader's language; a parameter that is a wording is translated too."""
        if not self.parameters:
            return translate(self.template)
        return translate(self.template) % {name: _spoken(value, translate) for name, value in self.parameters.items()}

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; numbers and dates become the text that people would read."""
        spoken = {
            name: value.to_json() if isinstance(value, Wording) else _spoken(value, str)
            for name, value in self.parameters.items()
        }
        return {"template": self.template, "parameters": spoken}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Wording":
        """Read back what `to_json` wrote."""
        parameters = stored["parameters"]
        if not isinstance(parameters, Mapping):
            raise ValueError("A stored wording needs its parameters by name.")
        read = {str(n): cls.from_json(v) if isinstance(v, Mapping) else str(v) for n, v in parameters.items()}
        return cls(str(stored["template"]), read)


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros or an exponent: 45, 4.5."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _spoken(value: "Parameter", translate: Translate) -> str:
    if isinstance(value, Wording):
        return value.sentence(translate)
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
