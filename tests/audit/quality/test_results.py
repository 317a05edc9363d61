"""Pass rates: what files of results say of those who did not pass, kept as counts without a person in them."""

from decimal import Decimal as D

import pytest

from audit.quality.measures import Figure
from audit.quality.measures import Measure as M
from batches.commands.repair import repair_row
from batches.models import BatchChunk
from credentials.models import OfferingVersion
from tests.audit.quality.hands import a_skill, compared, figure
from tests.batches.hands import AT, a_catalogue, a_csv, a_nad_row, approve, checked
from tests.cast import Cast, a_key

pytestmark = pytest.mark.django_db
FAILED = {"SUB1_GRADE": "F", "SUB1_GRADE_POINTS": "0", "SUB1_CREDIT_POINTS": "0", "SUB1_REMARKS": "FAIL"}
ABSENT = {"SUB1_GRADE": "AB", "SUB1_GRADE_POINTS": "0", "SUB1_CREDIT_POINTS": "0", "SUB1_REMARKS": "ABSENT"}


@pytest.fixture
def course(cast: Cast) -> OfferingVersion:
    a_catalogue(cast.awarding.id)
    version = OfferingVersion.objects.get(offering__code="MC4501")
    version.skills.add(a_skill())
    return version


def rates(course: OfferingVersion) -> tuple[Figure, Figure]:
    found = compared(level="4.5")
    return figure(found, course, M.PASS_RATE), figure(found, course, M.RESIT_RATE)


def test_passed_failed_and_absent_make_the_pass_rate(cast: Cast, course: OfferingVersion) -> None:
    rows = [*map(a_nad_row, range(1, 9)), a_nad_row(9, **FAILED), a_nad_row(10, **ABSENT)]
    approve(cast, checked(cast, a_csv("awards-nad", *rows)))
    passed, again = rates(course)
    assert (passed.value, passed.n, passed.is_small) == (D("0.8"), 10, False)
    assert (again.value, again.n) == (D(0), 10)


def test_a_term_that_is_sent_again_counts_once(cast: Cast, course: OfferingVersion) -> None:
    rows = [a_nad_row(1), a_nad_row(2), a_nad_row(3, **FAILED)]
    approve(cast, checked(cast, a_csv("awards-nad", *rows)))
    approve(cast, checked(cast, a_csv("awards-nad", *rows, a_nad_row(4))))
    assert (rates(course)[0].value, rates(course)[0].n) == (D("0.75"), 4)


def test_a_supplementary_sitting_is_told_apart(cast: Cast, course: OfferingVersion) -> None:
    approve(cast, checked(cast, a_csv("awards-nad", a_nad_row(1), a_nad_row(2), a_nad_row(3, **FAILED))))
    later = a_nad_row(3, EXAM_TYPE="SUPPLEMENTARY", SEM="2")
    approve(cast, checked(cast, a_csv("awards-nad", later)))
    passed, again = rates(course)
    assert (passed.n, again.value, again.n) == (3, D("0.25"), 4)


def test_a_mere_check_a_file_that_waits_and_rows_to_mend_count_for_nothing(cast: Cast, course: OfferingVersion) -> None:
    checked(cast, a_csv("awards-nad", a_nad_row(1)), dry_run=True)
    checked(cast, a_csv("awards-nad", a_nad_row(2)))
    approve(cast, checked(cast, a_csv("awards-nad", a_nad_row(3), a_nad_row(4, ABC_ACCOUNT_ID="", **FAILED))))
    assert (rates(course)[0].value, rates(course)[0].n) == (D(1), 1)


def test_a_list_of_awards_tells_nothing_of_those_who_did_not_pass(cast: Cast, course: OfferingVersion) -> None:
    row = {"course_code": "MC4501", "credits": "", "level": "", "earned_on": "2025-05-31"}
    batch = checked(cast, a_csv("awards", row), kind="awards")
    approve(cast, batch)
    assert not rates(course)[0].is_reported


def test_a_row_that_is_mended_moves_its_count(cast: Cast, course: OfferingVersion) -> None:
    content = a_csv("awards-nad", a_nad_row(1), a_nad_row(2, ABC_ACCOUNT_ID=""))
    place = content.decode().splitlines()[0].split(",").index("ABC_ACCOUNT_ID")
    batch = checked(cast, content)
    assert BatchChunk.objects.get(batch=batch).results == {"2025-05|passed|MC4501": 1}
    cells = {str(place): "700000000777"}
    repair_row(actor=cast.issuer, batch_id=batch.id, row_number=3, cells=cells, at=AT, idempotency_key=a_key())
    assert BatchChunk.objects.get(batch=batch).results == {"2025-05|passed|MC4501": 2}


def test_rows_that_stand_twice_in_a_file_are_not_counted(cast: Cast, course: OfferingVersion) -> None:
    batch = checked(cast, a_csv("awards-nad", a_nad_row(1), a_nad_row(2), a_nad_row(2, **FAILED)))
    assert BatchChunk.objects.get(batch=batch).results == {"2025-05|passed|MC4501": 1}
