"""Reads single cells: ids, numbers, levels, semesters, months, genders, results."""

from decimal import Decimal, InvalidOperation

from batches.reading.problems import Problem, problem

ABC_ID_DIGITS = 12
NOTHING = frozenset(("", "NA", "N/A", "N.A.", "-", "--", "NIL", "NULL", "NONE", "#N/A"))
GENDERS = {
    "M": "M", "MALE": "M", "F": "F", "FEMALE": "F", "T": "T", "TRANSGENDER": "T", "TRANS": "T",
    "X": "X", "OTHER": "X", "OTHERS": "X", "O": "X",
}  # fmt: skip
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ORDINALS = "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH"
SEMESTERS = {
    **{roman: number for number, roman in enumerate(ROMANS, 1)},
    **{str(number): number for number in range(1, 13)},
    **{f"0{number}": number for number in range(1, 10)},
    **{f"{number}{end}": number for number in range(1, 13) for end in ("ST", "ND", "RD", "TH")},
    **{word: number for number, word in enumerate(_ORDINALS.split(), 1)},
}
_MONTHS = """JANUARY JAN|FEBRUARY FEB|MARCH MAR|APRIL APR|MAY|JUNE JUN|JULY JUL|AUGUST AUG|SEPTEMBER SEP SEPT
|OCTOBER OCT|NOVEMBER NOV|DECEMBER DEC"""
MONTHS = {
    name: number
    for number, names in enumerate(_MONTHS.split("|"), 1)
    for name in (*names.split(), str(number), f"{number:02}")
}
HALF_LEVELS = {str(Decimal(half) / 2): Decimal(half) / 2 for half in range(2, 17)}
LEVELS = HALF_LEVELS | {f"{value:.1f}": value for value in HALF_LEVELS.values()}


def is_nothing(text: str) -> bool:
    """Tell whether the cell says that there is nothing to say: empty, NA, a dash."""
    return text.strip().upper() in NOTHING


def read_abc_id(text: str, column: str) -> tuple[str, Problem | None]:
    """Read an ABC id: 12 digits as text. A trailing `.0` is repaired; lost zeros and rounded numbers are refused."""
    if len(text) == ABC_ID_DIGITS and text.isascii() and text.isdigit():
        return text, None
    digits = text.strip().removeprefix('="').removesuffix('"').lstrip("'").replace(" ", "").replace("-", "")
    if digits.upper() in NOTHING:
        return "", problem("abc-id-missing", column)
    if not digits.isascii() and digits.isdecimal() and len(digits) == ABC_ID_DIGITS:
        read = "".join(str(int(digit)) for digit in digits)
        return read, problem("abc-id-other-digits", column, text, read=read)
    whole, _, fraction = digits.partition(".")
    if fraction and not fraction.strip("0") and len(whole) == ABC_ID_DIGITS and whole.isascii() and whole.isdigit():
        return whole, problem("abc-id-decimal-zero", column, text, read=whole)
    if digits.isascii() and digits.isdigit() and len(digits) == ABC_ID_DIGITS:
        return digits, None
    return "", _abc_id_problem(digits, text, column=column)


def _abc_id_problem(digits: str, text: str, *, column: str) -> Problem:
    whole = digits.partition(".")[0]
    if "E" in digits.upper() and not digits.upper().strip("0123456789E+.,"):
        return problem("abc-id-scientific", column, text)
    if not (whole.isascii() and whole.isdigit()) or digits.partition(".")[2].strip("0"):
        return problem("abc-id-letters", column, text)
    code = "abc-id-short" if len(whole) < ABC_ID_DIGITS else "abc-id-long"
    return problem(code, column, text, digits=len(whole))


def read_decimal(text: str) -> Decimal | None:
    """Read a plain number, None if it is none; `4,5` is four and a half, `NaN` and `1E9` are no numbers here."""
    stripped = text.strip()
    if not stripped or stripped.strip("0123456789.,+-") or len(stripped) > 20:
        return None
    try:
        return Decimal(stripped.replace(",", ".") if stripped.count(",") == 1 and "." not in stripped else stripped)
    except InvalidOperation:
        return None


def read_credit(text: str, column: str) -> tuple[Decimal | None, Problem | None]:
    """Read credits: zero or more, in hundredths."""
    if is_nothing(text):
        return None, None
    credit = read_decimal(text)
    if credit is None:
        return None, problem("credit-unreadable", column, text)
    if credit < 0:
        return None, problem("credit-negative", column, text)
    if credit != credit.quantize(Decimal("0.01")):
        return None, problem("credit-too-fine", column, text)
    return credit.quantize(Decimal("0.01")), None


def read_amount(text: str, column: str) -> tuple[Decimal | None, Problem | None]:
    """Read grade points or hours: nothing is deposited on them, so what can't be read is only warned about."""
    if is_nothing(text):
        return None, None
    amount = read_decimal(text)
    if amount is None or amount < 0:
        return None, problem("number-unreadable", column, text)
    return amount, None


def read_level(text: str, column: str) -> tuple[Decimal | None, Problem | None]:
    """Read an NCrF level: 1 to 8 in halves, or nothing."""
    key = text.strip().upper().removeprefix("LEVEL").strip()
    if key in NOTHING:
        return None, None
    level = LEVELS.get(key)
    return level, None if level is not None else problem("level-unreadable", column, text)


def read_semester(text: str, column: str) -> tuple[int, Problem | None]:
    """Read a semester: I to XII, 1 to 12, `Semester 3`, `3rd`."""
    key = text.strip().upper().removesuffix("SEMESTER").removeprefix("SEMESTER").removesuffix("SEM").removeprefix("SEM")
    key = key.strip(" .-_").removesuffix(".0")
    if key in NOTHING:
        return 0, problem("semester-missing", column)
    number = SEMESTERS.get(key, 0)
    return number, None if number else problem("semester-unreadable", column, text)


def read_month(text: str) -> int:
    """Read a month: a name or a number; of two (`MAY/JUNE`) the later named; 0 if there is none."""
    words = "".join(character if character.isalnum() else " " for character in text.upper()).split()
    return next((MONTHS[word] for word in reversed(words) if word in MONTHS), 0)


def read_gender(text: str, column: str) -> tuple[str, Problem | None]:
    """Read a gender: M, F, T, X or their words; anything else is unknown, with a warning."""
    key = text.strip().upper()
    if key in NOTHING:
        return "", None
    gender = GENDERS.get(key, "")
    return gender, None if gender else problem("gender-unclear", column, text)
