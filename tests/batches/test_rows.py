"""What the bank finds in rows, and what becomes of them."""

from decimal import Decimal

import pytest

from credentials.models import Award, Revocation
from ledger.models import Lot
from tests.batches.hands import a_catalogue, a_csv, a_nad_row, approve, checked, counts, outcomes, row_of
from tests.cast import ANANYA, Cast
from tests.cast_catalogue import a_version_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast: Cast) -> Cast:
    a_catalogue(cast.awarding.id)
    return cast


def problems(cast: Cast, **cells: str) -> dict[str, str]:
    batch = checked(cast, a_csv("awards-nad", a_nad_row(1, **cells)))
    return {item.code: item.sentence() for item in row_of(batch, 2).problems if item.severity != "note"}


def test_a_credit_that_differs_from_the_catalogue_names_both_figures(place: Cast) -> None:
    found = problems(place, SUB1_CREDIT="3", SUB1_CREDIT_POINTS="24", TOT_CREDIT="3")
    assert found.keys() == {"credit-disagrees"}
    assert "says 3 credits for MC4501, and the catalogue gives 2" in found["credit-disagrees"]


def test_a_level_must_be_the_catalogues(place: Cast) -> None:
    assert problems(place, NCRF_LEVEL="5").keys() == {"level-disagrees"}
    assert problems(place, NCRF_LEVEL="") == {}


def test_an_unapproved_course_is_told_apart_from_an_unknown_one(place: Cast) -> None:
    a_version_row(place.awarding.id, code="DRAFT1", approved=False)
    assert problems(place, SUB1="DRAFT1").keys() == {"course-not-approved"}
    assert problems(place, SUB1="DRAFT2").keys() == {"course-unknown"}


def test_the_birthday_must_be_that_of_the_account(place: Cast) -> None:
    told = {"ABC_ACCOUNT_ID": ANANYA.abc_id, "CNAME": ANANYA.name}
    assert problems(place, **told, DOB="09/03/2004") == {}
    assert problems(place, **told, DOB="09/02/2004").keys() == {"birthday-month-off"}
    assert problems(place, **told, DOB="10/03/2004").keys() == {"birthday-disagrees"}


def test_another_name_than_the_accounts_is_a_warning(place: Cast) -> None:
    told = {"ABC_ACCOUNT_ID": ANANYA.abc_id, "DOB": "09/03/2004"}
    assert problems(place, **told, CNAME="DAS ANANYA") == {}
    assert problems(place, **told, CNAME="Meera Nair").keys() == {"name-disagrees"}


def test_the_same_term_twice_in_a_file_is_told_on_both_rows(place: Cast) -> None:
    batch = checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2), a_nad_row(1, SUB1_GRADE="B")))
    assert "row-sent-twice" in {item.code for item in row_of(batch, 2).problems}
    assert "row-sent-twice" in {item.code for item in row_of(batch, 4).problems}
    assert (counts(batch).error_count, counts(batch).item_count) == (2, 1)


def test_a_term_sent_again_changes_only_what_changed(place: Cast) -> None:
    approve(place, checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2))))
    changed = a_csv("awards-nad", a_nad_row(1), a_nad_row(2, SUB1_GRADE="O"), a_nad_row(3))
    again = approve(place, checked(place, changed))
    assert outcomes(again) == {2: "unchanged", 3: "corrected", 4: "deposited"}
    assert Award.objects.count() == 4 and Revocation.objects.count() == 1
    assert Lot.objects.count() == 4


def test_failed_and_absent_courses_deposit_nothing(place: Cast) -> None:
    row = a_nad_row(1, SUB1_GRADE="F", SUB1_GRADE_POINTS="0", SUB1_CREDIT_POINTS="0", RESULT="FAIL")
    batch = approve(place, checked(place, a_csv("awards-nad", row, a_nad_row(2))))
    assert outcomes(batch) == {2: "skipped", 3: "deposited"} and Lot.objects.count() == 1


def test_grade_points_stay_grade_points(place: Cast) -> None:
    approve(place, checked(place, a_csv("awards-nad", a_nad_row(1))))
    award, lot = Award.objects.get(), Lot.objects.get()
    assert (award.grade, award.grade_points) == ("A", Decimal(8))
    assert (lot.credits, lot.level) == (Decimal("2.00"), Decimal("4.5"))
    assert str(award.earned_on) == "2025-05-31"


def test_our_own_layout_takes_one_award_a_row(place: Cast) -> None:
    common = {"earned_on": "31/05/2025", "term": "2025-S1", "credits": "2", "level": "4.5"}
    rows = [common | {"course_code": code} for code in ("MC4501", "MC4505", "MC4501")]
    batch = checked(place, a_csv("awards", *rows), kind="awards")
    assert counts(batch).codes == {"row-sent-twice": 2}
    batch = approve(place, checked(place, a_csv("awards", *rows[:2]), kind="awards"))
    assert outcomes(batch) == {2: "deposited", 3: "deposited"}
