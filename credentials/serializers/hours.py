"""Hours, sums and rule sets as the API reads and answers them."""

from typing import Any

from rest_framework import serializers

from ledger.ncrf import Explanation, LearningHours, Mode, RuleSet, foreign_equivalents

HOURS: dict[str, Any] = {"max_digits": 7, "decimal_places": 2, "min_value": 0, "required": False}
FIGURE: dict[str, Any] = {"max_digits": 10, "decimal_places": 2}
LEVEL: dict[str, Any] = {"max_digits": 2, "decimal_places": 1, "min_value": 1, "max_value": 8}
MODES = (*map(str, Mode), "contact")


class HoursInput(serializers.Serializer[Any]):
    """Notional learning hours by mode; contact hours are a part of them."""

    theory = serializers.DecimalField(**HOURS)
    tutorial = serializers.DecimalField(**HOURS)
    practical = serializers.DecimalField(**HOURS)
    experiential = serializers.DecimalField(**HOURS)
    contact = serializers.DecimalField(**HOURS)


class ConversionInput(serializers.Serializer[Any]):
    """What to convert; the rule set in force on `on` (today unless told) counts."""

    hours = HoursInput()
    rule_set = serializers.CharField(max_length=40)
    level = serializers.DecimalField(required=False, allow_null=True, **LEVEL)
    on = serializers.DateField(required=False)


class RowAnswer(serializers.Serializer[Any]):
    """The hours of one mode and their credits."""

    mode = serializers.CharField()
    hours = serializers.DecimalField(**FIGURE)
    hours_per_credit = serializers.DecimalField(**FIGURE)
    credits = serializers.DecimalField(**FIGURE)


class EquivalentAnswer(serializers.Serializer[Any]):
    """Foreign units, for information only: hours divided by the hours of one unit, no decision on recognition."""

    code = serializers.CharField(source="unit.code")
    name = serializers.CharField(source="unit.name")
    least = serializers.DecimalField(help_text="At the most hours that one unit takes.", **FIGURE)
    most = serializers.DecimalField(help_text="At the fewest hours that one unit takes.", **FIGURE)
    fewest_hours = serializers.DecimalField(source="unit.fewest_hours", help_text="Of one unit.", **FIGURE)
    most_hours = serializers.DecimalField(source="unit.most_hours", help_text="Of one unit.", **FIGURE)
    basis = serializers.CharField(source="unit.source", help_text="Who says how many hours one unit is.")


class SumAnswer(serializers.Serializer[Any]):
    """Credits with the sum behind them."""

    credits = serializers.DecimalField(**FIGURE)
    credit_points = serializers.DecimalField(allow_null=True, **FIGURE)
    rule_set = serializers.CharField(source="rule_set_id")
    rule_set_version = serializers.CharField()
    rounding = serializers.CharField()
    sentence = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()
    equivalents = serializers.SerializerMethodField()

    def get_sentence(self, explanation: Explanation) -> str:
        """Return the sum in one line."""
        return explanation.sentence()

    def get_rows(self, explanation: Explanation) -> list[dict[str, Any]]:
        """Return a row per mode."""
        return [dict(row) for row in RowAnswer([row._asdict() for row in explanation.table()], many=True).data]

    def get_equivalents(self, explanation: Explanation) -> list[dict[str, Any]]:
        """Return the hours in foreign units."""
        found = foreign_equivalents(sum((part.hours for part in explanation.parts), start=LearningHours().notional))
        return [dict(one) for one in EquivalentAnswer(found, many=True).data]


class RateField(serializers.Serializer[Any]):
    """Hours for one credit: equal figures leave no choice."""

    default = serializers.DecimalField(max_digits=6, decimal_places=2)
    lowest = serializers.DecimalField(max_digits=6, decimal_places=2)
    highest = serializers.DecimalField(max_digits=6, decimal_places=2)


class RatesField(serializers.Serializer[Any]):
    """Hours per credit by mode."""

    theory = RateField()
    tutorial = RateField()
    practical = RateField()
    experiential = RateField()


class BandField(serializers.Serializer[Any]):
    """A factor for assessed experience up to and including some years; null is the open end."""

    up_to_years = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    factor = serializers.DecimalField(max_digits=5, decimal_places=2)


class RuleSetDocument(serializers.Serializer[Any]):
    """One version of a rule set; a version is added, never edited."""

    id = serializers.CharField(max_length=40)
    version = serializers.CharField(max_length=20)
    effective_from = serializers.DateField()
    rates = RatesField()
    rounding = serializers.CharField(max_length=40, default="half-up-hundredths")
    source = serializers.CharField(max_length=400)  # type: ignore[assignment]
    experience_bands = BandField(many=True, default=list)
    rpl_weightage_on = serializers.BooleanField(default=False)

    def to_representation(self, instance: RuleSet) -> dict[str, Any]:
        """Return the document as it is stored."""
        return instance.to_json()


def document_of(given: dict[str, Any]) -> dict[str, Any]:
    """Return a checked body in the form in which rule sets are stored: dates and figures as text."""
    rates = {mode: {name: str(figure) for name, figure in rate.items()} for mode, rate in given["rates"].items()}
    bands = [
        {"up_to_years": None if b["up_to_years"] is None else str(b["up_to_years"]), "factor": str(b["factor"])}
        for b in given["experience_bands"]
    ]
    kept = {"effective_from": given["effective_from"].isoformat(), "rates": rates, "experience_bands": bands}
    return {**given, **kept}
