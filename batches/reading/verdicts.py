"""Tells passed from failed, absent and withheld, as grades, remarks and results of many universities say it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from batches.reading.rows import CourseVerdict
from batches.reading.values import is_nothing


def _words(verdict: CourseVerdict, words: str) -> dict[str, CourseVerdict]:
    return dict.fromkeys(words.split("|"), verdict)


_FAILED = "FAIL|FAILED|RA|RE|REAPPEAR|RE-APPEAR|ATKT|A.T.K.T.|ARREAR|BACKLOG|COMPARTMENT|DETAINED|NOT PASSED|NP|NC"
_ABSENT = "ABSENT|ABS|AAA"
_WITHHELD = "WITHHELD|WH|RW|RESULT WITHHELD|INCOMPLETE|UFM|CANCELLED|DEBARRED|MALPRACTICE|RL|RESULT LATE|AWAITED|RA/WH"
_PASSED = "PASS|PASSED|PROMOTED|QUALIFIED|COMPLETED|CLEARED|PASS WITH GRACE|DISTINCTION|FIRST CLASS|SECOND CLASS"
_COMMON = {
    **_words("failed", _FAILED),
    **_words("absent", _ABSENT),
    **_words("withheld", _WITHHELD),
    **_words("not-for-credit", "AUDIT|AU"),
}
RESULTS: Mapping[str, CourseVerdict] = {
    **_COMMON,
    **_words("passed", f"{_PASSED}|P"),
    **_words("failed", "F|R"),
    **_words("absent", "AB|A"),
    **_words("withheld", "W"),
}
# In a remark one letter may mean anything but P and F; `AB` is absence there, and may be a grade elsewhere.
REMARKS: Mapping[str, CourseVerdict] = {
    **_COMMON,
    **_words("passed", f"{_PASSED}|P"),
    **_words("failed", "F"),
    **_words("absent", "AB"),
}
GRADES: Mapping[str, CourseVerdict] = {
    **_COMMON,
    **_words("passed", _PASSED),
    **_words("failed", "F|U"),
    **_words("withheld", "W|I"),
}
# Grades that pass without points.
_POINTLESS_PASSES = frozenset(("P", "S", "PP", "Q", "SATISFACTORY"))
_REFUSALS = frozenset(("N", "NO", "0", "FALSE", "NOT ELIGIBLE"))


class Evidence(NamedTuple):
    """What a row says about one course's outcome; `result` is the row's own RESULT."""

    grade: str
    grade_points: Decimal | None
    remarks: str
    status: str
    eligibility: str
    result: CourseVerdict | None


def read_result(text: str) -> tuple[CourseVerdict | None, bool]:
    """Return the verdict that RESULT gives, and whether the cell could be read (an empty one can)."""
    key = " ".join(text.upper().split())
    return (None, True) if is_nothing(key) else (RESULTS.get(key), key in RESULTS)


def own_verdict(evidence: Evidence) -> CourseVerdict | None:
    """Return what the course's own cells say, whatever RESULT says; None if they say nothing."""
    if evidence.eligibility.strip().upper() in _REFUSALS:
        return "not-for-credit"
    for text in (evidence.status, evidence.remarks):
        said = REMARKS.get(text.strip().upper())
        if said:
            return said
    grade, points = evidence.grade.strip().upper(), evidence.grade_points
    if grade == "AB" and not points:
        return "absent"
    if GRADES.get(grade):
        return GRADES[grade]
    if points is not None and points == 0 and grade not in _POINTLESS_PASSES:
        return "failed"
    return "passed" if points or not is_nothing(grade) else None


def verdict_of(evidence: Evidence) -> CourseVerdict | None:
    """Weigh both: a withheld or absent RESULT holds for every course, else a course's own cells decide."""
    own, result = own_verdict(evidence), evidence.result
    if own in (None, "passed") and result in ("withheld", "absent", "not-for-credit"):
        return result
    return own or result
