"""What can be wrong with a row, a cell or a header, each told in whole sentences that can be translated."""

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Literal, NamedTuple

from batches.reading.sentences import SENTENCES, Severity

__all__ = ["Problem", "Severity", "has_errors", "problem", "worst"]

SEEN_LENGTH = 80
_NEEDS = {
    code: frozenset(name for text in telling[1:] for _, name, _, _ in Formatter().parse(text) if name)
    - {"column", "seen"}
    for code, telling in SENTENCES.items()
}


class Problem(NamedTuple):
    """One thing that is wrong, where it was seen, and what the sentences about it need."""

    code: str
    column: str = ""
    seen: str = ""
    params: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Errors keep a row out; warnings and notes are only told."""
        return SENTENCES[self.code].severity

    def seen_sentence(self, translate: Callable[[str], str] = str) -> str:
        """Say what was found in the file."""
        return self._told(SENTENCES[self.code].seen, translate)

    def expected(self, translate: Callable[[str], str] = str) -> str:
        """Say what should have been there."""
        return self._told(SENTENCES[self.code].expected, translate)

    def mend(self, translate: Callable[[str], str] = str) -> str:
        """Say how to put it right."""
        return self._told(SENTENCES[self.code].mend, translate)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Say all three, as one text."""
        told = (self.seen_sentence(translate), self.expected(translate), self.mend(translate))
        return " ".join(part for part in told if part)

    def _told(self, template: str, translate: Callable[[str], str]) -> str:
        if not template:
            return ""
        params: Mapping[str, str] = {"column": self.column, "seen": self.seen, **dict(self.params)}
        return translate(template).format_map(params)


def problem(code: str, column: str = "", seen: object = "", **params: object) -> Problem:
    """Make a problem; its code and all that its sentences name must be there. A long value is cut short."""
    missing = _NEEDS[code] - params.keys()
    if missing:
        raise KeyError(f"{code} needs {', '.join(sorted(missing))}")
    text = str(seen)
    shown = text if len(text) <= SEEN_LENGTH else text[: SEEN_LENGTH - 1] + "…"
    return Problem(code, column, shown, tuple((name, str(value)) for name, value in sorted(params.items())))


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Tell whether any of the problems keeps the row out."""
    return any(SENTENCES[item.code].severity == "error" for item in problems)


def worst(problems: tuple[Problem, ...]) -> Literal["ok", "warning", "error"]:
    """Name the verdict that the problems add up to."""
    if has_errors(problems):
        return "error"
    return "warning" if any(item.severity == "warning" for item in problems) else "ok"
