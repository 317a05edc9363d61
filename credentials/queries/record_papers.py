"""What stands on a transcript and on a statement of the passbook, in the reader's language."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from credentials.addresses import site
from credentials.documents.papers import LevelTotal, Statement, StatementLine, Transcript, TranscriptRow
from credentials.queries.awards import EXPIRED, REDEEMED, AwardView
from credentials.queries.passbook import PassbookFilters, PassbookLine
from credentials.queries.portable import language, spoken_day, spoken_name
from identity.figures import in_groups, signed, written
from learners.people import Person
from ledger.ncrf import Level


def transcript_paper(views: Sequence[AwardView], person: Person, *, on: date, left_out: int) -> Transcript:
    """Return the transcript of these awards; it is made to be shown to others, so the ABC id does not stand on it."""
    name, hours, credits = spoken_name(person), _sum(views, "hours"), _sum(views, "credits")
    figures = (
        (_("Credits"), written(credits)), (_("Credentials"), written(len(views), 0)),
        (_("Learning hours"), written(hours)),
        (_("Institutions"), written(len({view.institution.id for view in views}), 0)),
    )  # fmt: skip
    note = _("Not in this record: %(count)s credentials.") % {"count": left_out} if left_out else ""
    return Transcript(
        language=language(), bank=_("Academic Credit Bank"), tagline=_("National Credit Framework"),
        author=_("Academic Credit Bank"), document_title=_("Transcript of %(learner)s") % {"learner": name},
        learner=name, learner_note=note, verify_url=site("/verify/"), title=_("Transcript of credits"),
        made_on=spoken_day(on), footnote=name, figures=figures, levels=_levels(views),
        rows=tuple(_row(view, on) for view in views), total_hours=written(hours), total_credits=written(credits),
    )  # fmt: skip


def statement_paper(
    everything: Sequence[PassbookLine], filters: PassbookFilters, person: Person, *, on: date
) -> Statement:
    """Return the statement of the lines that the filters admit; `everything` is the whole passbook, newest first.

    Opening and closing balance are those of the period, of the whole book, whatever else the filters leave out.
    """
    lines = [line for line in reversed(everything) if filters.admits(line)]
    opening = _balance(everything, before=filters.since) if filters.since else Decimal(0)
    closing = _balance(everything, until=filters.until)
    figures = (
        (_("Opening balance"), written(opening, 2)), (_("Closing balance"), written(closing, 2)),
        (_("Entries"), written(len(lines), 0)),
    )  # fmt: skip
    name = spoken_name(person)
    return Statement(
        language=language(), bank=_("Academic Credit Bank"), tagline=_("National Credit Framework"),
        author=_("Academic Credit Bank"), document_title=_("Statement of %(learner)s") % {"learner": name},
        learner=name, learner_note=f"{_('ABC id')} {in_groups(person.abc_id)}", verify_url=site("/passbook/"),
        title=_("Statement of the passbook"), made_on=spoken_day(on), footnote=name,
        period=_period(everything, filters, on), figures=figures, rows=tuple(map(_line, lines)),
        closing=written(closing, 2),
    )  # fmt: skip


def _levels(views: Sequence[AwardView]) -> tuple[LevelTotal, ...]:
    by_level: dict[Decimal, list[AwardView]] = {}
    for view in sorted(views, key=lambda view: view.level):
        by_level.setdefault(view.level, []).append(view)
    return tuple(
        LevelTotal(
            level=written(level, 1), name=_(Level(level).name), credentials=written(len(theirs), 0),
            hours=written(_sum(theirs, "hours")), credits=written(_sum(theirs, "credits")),
        )
        for level, theirs in by_level.items()
    )  # fmt: skip


def _row(view: AwardView, on: date) -> TranscriptRow:
    states = {REDEEMED: _("redeemed"), EXPIRED: _("credits expired")}
    note = (view.institution.local_name, view.reference, states.get(view.state(on), ""))
    return TranscriptRow(
        awarded_on=_short_day(view.earned_on), title=view.local_title, note=" · ".join(filter(None, note)),
        level=written(view.level, 1), grade=view.award.grade, hours=written(view.hours), credits=written(view.credits),
    )  # fmt: skip


def _line(line: PassbookLine) -> StatementLine:
    levels = dict.fromkeys((written(line.levels[0], 1), written(line.levels[-1], 1)))
    return StatementLine(
        on=_short_day(line.on), entry=line.title, note=f"{line.party} · {line.reference}", level="–".join(levels),
        hours="" if line.hours is None else written(line.hours), change=signed(line.credits),
        balance=written(line.balance, 2), gain=line.credits > 0,
    )  # fmt: skip


def _period(everything: Sequence[PassbookLine], filters: PassbookFilters, on: date) -> str:
    first = filters.since or (everything[-1].on if everything else on)
    told = _("%(first)s to %(last)s") % {"first": spoken_day(first), "last": spoken_day(filters.until or on)}
    narrowed = filters.kind or filters.level is not None or filters.institution_id is not None
    return f"{told} · {_('only the entries that were chosen')}" if narrowed else told


def _balance(lines: Sequence[PassbookLine], *, before: date | None = None, until: date | None = None) -> Decimal:
    """Return the balance after the newest line of these days; lines are newest first."""
    wanted = (line for line in lines if (before is None or line.on < before) and (until is None or line.on <= until))
    return next((line.balance for line in wanted), Decimal(0))


def _sum(views: Sequence[AwardView], field: str) -> Decimal:
    figures: list[Decimal] = [getattr(view, field) for view in views]
    return sum(figures, Decimal(0))


def _short_day(day: date) -> str:
    return date_format(day, "j M Y")
