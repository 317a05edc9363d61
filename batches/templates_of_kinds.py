"""Template files: the header that each kind of file needs, with one line that shows how."""

_NAD = {
    "ORG_NAME": "Sahyadri University", "ACADEMIC_COURSE_ID": "BVOC-AGRI", "COURSE_NAME": "B.Voc. Agriculture",
    "STREAM": "", "SESSION": "2025-26", "REGN_NO": "R2025-0001", "RROLL": "1", "CNAME": "Ananya Sharma", "GENDER": "F",
    "DOB": "05/11/2003", "MRKS_REC_STATUS": "O", "RESULT": "PASS", "YEAR": "2026", "MONTH": "MAY", "SEM": "I",
    "TOT_CREDIT": "7", "ABC_ACCOUNT_ID": "012345678901", "NCRF_LEVEL": "5", "SUB1NM": "Soil Testing", "SUB1": "AG101",
    "SUB1_GRADE": "A", "SUB1_GRADE_POINTS": "8", "SUB1_CREDIT": "4", "SUB1_CREDIT_POINTS": "32", "SUB1_REMARKS": "",
    "SUB2NM": "Data Literacy", "SUB2": "CS102", "SUB2_GRADE": "B+", "SUB2_GRADE_POINTS": "7", "SUB2_CREDIT": "3",
    "SUB2_CREDIT_POINTS": "21", "SUB2_REMARKS": "",
}  # fmt: skip
_AWARDS = {
    "registration_number": "R2025-0001", "abc_id": "012345678901", "name": "Ananya Sharma",
    "date_of_birth": "05/11/2003", "gender": "F", "course_code": "AG101", "term": "2026-S1", "earned_on": "31/05/2026",
    "credits": "4", "grade": "A", "grade_points": "8", "level": "5",
}  # fmt: skip
_REDEMPTIONS = {"abc_id": "012345678901", "programme_code": "BVOC-AGRI", "awards": "plan", "note": "Second year"}
_REVOCATIONS = {
    "award_id": "LX-7F3K-92QD", "registration_number": "", "abc_id": "", "course_code": "", "term": "",
    "reason_code": "issued-in-error", "reason": "The examination was held twice; the first result does not count.",
}  # fmt: skip

TEMPLATES: dict[str, dict[str, str]] = {
    "awards-nad": _NAD, "awards": _AWARDS, "redemptions": _REDEMPTIONS, "revocations": _REVOCATIONS,
}  # fmt: skip
