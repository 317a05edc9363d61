"""What the API of quality benchmarks reads and answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from audit.quality.measures import RATES, Measure
from audit.queries.quality import Comparison, Place

LEVELS: dict[str, Any] = {"max_digits": 2, "decimal_places": 1, "min_value": 1, "max_value": 8}
FIGURE: dict[str, Any] = {"max_digits": 14, "decimal_places": 4}
UNITS = {
    Measure.HOURS: "hours", Measure.CREDITS_PER_HOUR: "credits per hour", Measure.GRADES: "points of 10",
    Measure.GRADE_SPREAD: "points of 10", Measure.DAYS_TO_AWARD: "days", Measure.ENDORSEMENTS: "endorsements",
} | dict.fromkeys(RATES, "share of 1")  # fmt: skip


class BenchmarkQuery(serializers.Serializer[Any]):
    """Filters of the skills that can be compared."""

    q = serializers.CharField(required=False, max_length=100, help_text="Words of the skill's name.")
    level = serializers.DecimalField(required=False, **LEVELS)


class ComparisonQuery(serializers.Serializer[Any]):
    """The level of a comparison."""

    level = serializers.DecimalField(required=False, help_text="By default the one most institutions offer.", **LEVELS)


class BenchmarkAnswer(serializers.Serializer[Any]):
    """A skill at a level with how many institutions offer it today."""

    skill = serializers.CharField(help_text="The skill's slug.")
    name = serializers.CharField()
    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    institution_count = serializers.IntegerField()
    offering_count = serializers.IntegerField()


class OutlierAnswer(serializers.Serializer[Any]):
    """A figure far from those of the peers, with what it was compared to."""

    code = serializers.CharField()
    threshold = serializers.DecimalField(help_text="The bound that the figure crossed.", **FIGURE)
    peers_median = serializers.DecimalField(help_text="Of the other institutions.", **FIGURE)
    peers = serializers.IntegerField(help_text="How many others were compared.")
    is_above = serializers.BooleanField()
    rule = serializers.CharField(help_text="The version of the rule.")


class FigureAnswer(serializers.Serializer[Any]):
    """One measure of one institution; null where nothing is reported."""

    measure = serializers.ChoiceField(choices=[measure.value for measure in Measure])
    unit = serializers.CharField()
    value = serializers.DecimalField(allow_null=True, **FIGURE)
    low = serializers.DecimalField(allow_null=True, help_text="First quartile, or lower end at 95 %.", **FIGURE)
    high = serializers.DecimalField(allow_null=True, help_text="Third quartile, or upper end at 95 %.", **FIGURE)
    n = serializers.IntegerField(help_text="How many awards, results or offerings stand behind it.")
    is_reported = serializers.BooleanField()
    is_small = serializers.BooleanField(help_text="Too few stand behind it to compare it.")
    outlier = OutlierAnswer(allow_null=True)


class AbroadAnswer(serializers.Serializer[Any]):
    """The same hours in a foreign unit; informs and is no decision on recognition."""

    code = serializers.CharField(source="unit.code")
    least = serializers.DecimalField(max_digits=9, decimal_places=2)
    most = serializers.DecimalField(max_digits=9, decimal_places=2)


class OfferAnswer(serializers.Serializer[Any]):
    """One offering of an institution that teaches the skill at the level."""

    offering_id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    credits = serializers.DecimalField(max_digits=7, decimal_places=2)
    rule_set = serializers.CharField()
    industry_partner = serializers.CharField(allow_blank=True)
    endorsement_count = serializers.IntegerField()
    equivalents = AbroadAnswer(many=True)


class PlaceAnswer(serializers.Serializer[Any]):
    """One institution of a comparison."""

    institution_id = serializers.UUIDField()
    aishe_code = serializers.CharField()
    name = serializers.CharField()
    award_count = serializers.IntegerField(help_text="Awards that stand.")
    offerings = OfferAnswer(many=True)
    measures = FigureAnswer(many=True)


class PeersAnswer(serializers.Serializer[Any]):
    """The middle of all institutions that report a measure with enough behind it."""

    measure = serializers.ChoiceField(choices=[measure.value for measure in Measure])
    low = serializers.DecimalField(**FIGURE)
    median = serializers.DecimalField(**FIGURE)
    high = serializers.DecimalField(**FIGURE)


class ComparisonAnswer(serializers.Serializer[Any]):
    """A skill at a level across institutions."""

    skill = serializers.CharField(source="benchmark.skill")
    name = serializers.CharField(source="benchmark.name")
    level = serializers.DecimalField(source="benchmark.level", max_digits=2, decimal_places=1)
    institutions = serializers.SerializerMethodField()
    peers = serializers.SerializerMethodField()

    @extend_schema_field(PlaceAnswer(many=True))
    def get_institutions(self, found: Comparison) -> list[dict[str, Any]]:
        """Return every institution with its figures and what stands out."""
        return [dict(row) for row in PlaceAnswer([_place(found, place) for place in found.places], many=True).data]

    @extend_schema_field(PeersAnswer(many=True))
    def get_peers(self, found: Comparison) -> list[dict[str, Any]]:
        """Return the middle of each measure that somebody reports."""
        rows = [
            {"measure": measure.value, "low": peers.low, "median": peers.median, "high": peers.high}
            for measure, peers in found.peers.items()
        ]
        return [dict(row) for row in PeersAnswer(rows, many=True).data]


def _place(found: Comparison, place: Place) -> dict[str, Any]:
    return {
        "institution_id": place.institution_id, "aishe_code": place.aishe_code, "name": place.name,
        "award_count": place.award_count, "offerings": place.offerings,
        "measures": [_figure(found, place, measure) for measure in Measure],
    }  # fmt: skip


def _figure(found: Comparison, place: Place, measure: Measure) -> dict[str, Any]:
    figure = place.figures[measure]
    return {
        "measure": measure.value, "unit": UNITS[measure], "value": figure.value, "low": figure.low,
        "high": figure.high, "n": figure.n, "is_reported": figure.is_reported, "is_small": figure.is_small,
        "outlier": found.outlier(place.institution_id, measure),
    }  # fmt: skip
