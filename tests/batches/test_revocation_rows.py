"""What the bank finds in rows of revocations: which award is meant, and whether its credits can still leave."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from credentials.models import Award, Revocation
from credentials.references import reference_of
from ledger.acts import LAPSE, Move
from ledger.commands.accounts import LAPSED_ACCOUNT
from ledger.commands.record import record
from ledger.identifiers import new_id
from tests.batches.hands import counts, row_of
from tests.batches.revocation_hands import an_award, by_name, codes_of, naming, redeem, sent
from tests.cast import ANANYA, ROHAN, Cast
from tests.cast_catalogue import AWARDED_AT, a_new_award, an_approved_version, deposit
from tests.ledger.book import WRITER, a_lot, an_act
from tests.ledger.book import deposit as book_deposit

pytestmark = pytest.mark.django_db


def found(cast: Cast, row: dict[str, str]) -> str:
    """Return the id that the check put down for a row, or its problems."""
    batch = sent(cast, row)
    line = row_of(batch, 2).revocation
    assert line is not None
    return ", ".join(codes_of(batch)) or line.award


def test_every_way_to_name_an_award_finds_it(cast: Cast) -> None:
    award_id = an_award(cast, code="MC-1")
    an_award(cast, code="MC-2")
    an_award(cast, code="MC-1", holding_id=cast.rohan_account.holding_id, number="R-78")
    ways = (
        naming(award_id), naming(reference_of(award_id).lower()), by_name(), by_name(course_code="mc-1"),
        by_name(registration_number="", abc_id=ANANYA.abc_id), by_name(abc_id=ANANYA.abc_id),
        by_name(award_id=str(award_id)),
    )  # fmt: skip
    assert [found(cast, way) for way in ways] == [str(award_id)] * len(ways)


def test_a_semester_is_named_in_any_writing(cast: Cast) -> None:
    award_id = an_award(cast, code="MC-1", term="semester-3")
    assert {found(cast, by_name(term=term)) for term in ("III", "Semester 3", "semester-3")} == {str(award_id)}
    assert found(cast, by_name(term="IV")) == "award-not-found"


def test_what_is_not_ours_is_not_found_whether_or_not_it_exists(cast: Cast) -> None:
    version = an_approved_version(cast.accepting.id, code="MC-1")
    theirs = a_new_award(cast.ananya_account.holding_id, version)
    [outcome] = deposit(cast.other_approver, cast.accepting.id, theirs)
    assert outcome.award_id is not None
    names = (outcome.award_id, reference_of(outcome.award_id), uuid4())
    assert {found(cast, naming(name)) for name in names} == {"award-unknown"}
    people = (ANANYA.abc_id, ROHAN.abc_id, "999999999999")
    rows = [by_name(registration_number="", abc_id=person) for person in people]
    assert {found(cast, row) for row in rows} == {"award-not-found"}


def test_a_reference_that_two_awards_of_ours_have_is_refused(cast: Cast) -> None:
    award_id = an_award(cast)
    twin = Award.objects.get(id=award_id)
    twin.id, twin.term = UUID(int=new_id().int >> 40 << 40 | award_id.int & (2**40 - 1)), "2024-S1"
    book_deposit(twin.holding_id, replace(a_lot(cast.awarding.account_id), id=twin.id))
    twin.save(force_insert=True)
    reference = reference_of(award_id)
    assert reference_of(twin.id) == reference
    batch = sent(cast, naming(reference))
    assert codes_of(batch) == ["award-ambiguous"]
    assert f"{reference} fits 2 awards" in row_of(batch, 2).problems[0].sentence()
    assert found(cast, naming(twin.id)) == str(twin.id)


def test_columns_that_tell_of_another_award_are_an_error(cast: Cast) -> None:
    award_id = an_award(cast, code="MC-1")
    for wrong in (
        {"course_code": "MC-2"},
        {"term": "2024-S1"},
        {"registration_number": "R-1"},
        {"abc_id": ROHAN.abc_id},
    ):
        assert found(cast, naming(award_id, **wrong)) == "award-disagrees"


def test_two_standing_awards_under_one_name_are_refused_with_their_number(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id, code="MC-1")
    an_award(cast, version=version)
    an_award(cast, version=version, number="R-78")
    batch = sent(cast, by_name(registration_number="", abc_id=ANANYA.abc_id))
    assert codes_of(batch) == ["award-ambiguous"]
    assert f"{ANANYA.abc_id} fits 2 awards" in row_of(batch, 2).problems[0].sentence()


def test_a_corrected_award_is_named_by_what_stands(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id, code="MC-1")
    first, second = an_award(cast, version=version), an_award(cast, version=version, grade="B")
    assert Revocation.objects.get().award_id == first
    assert found(cast, by_name()) == str(second)
    assert found(cast, naming(first)) == "award-already-revoked"


def test_credits_that_are_gone_say_where_and_what_to_do(cast: Cast) -> None:
    spent, lapsed, kept = (an_award(cast) for _ in range(3))
    redeem(cast, spent)
    account = an_act(
        LAPSE, cast.ananya_account.holding_id, moves=[Move(lapsed, LAPSED_ACCOUNT)],
        at=AWARDED_AT.replace(year=2040),
    )  # fmt: skip
    record([account], writer=WRITER)
    batch = sent(cast, naming(spent), naming(lapsed), naming(kept))
    assert [codes_of(batch, number) for number in (2, 3, 4)] == [["credits-already-redeemed"], ["credits-lapsed"], []]
    assert "Ask the institution that accepted them" in row_of(batch, 2).problems[0].sentence()
    assert (counts(batch).error_count, counts(batch).credits) == (2, 3)


def test_rows_that_name_the_same_award_in_two_ways_are_both_errors(cast: Cast) -> None:
    award_id = an_award(cast, code="MC-1")
    other = an_award(cast)
    batch = sent(cast, naming(award_id), by_name(), naming(other), naming(reference_of(award_id)))
    assert [codes_of(batch, number) for number in (2, 3, 4, 5)] == [["award-in-two-rows"]] * 2 + [[]] + [
        ["award-in-two-rows"]
    ]
    progress = counts(batch)
    assert (progress.error_count, progress.credits, progress.item_count) == (3, 3, 1)
    assert sum(progress.courses.values()) == 1
    said = row_of(batch, 2).problems[0].sentence()
    assert f"Rows 2 and 3 name the same award ({reference_of(award_id)})" in said


def test_an_unknown_reference_in_two_rows_is_told_too(cast: Cast) -> None:
    batch = sent(cast, naming("LX-0000-0000"), naming("LX-0000-0000"))
    assert codes_of(batch) == ["award-unknown", "award-in-two-rows"]


def test_nothing_is_written_by_a_dry_run(cast: Cast) -> None:
    award_id = an_award(cast)
    batch = sent(cast, naming(award_id), dry_run=True)
    assert (batch.stage, counts(batch).ok_count) == ("done", 1)
    assert not Revocation.objects.exists()
