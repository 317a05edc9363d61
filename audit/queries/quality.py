"""The same skill and level across institutions, counted by the database in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.quality.measures import Figure, Measure
from audit.quality.outliers import Measured, Outlier, outliers
from audit.quality.spread import Spread
from audit.queries.book import may_inspect
from audit.queries.quality_counts import AwardCounts, ResultCounts, award_counts, endorsement_counts, result_counts
from credentials.models import OfferingVersion, Skill
from credentials.queries.search import in_force
from identity.principals import Principal
from ledger.ncrf import Equivalent, foreign_equivalents
from ledger.refusals import NotFound

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A skill at a level that can be compared, with how many institutions offer it."""

    skill: str
    name: str
    name_hi: str
    level: Decimal
    institution_count: int
    offering_count: int

    @property
    def local_name(self) -> str:
        """Return the skill's name in the reader's language."""
        return self.name_hi if self.name_hi and get_language() == "hi" else self.name

    @property
    def key(self) -> str:
        """Return what names it in a list."""
        return f"{self.skill}@{self.level}"


@dataclass(frozen=True, slots=True)
class Offer:
    """One institution's offering of the skill, with what its hours are abroad."""

    version_id: UUID
    offering_id: UUID
    institution_id: UUID
    code: str
    title: str
    hours: Decimal
    credits: Decimal
    rule_set: str
    industry_partner: str
    endorsement_count: int

    @property
    def hours_per_credit(self) -> Decimal:
        """Return how many hours stand behind one credit."""
        return self.hours / self.credits

    @property
    def equivalents(self) -> tuple[Equivalent, ...]:
        """Return the same hours in credits of other countries."""
        return foreign_equivalents(self.hours)


@dataclass(frozen=True, slots=True)
class Place:
    """One institution of a comparison: its offerings and every figure, reported or not."""

    institution_id: UUID
    aishe_code: str
    name: str
    offerings: tuple[Offer, ...]
    award_count: int
    figures: dict[Measure, Figure]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A skill at a level across institutions, with what stands out."""

    benchmark: Benchmark
    places: tuple[Place, ...]
    outliers: tuple[Outlier, ...]
    peers: dict[Measure, Spread] = field(default_factory=dict)

    def outlier(self, institution_id: UUID, measure: Measure) -> Outlier | None:
        """Return the outlier that a figure is, if it is one."""
        found = (one for one in self.outliers if one.institution == institution_id and one.measure == measure)
        return next(found, None)


def benchmarks(actor: Principal, *, on: date, words: str = "", level: Decimal | None = None) -> list[Benchmark]:
    """Return every skill and level of offerings in force, most institutions first; only a regulator may."""
    may_inspect(actor)
    rows = in_force(on).filter(skills__isnull=False)
    if level is not None:
        rows = rows.filter(level=level)
    counted = rows.values("skills__slug", "skills__name", "skills__name_hi", "level").annotate(
        institutions=Count("offering__institution", distinct=True), offerings=Count("offering", distinct=True)
    )
    found = [Benchmark(*row) for row in counted.values_list(
        "skills__slug", "skills__name", "skills__name_hi", "level", "institutions", "offerings"
    )]  # fmt: skip
    wanted = [one for one in found if _fits(one, words)]
    return sorted(wanted, key=lambda one: (-one.institution_count, one.name.lower(), one.level))


def comparison(actor: Principal, skill: str, *, level: Decimal | None, on: date) -> Comparison:
    """Return a skill at a level across institutions; without a level, at the one that most of them offer.

    Refuses an unknown skill and one that nobody offers at the level; only a regulator may.
    """
    may_inspect(actor)
    versions = list(_versions(skill, level, on))
    chosen = level if level is not None else _commonest(versions)
    versions = [version for version in versions if version.level == chosen]
    if chosen is None or not versions:
        raise NotFound(_("No institution offers this skill at this level today."))
    places = _places(versions, on)
    measured = [
        Measured(place.institution_id, skill, chosen, found) for place in places for found in place.figures.values()
    ]
    found = tuple(outliers(measured, on=on))
    return Comparison(_benchmark(skill, chosen, places), places, found, _peers(places))


def levels_of(actor: Principal, skill: str, on: date) -> list[Benchmark]:
    """Return the levels at which a skill is offered, lowest first."""
    found = [one for one in benchmarks(actor, on=on) if one.skill == skill]
    return sorted(found, key=lambda one: one.level)


def measured_everywhere(actor: Principal, *, on: date) -> list[Measured]:
    """Return every comparable figure of every skill and level that enough institutions offer: what findings read."""
    found: list[Measured] = []
    for one in benchmarks(actor, on=on):
        if one.institution_count > 1:
            places = _places(list(_versions(one.skill, one.level, on)), on)
            found += [
                Measured(place.institution_id, one.skill, one.level, figure)
                for place in places for figure in place.figures.values()
            ]  # fmt: skip
    return found


def _fits(one: Benchmark, words: str) -> bool:
    said = f"{one.name} {one.name_hi} {one.skill}".lower()
    return all(word in said for word in words.lower().split()[:MOST_WORDS])


def _versions(skill: str, level: Decimal | None, on: date) -> Iterable[OfferingVersion]:
    rows = in_force(on).filter(skills__slug=skill).select_related("offering__institution")
    return (rows if level is None else rows.filter(level=level)).order_by(
        "offering__institution__name", "offering__code"
    )


def _commonest(versions: Sequence[OfferingVersion]) -> Decimal | None:
    offered: defaultdict[Decimal, set[UUID]] = defaultdict(set)
    for version in versions:
        offered[version.level].add(version.offering.institution_id)
    return max(offered, key=lambda level: (len(offered[level]), -level), default=None)


def _benchmark(skill: str, level: Decimal, places: Sequence[Place]) -> Benchmark:
    row = Skill.objects.get(slug=skill)
    return Benchmark(skill, row.name, row.name_hi, level, len(places), sum(len(place.offerings) for place in places))


def _places(versions: Sequence[OfferingVersion], on: date) -> tuple[Place, ...]:
    """Count everything of all institutions at once, then set it down by institution."""
    level = versions[0].level
    endorsed = endorsement_counts([version.id for version in versions], on)
    offers: defaultdict[UUID, list[Offer]] = defaultdict(list)
    for version in versions:
        offers[version.offering.institution_id].append(_offer(version, endorsed.get(version.id, 0)))
    whose = {version.offering_id: (version.offering.institution_id, version.offering.code) for version in versions}
    awards, results = award_counts(whose, level), result_counts(whose, level)
    institutions = {version.offering.institution_id: version.offering.institution for version in versions}
    return tuple(
        Place(
            key, place.aishe_code, place.local_name, tuple(offers[key]),
            awards[key].standing if key in awards else 0,
            {found.measure: found for found in _figures(offers[key], awards.get(key), results.get(key))},
        )
        for key, place in institutions.items()
    )  # fmt: skip


def _offer(version: OfferingVersion, endorsements: int) -> Offer:
    hours: Decimal = version.notional  # type: ignore[attr-defined]
    return Offer(
        version.id, version.offering_id, version.offering.institution_id, version.offering.code,
        version.title_hi if version.title_hi and get_language() == "hi" else version.title, hours, version.credits,
        f"{version.rule_set} {version.rule_set_version}", version.industry_partner, endorsements,
    )  # fmt: skip


def _figures(offers: Sequence[Offer], awards: AwardCounts | None, results: ResultCounts | None) -> list[Figure]:
    hours, credits = sum((one.hours for one in offers), Decimal(0)), sum((one.credits for one in offers), Decimal(0))
    given, sat = awards or AwardCounts(), results or ResultCounts()
    grades = given.grades
    width = Figure(Measure.GRADE_SPREAD)
    if grades is not None:
        width = Figure.amount(Measure.GRADE_SPREAD, grades.width, given.graded)
    return [
        Figure.amount(Measure.HOURS, Spread.of([one.hours for one in offers]).median, len(offers)),
        Figure.amount(Measure.CREDITS_PER_HOUR, credits / hours, len(offers)),
        Figure.rate(Measure.PASS_RATE, sat.passed, sat.first_sittings),
        Figure.spread(Measure.GRADES, grades, given.graded),
        width,
        Figure.spread(Measure.DAYS_TO_AWARD, given.days, given.first),
        Figure.rate(Measure.RESIT_RATE, sat.again, sat.sittings),
        Figure.rate(Measure.CORRECTION_RATE, given.corrected, given.first),
        Figure.amount(Measure.ENDORSEMENTS, Decimal(sum(one.endorsement_count for one in offers)), len(offers)),
    ]


def _peers(places: Sequence[Place]) -> dict[Measure, Spread]:
    found = {}
    for measure in Measure:
        figures = [place.figures[measure] for place in places]
        values = [figure.value for figure in figures if figure.is_comparable and figure.value is not None]
        if values:
            found[measure] = Spread.of(values)
    return found
