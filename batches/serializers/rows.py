"""What the API reads and answers of rows of a file."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from batches.models import BatchOutcome, BatchRow
from batches.queries.rows import RowView

MOST_CELLS, CELL_LENGTH = 2_000, 4_000


class RowQuery(serializers.Serializer[Any]):
    """Filters of rows."""

    verdict = serializers.ChoiceField(choices=BatchRow.Verdict.choices, required=False)
    code = serializers.RegexField(r"^[a-z0-9-]{1,60}$", required=False, help_text="A problem's code.")
    outcome = serializers.ChoiceField(choices=[*BatchOutcome.Status.choices, ("waiting", "Waiting")], required=False)


class RepairInput(serializers.Serializer[Any]):
    """New values for cells of a row."""

    cells = serializers.DictField(
        child=serializers.CharField(max_length=CELL_LENGTH, allow_blank=True, trim_whitespace=False),
        allow_empty=False,
        help_text="Values by column: its name in the header or, where two have the same name, its place as #12.",
    )

    def validate_cells(self, cells: dict[str, str]) -> dict[str, str]:
        """Refuse more cells than a file may have columns."""
        if len(cells) > MOST_CELLS:
            raise serializers.ValidationError(f"Expected at most {MOST_CELLS} cells, saw {len(cells)}.")
        return cells


class DraftInput(serializers.Serializer[Any]):
    """Which course of the row is drafted."""

    code = serializers.CharField(max_length=200)


class DraftAnswer(serializers.Serializer[Any]):
    """The course that was drafted."""

    offering_id = serializers.UUIDField()


class RetryAnswer(serializers.Serializer[Any]):
    """How many rows were looked at again."""

    row_count = serializers.IntegerField()


class ProblemAnswer(serializers.Serializer[Any]):
    """One problem of a row, in sentences."""

    code = serializers.CharField()
    severity = serializers.CharField()
    column = serializers.CharField()
    value = serializers.CharField(help_text="What stands in the cell.")
    seen = serializers.CharField()
    expected = serializers.CharField()
    mend = serializers.CharField()


class RowAnswer(serializers.Serializer[Any]):
    """One row with its verdict and what became of it."""

    number = serializers.IntegerField(help_text="As the spreadsheet counts.")
    verdict = serializers.ChoiceField(choices=BatchRow.Verdict.choices)
    registration_number = serializers.CharField()
    award_id = serializers.UUIDField(allow_null=True, help_text="Of rows of revocations: the award that was found.")
    item_count = serializers.IntegerField()
    credits = serializers.DecimalField(max_digits=9, decimal_places=2)
    problems = ProblemAnswer(many=True)
    outcome = serializers.CharField(help_text="Empty while it waits.")
    outcome_code = serializers.CharField()
    outcome_detail = serializers.CharField()


class CellAnswer(serializers.Serializer[Any]):
    """One cell."""

    column = serializers.CharField(help_text="Name in the header.")
    place = serializers.CharField(help_text="#1 is the first column.")
    value = serializers.CharField()


class RowDetailAnswer(RowAnswer):
    """One row with its cells, which are kept where something is wrong with it."""

    cells = serializers.SerializerMethodField()

    @extend_schema_field(CellAnswer(many=True))
    def get_cells(self, row: RowView) -> list[dict[str, str]]:
        """Return the cells by column."""
        return list(CellAnswer(self.context["cells"], many=True).data)
