"""The columns of five exporters of NAD files, in their order and with their habits."""

from dataclasses import dataclass

CORE = (
    "{b}NM", "{b}", "{b}MAX", "{b}MIN", "{b}_TH_MAX", "{b}_TH_MRKS", "{b}_PR_MAX", "{b}_PR_MRKS", "{b}_CE_MRKS",
    "{b}_TOT",
    "{b}_GRADE", "{b}_GRADE_POINTS", "{b}_CREDIT", "{b}_CREDIT_POINTS", "{b}_REMARKS",
)  # fmt: skip
SHORT = ("{b}NM", "{b}", "{b}_GRADE", "{b}_GRADE_POINTS", "{b}_CREDIT", "{b}_CREDIT_POINTS", "{b}_REMARKS")
HOURS = (*SHORT, "{b}_TH_HOURS", "{b}_PR_HOURS", "{b}CREDIT_ELIGIBILITY")


@dataclass(frozen=True)
class Exporter:
    """One program that writes such files: its columns before and after the courses, and those of a course."""

    before: str
    block: tuple[str, ...]
    after: str = ""
    ends_with_stars: bool = False
    doubles_a_header: bool = False

    def header(self, blocks: int) -> list[str]:
        """Write the header for so many courses, mistakes included."""
        courses = [
            self._column(number, field.format(b=f"SUB{number}"))
            for number in range(1, blocks + 1)
            for field in self.block
        ]
        return [name.replace("~", " ") for name in (*self.before.split(), *courses, *self.after.split())]

    def _column(self, number: int, name: str) -> str:
        wrong = self.doubles_a_header and number == 13 and name == "SUB13_CREDIT_POINTS"
        return "SUB12_CREDIT_POINTS" if wrong else name


EXPORTERS = {
    "A": Exporter(
        "ORG_NAME ACADEMIC_COURSE_ID COURSE_NAME STREAM SESSION~ REGN_NO RROLL CNAME GENDER DOB FNAME MNAME PHOTO "
        "MRKS_REC_STATUS RESULT YEAR MONTH PERCENT DOI SEM CERT_NO TOT TOT_MIN TOT_MRKS TOT_CREDIT TOT_CREDIT_POINTS "
        "TOT_GRADE_POINTS GRAND_TOT_CREDIT CGPA REMARKS SGPA ABC_ACCOUNT_ID TERM_TYPE TOT_GRADE",
        CORE,
        "AADHAAR_NAME ADMISSION_YEAR NCRF_LEVEL",
    ),
    "B": Exporter(
        "ORG_NAME ORG_NAME_L ACADEMIC_COURSE_ID COURSE_NAME COURSE_NAME_L STREAM SESSION REGN_NO RROLL CNAME GENDER "
        "DOB FNAME MNAME PHOTO MRKS_REC_STATUS RESULT YEAR MONTH DIVISION GRADE PERCENT DOI SEM EXAM_TYPE TOT TOT_MRKS "
        "TOT_CREDIT TOT_CREDIT_POINTS TOT_GRADE_POINTS GRAND_TOT_CREDIT_POINT CGPA REMARKS SGPA SGPA~_Desc "
        "ABC_ACCOUNT_ID TERM_TYPE TOT_GRADE NCRF_LEVEL",
        SHORT,
        ends_with_stars=True,
    ),
    "C": Exporter(
        "ORG_CODE ORG_NAME ACADEMIC_COURSE_ID COURSE_NAME STREAM SESSION REG_NO RROLL CNAME GENDER DOB MRKS_REC_STATUS "
        "RESULT YEAR Month DOR SEM CGPA SGPA ABC_ACCOUNT_ID TOT_GRADE_POINTS TOT_CREDIT TOT_CREDIT_POINTS NCRF_LEVEL",
        SHORT,
    ),
    "D": Exporter(
        "ORG_NAME ACADMIC_COURSE_ID COURSE_NAME STREAM SESSION REGN_NO RROLL CNAME GENDER D_O_B FNAME MNAME RESULT "
        "YEAR MONTH SEM TOT_CREDIT TOT_CREDIT_POINTS TOT_GRADE_POINTS GRAND_TOT_CREDIT SGPA ABC_ACCOUNT_ID TERM_TYPE "
        "DEPARTMENT NCRF_LEVEL",
        HOURS,
    ),
    "E": Exporter(
        "ORG_NAME ACADEMIC_COURSE_ID COURSE_NAME BATCH STREAM REGN_NO RROLL CNAME GENDER DOB FNAME MNAME "
        "MRKS_REC_STATUS YEAR MONTH EXAM_TYPE TOT_TH_MRKS TOT_PR_MRKS ABC_ACCOUNT_ID TOT_GRADE TH_GRADE PR_GRADE "
        "GPA_TH GPA_PR",
        SHORT,
        doubles_a_header=True,
    ),
}  # fmt: skip
