"""The names of columns: canonical ones, those that exporters really write, and how they are told alike."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

PROBLEMS_COLUMN = "__problems"
ROW_COLUMN = "__row"
OWN_COLUMNS = frozenset((PROBLEMS_COLUMN, ROW_COLUMN))

_NOT_A_LETTER_OR_DIGIT = re.compile(r"[^A-Z0-9]")
_BLOCK = re.compile(r"SUB(?:JECT)?(\d{1,3})([A-Z]*)$")


def squeezed(name: str) -> str:
    """Reduce a column's name to what exporters agree on: capitals and digits, so `"D_O_B "` is `DOB`."""
    return _NOT_A_LETTER_OR_DIGIT.sub("", name.upper())


def _table(names: Mapping[str, str]) -> Mapping[str, str]:
    """Map every squeezed spelling (canonical or alias, separated by spaces) to its canonical name."""
    table = {squeezed(canonical): canonical for canonical in names}
    table.update({squeezed(alias): canonical for canonical, aliases in names.items() for alias in aliases.split()})
    return MappingProxyType(table)


# Read by `nad.py`. Aliases were seen in exporters and in universities' own sheets.
NAD = _table(
    {
        "ABC_ACCOUNT_ID": "ABC_ID ABC_ACCOUNT_NO ABC_NO APAAR_ID APAAR ABC_ACCOUNT_NUMBER",
        "REGN_NO": "REG_NO REGNO REGISTRATION_NO REGISTRATION_NUMBER REGD_NO ENROLLMENT_NO ENROLMENT_NO",
        "RROLL": "ROLL ROLL_NO ROLL_NUMBER",
        "CNAME": "STUDENT_NAME CANDIDATE_NAME NAME",
        "GENDER": "SEX",
        "DOB": "DATE_OF_BIRTH D_O_B",
        "ACADEMIC_COURSE_ID": "ACADMIC_COURSE_ID",
        "COURSE_NAME": "",
        "SESSION": "",
        "YEAR": "",
        "MONTH": "",
        "DOR": "DATE_OF_RESULT",
        "DOI": "DATE_OF_ISSUE",
        "SEM": "SEMESTER",
        "EXAM_TYPE": "",
        "MRKS_REC_STATUS": "MARKS_REC_STATUS",
        "RESULT": "",
        "TOT_CREDIT": "TOT_CREDITS TOTAL_CREDIT TOTAL_CREDITS",
        "NCRF_LEVEL": "",
    }
)

# Named by the guideline or by exporters, and not needed for a deposit: read past without a note.
_READ_PAST = """
ORG_CODE ORG_NAME ORG_NAME_L ORG_ADDRESS ORG_CITY ORG_STATE ORG_PIN COURSE_NAME_L COURSE_SUBTITLE ADMISSION_YEAR
INTR_COURSE_NAME_FIRST INTR_COURSE_NAME_SECOND DEPARTMENT BATCH STREAM STREAM_L STREAM_SECOND STREAM_SECOND_L
SPECIALIZATION_MAJOR SPECIALIZATION_MINOR APPLICATION_NUMBER AADHAAR_NAME AADHAAR_NO BLOOD_GROUP CASTE RELIGION
NATIONALITY PH MOBILE EMAIL FNAME MNAME GNAME STUDENT_ADDRESS PHOTO RESULT_TH RESULT_PR DIVISION GRADE PERCENT DOV
DOE DOP DOQ DOS THESIS REMARKS CERT_NO MEDIUM CENTRE_NAME TERM_TYPE TOT TOT_MAX TOT_MIN TOT_MRKS TOT_MRKS_WRDS
TOT_MRKS_MIN TOT_TH_MAX TOT_TH_MIN TOT_TH_MRKS TOT_PR_MAX TOT_PR_MIN TOT_PR_MRKS TOT_CE_MAX TOT_CE_MIN TOT_CE_MRKS
TOT_VV_MAX TOT_VV_MIN TOT_VV_MRKS TOT_PR_CE_MAX TOT_PR_CE_MRKS TOT_TH_CE_MAX TOT_TH_CE_MRKS PREV_TOT_MRKS
PREV_TOT_MRKS_MAX PREV_TOT_MRKS_MIN GRAND_TOT_MAX GRAND_TOT_MIN GRAND_TOT_MRKS TOT_GRADE TOT_GRADE_POINTS
TOT_CREDIT_POINTS GRAND_TOT_GRADE_POINTS GRAND_TOT_CREDIT GRAND_TOT_CREDIT_POINTS CGPA TOT_CGPA_MINOR
TOT_CREDIT_MINOR CGPA_SCALE SGPA GPA INTR_CGPA_FIRST INTR_CGPA_SECOND TH_GRADE PR_GRADE GPA_TH GPA_PR SGPA_DESC
"""
NAD_READ_PAST = _table(
    dict.fromkeys(_READ_PAST.split(), "")
    | {"GRAND_TOT_CREDIT_POINTS": "GRAND_TOT_CREDIT_POINT", "SGPA_DESC": "SGPA_Desc"}
)

# What follows `SUBn` in the names of a course's columns: the fields that are read, and those read past.
_BLOCK_FIELDS = """
_GRADE _GRADE_POINTS _CREDIT _CREDIT_POINTS _REMARKS _STATUS _TH_HOURS _PR_HOURS _TT_HOURS _CREDIT_HOURS
_CREDIT_ELIGIBILITY MAX MIN _TH_MAX _TH_MIN _PR_MAX _PR_MIN _CE_MAX _CE_MIN _TH_MRKS _PR_MRKS _CE_MRKS _TOT
_VV_MIN _VV_MAX _VV_MRKS _TH_CE_MRKS _PR_CE_MRKS _SESSION _TYPE _CREDIT_MAX _NON_CREDIT_HOURS _GRACE _GROUP
_GROUP_CODE _TH_CE_MAX _PR_CE_MAX
"""
BLOCK_FIELDS: Mapping[str, str] = MappingProxyType(
    {"": "", "CODE": "", "NM": "NM", "NAME": "NM"}
    | {"CREDITS": "_CREDIT", "CREDITPOINT": "_CREDIT_POINTS", "GRADEPOINT": "_GRADE_POINTS"}
    | {squeezed(suffix): suffix for suffix in _BLOCK_FIELDS.split()}
)

TIDY = _table(
    {
        "registration_number": "regn_no reg_no",
        "abc_id": "abc_account_id apaar_id",
        "name": "cname learner_name",
        "date_of_birth": "dob birthday",
        "gender": "",
        "course_code": "code",
        "term": "semester sem",
        "earned_on": "",
        "credits": "credit",
        "grade": "",
        "grade_points": "grade_point",
        "level": "ncrf_level",
        "programme_code": "",
        "roll": "",
    }
)

REDEMPTIONS = _table(
    {"abc_id": "abc_account_id apaar_id", "programme_code": "programme", "awards": "award_ids award", "note": ""}
)

REVOCATIONS = _table(
    {
        "award_id": "award award_reference reference",
        "abc_id": "abc_account_id apaar_id",
        "registration_number": "regn_no reg_no",
        "course_code": "code",
        "term": "semester sem",
        "reason_code": "",
        "reason": "explanation",
    }
)
_TABLES = (NAD, NAD_READ_PAST, TIDY, REDEMPTIONS, REVOCATIONS)


def block_of(name: str) -> tuple[int, str] | None:
    """Return the course number and the field of a `SUBn...` column, or None for any other column."""
    found = _BLOCK.match(squeezed(name))
    if found is None or found[2] not in BLOCK_FIELDS:
        return None
    return int(found[1]), BLOCK_FIELDS[found[2]]


def block_column(block: int, field: str) -> str:
    """Write the canonical name of a course's column."""
    return f"SUB{block}{field}"


def is_known(name: str) -> bool:
    """Tell whether any kind of file has a column of this name."""
    key = squeezed(name)
    return bool(key) and (any(key in table for table in _TABLES) or block_of(name) is not None)


def known_count(cells: Iterable[str]) -> int:
    """Count the cells that are names of columns; a header has many, a title or a row of values almost none."""
    return sum(1 for cell in cells if cell and len(cell) < 60 and is_known(cell))
