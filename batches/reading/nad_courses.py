"""Reads one course block (`SUBn...`) of a NAD row; equal cells are read once and remembered."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Final, NamedTuple

from batches.reading.columns import block_column
from batches.reading.names import clean_text, odd_mark
from batches.reading.problems import Problem, problem
from batches.reading.rows import CourseLine
from batches.reading.values import is_nothing, read_amount, read_credit
from batches.reading.verdicts import Evidence, own_verdict, read_result, verdict_of

FIELDS: Final = (
    "", "NM", "_CREDIT", "_GRADE", "_GRADE_POINTS", "_CREDIT_POINTS", "_TH_HOURS", "_PR_HOURS", "_TT_HOURS",
    "_CREDIT_HOURS", "_REMARKS", "_STATUS", "_CREDIT_ELIGIBILITY",
)  # fmt: skip
END_OF_COURSES = "***END***"
# Exporters round the product to one or two decimals.
_ROUNDING = Decimal("0.05")
# Bounds memory (some 1.5 KB each, for each block); a cohort has a few hundred courses and grades.
_REMEMBERED = 4_000


class BlockReading(NamedTuple):
    """A block's course, if it has one, what is wrong with it, and whether the list of courses ends here."""

    course: CourseLine | None
    problems: tuple[Problem, ...] = ()
    ends: bool = False


EMPTY = BlockReading(None)


class CourseBlock:
    """One compiled block: where its cells stand, and the readings of cells seen before."""

    def __init__(self, block: int, columns: Mapping[str, int], *, result: int, absent: int) -> None:
        self.block = block
        places = [columns.get(field, absent) for field in FIELDS]
        self._cells: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*places, result)
        self._names = {field: block_column(block, field) for field in FIELDS}
        self._has_credit = "_CREDIT" in columns
        self._read: dict[tuple[str, ...], BlockReading] = {}

    def read(self, cells: Sequence[str]) -> BlockReading:
        """Read the block from a row's fitted cells."""
        texts = self._cells(cells)
        reading = self._read.get(texts)
        if reading is None:
            reading = self._reading(*texts)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[texts] = reading
        return reading

    def _reading(self, code: str, name: str, *rest: str) -> BlockReading:
        code, name = clean_text(code), clean_text(name)
        if END_OF_COURSES in (code, name):
            return BlockReading(None, ends=True)
        if is_nothing(code):
            return self._without_code(name, rest)
        problems: list[Problem] = []
        for text, field in ((code, ""), (name, "NM")):
            mark = odd_mark(text)
            if mark:
                problems.append(problem("text-control-character", self._names[field], mark=mark))
        course = self._course(code, name, rest=rest, problems=problems)
        return BlockReading(course, tuple(problems))

    def _without_code(self, name: str, rest: tuple[str, ...]) -> BlockReading:
        """An empty block is no course; zeros and dashes that exporters leave in it are nothing either."""
        said = [text for text in (name, rest[0], rest[1]) if not is_nothing(text) and text.strip("0. ")]
        if not said:
            return EMPTY
        return BlockReading(None, (problem("course-code-missing", self._names[""], said[0]),))

    def _course(self, code: str, name: str, *, rest: tuple[str, ...], problems: list[Problem]) -> CourseLine:
        credit_text, grade, points_text, weighted_text, *hours_texts, remarks, status, eligibility, result_text = rest
        credit = self._credit(credit_text, code, problems=problems)
        points = self._amount("_GRADE_POINTS", points_text, problems=problems)
        weighted = self._amount("_CREDIT_POINTS", weighted_text, problems=problems)
        fields = ("_TH_HOURS", "_PR_HOURS", "_TT_HOURS", "_CREDIT_HOURS")
        theory, practical, tutorial, hours = (
            self._amount(field, text, problems=problems) for field, text in zip(fields, hours_texts, strict=True)
        )
        problems += self._product_problems(credit, points, weighted=weighted)
        evidence = Evidence(grade, points, remarks, status, eligibility, read_result(result_text)[0])
        verdict = verdict_of(evidence)
        if verdict is None:
            problems.append(problem("course-without-result", self._names["_GRADE"], code))
        elif verdict != "passed" and own_verdict(evidence) == "passed":
            problems.append(problem("result-against-grade", "RESULT", result_text, course=code, verdict=verdict))
        amounts = (points, weighted, theory, practical, tutorial, hours)
        return CourseLine(
            self.block, code, name, credit, grade.strip(), *amounts, verdict or "withheld", clean_text(remarks)
        )

    def _credit(self, text: str, code: str, *, problems: list[Problem]) -> Decimal | None:
        credit, wrong = read_credit(text, self._names["_CREDIT"])
        if wrong is not None:
            problems.append(wrong)
        elif credit is None and self._has_credit:
            problems.append(problem("credit-missing", self._names["_CREDIT"], course=code))
        return credit

    def _amount(self, field: str, text: str, *, problems: list[Problem]) -> Decimal | None:
        amount, wrong = read_amount(text, self._names[field])
        if wrong is not None:
            problems.append(wrong)
        return amount

    def _product_problems(
        self, credit: Decimal | None, points: Decimal | None, *, weighted: Decimal | None
    ) -> list[Problem]:
        if credit is None or points is None or weighted is None or abs(credit * points - weighted) <= _ROUNDING:
            return []
        column, product = self._names["_CREDIT_POINTS"], f"{(credit * points).normalize():f}"
        told = {"credit": credit, "points": points, "product": product}
        return [problem("weighted-points-disagree", column, weighted, **told)]
