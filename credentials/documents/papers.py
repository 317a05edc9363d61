"""What stands on a certificate, a transcript and a statement: plain words, already formatted and translated."""

from dataclasses import dataclass
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper says: the bank on its head, whose it is, in which language, and where it can be checked.

    `language` is a code (en, hi). `learner_note` may be empty. `author` is for the file's own description.
    """

    language: str
    bank: str
    tagline: str
    author: str
    document_title: str
    learner: str
    learner_note: str
    verify_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Paper):
    """One award. `figures` (two: level, hours) stand large, `facts` (at most nine) small; both are label and value."""

    title: str
    description: str
    credits: str
    figures: tuple[Pair, ...]
    facts: tuple[Pair, ...]
    institution: str
    institution_note: str
    awarded_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTotal:
    """The sums of one NCrF level."""

    level: str
    name: str
    credentials: str
    hours: str
    credits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptRow:
    """One credential; `note` stands small under the title (institution, number, state)."""

    awarded_on: str
    title: str
    note: str
    level: str
    grade: str
    hours: str
    credits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript(Paper):
    """All credentials of a learner; `figures` are at most four of label and value."""

    title: str
    made_on: str
    footnote: str
    figures: tuple[Pair, ...]
    levels: tuple[LevelTotal, ...]
    rows: tuple[TranscriptRow, ...]
    total_hours: str
    total_credits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One entry of the passbook with the balance after it; `gain` colours the change, its sign tells it too."""

    on: str
    entry: str
    note: str
    level: str
    hours: str
    change: str
    balance: str
    gain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Paper):
    """The passbook of a period; `figures` are at most four of label and value."""

    title: str
    made_on: str
    footnote: str
    period: str
    figures: tuple[Pair, ...]
    rows: tuple[StatementLine, ...]
    closing: str
