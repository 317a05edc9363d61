"""Fits a row's cells to the header, and reads the learner's cells, which all kinds of files share."""

from collections.abc import Mapping
from datetime import date

from batches.reading.days import read_birthday
from batches.reading.names import odd_mark, read_name
from batches.reading.problems import Problem, problem
from batches.reading.rows import LearnerFields
from batches.reading.values import is_nothing, read_abc_id, read_gender


def fitted(cells: list[str], width: int) -> tuple[list[str], list[Problem]]:
    """Return exactly `width` cells and one empty cell more, which absent columns point at."""
    count = len(cells)
    if count == width:
        return [*cells, ""], []
    if count < width:
        return [*cells, *[""] * (width - count + 1)], [problem("row-too-short", seen=count, columns=width)]
    beyond = sum(1 for cell in cells[width:] if cell.strip())
    found = [problem("row-too-long", seen=beyond, columns=width)] if beyond else []
    return [*cells[:width], ""], found


class LearnerCells:
    """Reads who a row is about; `names` maps each field to the column's name in this kind of file."""

    def __init__(self, places: Mapping[str, int], names: Mapping[str, str], *, width: int, today: date) -> None:
        self._today = today
        self._has_roll = names.get("roll", "") in places
        fields = ("abc_id", "name", "birthday", "gender", "registration_number", "roll")
        columns = [names.get(field, "") for field in fields]
        self._abc_id, self._name, self._birthday, self._gender, self._number, self._roll = columns
        self._places = tuple(places.get(column, width) for column in columns)
        self._genders: dict[str, tuple[str, Problem | None]] = {}

    def read(self, cells: list[str], problems: list[Problem]) -> LearnerFields:
        """Read the learner of a row whose cells were fitted; what is wrong is added to `problems`."""
        at_id, at_name, at_birthday, at_gender, at_number, at_roll = self._places
        abc_id, id_problem = read_abc_id(cells[at_id], self._abc_id)
        name, name_problem = read_name(cells[at_name], self._name)
        birthday, birthday_problem = read_birthday(cells[at_birthday], self._birthday, today=self._today)
        gender, gender_problem = self._read_gender(cells[at_gender])
        number, roll = cells[at_number].strip(), cells[at_roll].strip()
        for found in (id_problem, name_problem, birthday_problem, gender_problem):
            if found is not None:
                problems.append(found)
        if is_nothing(number):
            problems.append(problem("registration-number-missing", self._number))
        elif not number.isascii() or not number.isprintable():
            self._look_for_marks(number, problems)
        if self._has_roll and not roll:
            problems.append(problem("roll-missing", self._roll))
        return LearnerFields(abc_id, name, birthday, gender, number, roll)

    def _read_gender(self, text: str) -> tuple[str, Problem | None]:
        found = self._genders.get(text)
        if found is None:
            found = read_gender(text, self._gender)
            if len(self._genders) < 100:
                self._genders[text] = found
        return found

    def _look_for_marks(self, number: str, problems: list[Problem]) -> None:
        mark = odd_mark(number)
        if mark:
            problems.append(problem("text-control-character", self._number, mark=mark))
