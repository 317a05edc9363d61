"""The five caps of a programme as meters: how much each allows, how much is used, which lot would break it.

Every cap is kept as a maximum, because only a maximum can be checked lot by lot. Residency and discipline are
minima ("at least half of the programme's credits from the enrolling institution"), so what they bound is the
complement: of R required credits at most (1 - share) x R may come from elsewhere. A learner who fills up R within
that maximum has kept the minimum. Skill and RPL are maxima by themselves: at most share x R credits of the kind.
The base is always what the programme requires, never what the learner has so far; else the first credit from
elsewhere would break a cap that the finished programme keeps. SWAYAM counts courses, not credits: of the courses
that the programme offers in a semester, at most the share, rounded down, in each term apart. One lot may count
under several caps (a skill course of another institution), and has to fit under each of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from ledger.ncrf import Wording
from ledger.ncrf.wording import gettext_noop as _
from ledger.ncrf.wording import plain
from redemptions.plan_inputs import Cap, CapCode, LotView, ProgrammeView

# The values of today's regulations. The sources name the year at most, so each stands from a 1 January.
DEFAULT_CAPS: tuple[Cap, ...] = (
    Cap(CapCode.RESIDENCY, Decimal("0.50"), date(2021, 1, 1)),
    Cap(CapCode.DISCIPLINE, Decimal("0.50"), date(2025, 1, 1)),
    Cap(CapCode.SKILL, Decimal("0.50"), date(2021, 1, 1)),
    Cap(CapCode.RPL, Decimal("0.30"), date(2021, 1, 1)),
    Cap(CapCode.SWAYAM, Decimal("0.40"), date(2021, 1, 1)),
)
MINIMA = frozenset({CapCode.RESIDENCY, CapCode.DISCIPLINE})

_COUNTS: dict[CapCode, Callable[[LotView, ProgrammeView], bool]] = {
    CapCode.RESIDENCY: lambda lot, programme: not programme.is_own(lot),
    CapCode.DISCIPLINE: lambda lot, programme: not programme.is_in_discipline(lot),
    CapCode.SKILL: lambda lot, programme: lot.is_skill,
    CapCode.RPL: lambda lot, programme: lot.is_rpl,
    CapCode.SWAYAM: lambda lot, programme: lot.is_swayam,
}

RULE_SENTENCES: dict[CapCode, str] = {
    CapCode.RESIDENCY: _(
        "At least %(percent)s %% from the enrolling institution, so at most %(limit)s credits from elsewhere."
    ),
    CapCode.DISCIPLINE: _("At least %(percent)s %% in the discipline, so at most %(limit)s credits outside it."),
    CapCode.SKILL: _("At most %(percent)s %% from skill courses: %(limit)s credits."),
    CapCode.RPL: _("At most %(percent)s %% from recognition of prior learning: %(limit)s credits."),
    CapCode.SWAYAM: _("At most %(percent)s %% of a semester's courses from SWAYAM: %(limit)s courses."),
}
BREACH_SENTENCES: dict[CapCode, str] = {
    CapCode.RESIDENCY: _(
        "At most %(limit)s credits may come from other institutions; %(used)s do, and this would make it %(would_be)s."
    ),
    CapCode.DISCIPLINE: _(
        "At most %(limit)s credits may be outside the discipline; %(used)s are, and this would make it %(would_be)s."
    ),
    CapCode.SKILL: _(
        "At most %(limit)s credits may be from skill courses; %(used)s are, and this would make it %(would_be)s."
    ),
    CapCode.RPL: _(
        "At most %(limit)s credits may be from prior learning; %(used)s are, and this would make it %(would_be)s."
    ),
    CapCode.SWAYAM: _(
        "At most %(limit)s courses of a semester may be from SWAYAM; %(used)s are, and this would make it %(would_be)s."
    ),
}


@dataclass(frozen=True, slots=True)
class Breach:
    """The figures of a cap that a lot would break."""

    code: CapCode
    term: str
    limit: Decimal
    used: Decimal
    would_be: Decimal

    def wording(self) -> Wording:
        """Return the breach as a sentence with its figures."""
        figures = {"limit": self.limit, "used": self.used, "would_be": self.would_be}
        return Wording(BREACH_SENTENCES[self.code], figures)


@dataclass(frozen=True, slots=True)
class CapUsage:
    """A row of the table of caps; its figures count what the maximum counts (the complement of a minimum).

    `binds` says that the cap turned a lot of this plan away. `unit` is credits, or courses for SWAYAM, where each
    term has its own row.
    """

    code: CapCode
    term: str
    share: Decimal
    unit: str
    limit: Decimal
    before: Decimal
    after: Decimal
    binds: bool

    @property
    def room(self) -> Decimal:
        """Return how much more of the kind still fits."""
        return max(self.limit - self.after, Decimal(0))

    def wording(self) -> Wording:
        """Return the rule as a sentence."""
        return Wording(RULE_SENTENCES[self.code], {"percent": plain(self.share * 100), "limit": self.limit})


class CapRules:
    """The caps of a programme in force on a day with their limits; the same for every learner."""

    def __init__(self, programme: ProgrammeView, on: date) -> None:
        self.programme = programme
        in_force = [programme.cap_in_force(code, on) for code in CapCode]
        self.caps = [cap for cap in in_force if cap is not None]
        self.limits = {cap.code: limit_of(cap, programme) for cap in self.caps}
        self._counts = [(cap.code, cap.code == CapCode.SWAYAM, _COUNTS[cap.code]) for cap in self.caps]
        self._alike: dict[tuple[object, ...], tuple[tuple[CapCode, bool], ...]] = {}
        self.unused: dict[tuple[CapCode, str], Decimal] = {
            (cap.code, ""): Decimal("0.00") for cap in self.caps if cap.code != CapCode.SWAYAM
        }

    def counting(self, lot: LotView) -> tuple[tuple[CapCode, bool], ...]:
        """Return the caps that a lot counts under, each with whether it counts by term.

        Asked for thousands of lots of a few courses, so lots that are alike in all that the caps ask share an answer.
        """
        kind = (lot.issuing_institution_id.int, lot.discipline, lot.is_skill, lot.is_rpl, lot.is_swayam)
        found = self._alike.get(kind)
        if found is None:
            counting = ((code, by_term) for code, by_term, counts in self._counts if counts(lot, self.programme))
            found = self._alike[kind] = tuple(counting)
        return found


class CapMeters:
    """The running use of every cap in force on a day, filled lot by lot."""

    def __init__(self, rules: CapRules, *, already: Iterable[LotView]) -> None:
        self._rules = rules
        self._limits = rules.limits
        self._used: dict[tuple[CapCode, str], Decimal] = dict(rules.unused)
        self._binding: set[tuple[CapCode, str]] = set()
        for lot in already:
            self.take(lot)
        self._before = dict(self._used)

    def breaches(self, lot: LotView) -> tuple[Breach, ...]:
        """Return every cap that the lot would break, and remember that these bind."""
        found = tuple(
            Breach(code, term, self._limits[code], used, used + amount)
            for (code, term), amount in self._counted(lot)
            if (used := self._used.get((code, term), Decimal(0))) + amount > self._limits[code]
        )
        self._binding.update((breach.code, breach.term) for breach in found)
        return found

    def take(self, lot: LotView) -> None:
        """Count a lot under every cap that it belongs to."""
        for key, amount in self._counted(lot):
            self._used[key] = self._used.get(key, Decimal(0)) + amount

    def usage(self) -> tuple[CapUsage, ...]:
        """Return the table of caps in the order of the rules, SWAYAM by term."""
        shares = {cap.code: cap.share for cap in self._rules.caps}
        order = list(CapCode)
        keys = sorted(self._used.keys() | self._binding, key=lambda key: (order.index(key[0]), key[1]))
        return tuple(
            CapUsage(
                code=code,
                term=term,
                share=shares[code],
                unit=unit_of(code),
                limit=self._limits[code],
                before=self._before.get((code, term), Decimal(0)),
                after=self._used.get((code, term), Decimal(0)),
                binds=(code, term) in self._binding,
            )
            for code, term in keys
        )

    def _counted(self, lot: LotView) -> list[tuple[tuple[CapCode, str], Decimal]]:
        return [
            ((code, lot.term), Decimal(1)) if by_term else ((code, ""), lot.credits)
            for code, by_term in self._rules.counting(lot)
        ]


def limit_of(cap: Cap, programme: ProgrammeView) -> Decimal:
    """Return the most that may come in under a cap: hundredths of credits, or whole courses, rounded down."""
    if cap.code == CapCode.SWAYAM:
        return (cap.share * programme.courses_per_semester).quantize(Decimal(1), rounding=ROUND_FLOOR)
    share = 1 - cap.share if cap.code in MINIMA else cap.share
    return (share * programme.required_credits).quantize(Decimal("0.01"), rounding=ROUND_FLOOR)


def unit_of(code: CapCode) -> str:
    """Return what a cap counts."""
    return "courses" if code == CapCode.SWAYAM else "credits"
