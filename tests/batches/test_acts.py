"""What people do with a file: hand in, approve, cancel, mend, retry."""

import io

import pytest
from django.test import override_settings

from batches.commands import read, run
from batches.commands.approve import approve_batch
from batches.commands.cancel import cancel_batch
from batches.commands.drafts import draft_course
from batches.commands.refusals import ApprovalNeedsSecondPerson, BatchNotReady, NothingToApprove
from batches.commands.repair import repair_row, retry_rows
from batches.commands.run import run_step
from batches.commands.work import work_step
from batches.models import Batch, BatchPart
from batches.queries.files import open_file
from batches.reading.file_problems import FileTooLarge
from credentials.models import OfferingVersion
from institutions.commands import suspend_institution
from ledger.models import Entry, Lot
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotFound, NotPermitted
from tests.batches.hands import (
    AT,
    a_catalogue,
    a_csv,
    a_nad_row,
    always,
    approve,
    checked,
    counts,
    hand_in,
    outcomes,
    work,
)
from tests.cast import BANK_OPERATOR, Cast, a_key, a_member, fresh
from tests.cast_catalogue import a_version_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast: Cast) -> Cast:
    a_catalogue(cast.awarding.id)
    return cast


def good(count: int = 2) -> bytes:
    return a_csv("awards-nad", *(a_nad_row(number) for number in range(1, count + 1)))


def test_an_acknowledged_file_is_in_the_database_and_not_in_clear(place: Cast) -> None:
    content = good(20_000)[: 3 * 2**20 + 17]
    batch = hand_in(place, content)
    parts = [bytes(part) for part in BatchPart.objects.order_by("number").values_list("sealed", flat=True)]
    assert len(parts) == 4 and not any(b"Ananya" in part for part in parts)
    assert open_file(batch).read() == content
    assert Entry.objects.get(id=batch.entry_id).narration == "batch-submitted"


def test_the_same_key_hands_a_file_in_once(place: Cast) -> None:
    first = hand_in(place, good(), idempotency_key="twice")
    assert hand_in(place, good(), idempotency_key="twice").id == first.id
    with pytest.raises(IdempotencyKeyReused):
        hand_in(place, good(3), idempotency_key="twice")


def test_only_an_issuer_of_the_institution_hands_in(place: Cast) -> None:
    for nobody in (place.approver, place.other_issuer, place.ananya, place.regulator):
        with pytest.raises(NotPermitted):
            hand_in(place, good(), actor=nobody)
    with pytest.raises(InvalidInput):
        hand_in(place, good(), kind="diplomas")


@override_settings(UPLOAD_MAX_BYTES=2**20)
def test_a_file_above_the_limit_is_refused_before_anything_is_kept(place: Cast) -> None:
    with pytest.raises(FileTooLarge):
        hand_in(place, b"x" * (2**20 + 1))
    assert not Batch.objects.exists()


def test_who_handed_in_or_mended_may_not_approve(place: Cast) -> None:
    both = fresh(a_member("approver", place.awarding))
    both = type(both)(
        id=both.id, kind="user", name="Both", memberships=both.memberships | {("issuer", place.awarding.id)}
    )
    own = checked(place, good(), actor=both)
    with pytest.raises(ApprovalNeedsSecondPerson):
        approve(place, own, actor=both)
    batch = checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2, SUB1="NO")))
    at_code = str(batch.header["columns"].index("SUB1"))
    repair_row(actor=both, batch_id=batch.id, row_number=3, cells={at_code: "MC4501"}, at=AT, idempotency_key=a_key())
    with pytest.raises(ApprovalNeedsSecondPerson):
        approve(place, batch, actor=both)
    assert approve(place, batch).stage == "done"


def test_nobody_else_approves(place: Cast) -> None:
    batch = checked(place, good())
    colleague = a_member("issuer", place.awarding)
    with pytest.raises(NotPermitted):
        approve(place, batch, actor=colleague)
    with pytest.raises(NotFound):
        approve(place, batch, actor=place.other_approver)
    assert not Lot.objects.exists()


def test_a_mere_check_and_a_file_without_a_good_row_are_not_approved(place: Cast) -> None:
    with pytest.raises(BatchNotReady):
        approve(place, checked(place, good(), dry_run=True))
    with pytest.raises(NothingToApprove):
        approve(place, checked(place, a_csv("awards-nad", a_nad_row(1, SUB1="NO"))))


def test_a_file_cancelled_in_the_middle_keeps_what_was_done_and_does_no_more(
    place: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "SLICE_BY_ATTEMPT", (1, 1))
    batch = checked(place, good(3))
    approve_batch(actor=place.approver, batch_id=batch.id, at=AT, idempotency_key=a_key())
    looks = iter((False, True, True))
    assert run_step(batch_id=batch.id, at=AT, enough=lambda: next(looks))
    assert counts(batch).done_count == 1
    cancel_batch(actor=place.issuer, batch_id=batch.id, reason="Wrong term", at=AT, idempotency_key=a_key())
    assert work(batch).stage == "cancelled" and Lot.objects.count() == 1
    with pytest.raises(BatchNotReady):
        approve(place, batch)


def test_a_suspended_institution_stops_the_run_and_can_be_approved_again(place: Cast) -> None:
    batch = checked(place, good())
    approve_batch(actor=place.approver, batch_id=batch.id, at=AT, idempotency_key=a_key())
    suspend_institution(
        actor=BANK_OPERATOR, institution_id=place.awarding.id, reason="An audit is under way", at=AT,
        idempotency_key=a_key(),
    )  # fmt: skip
    batch = work(batch)
    assert (batch.stage, batch.problem_code) == ("ready", "institution-suspended")
    assert not Lot.objects.exists()


def test_rows_are_checked_again_after_their_course_was_approved(place: Cast) -> None:
    batch = approve(place, checked(place, a_csv("awards-nad", a_nad_row(1), a_nad_row(2, SUB1="NEW1"))))
    assert outcomes(batch) == {2: "deposited"}
    retry_rows(actor=place.issuer, batch_id=batch.id, at=AT, idempotency_key=a_key())
    batch.refresh_from_db()
    assert batch.stage == "done", "nothing became good"
    a_version_row(place.awarding.id, code="NEW1", level="4.5", theory="60", practical="0")
    assert retry_rows(actor=place.issuer, batch_id=batch.id, at=AT, idempotency_key=a_key()) == 1
    batch.refresh_from_db()
    assert batch.stage == "ready" and counts(batch).error_count == 0
    assert outcomes(approve(place, batch)) == {2: "deposited", 3: "deposited"}


def test_an_unknown_course_becomes_a_draft_filled_from_the_row(place: Cast) -> None:
    batch = checked(place, a_csv("awards-nad", a_nad_row(1, SUB1="NEW1", SUB1NM="Beekeeping")))
    draft_course(actor=place.issuer, batch_id=batch.id, row_number=2, code="NEW1", at=AT, idempotency_key=a_key())
    draft = OfferingVersion.objects.get(offering__code="NEW1")
    assert (draft.title, draft.credits, draft.level, draft.state) == ("Beekeeping", 2, 4.5, "draft")


def test_a_file_is_read_on_where_a_step_ended(place: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "SLICE_ROWS", 3)
    monkeypatch.setattr(read, "CHUNK_ROWS", 6)
    batch = hand_in(place, good(20))
    count = 0
    while work_step(batch_id=batch.id, at=AT, enough=always):
        count += 1
    assert count >= 6 and counts(batch).row_count == 20
    assert batch.chunks.count() == 4
    approve_batch(actor=place.approver, batch_id=batch.id, at=AT, idempotency_key=a_key())
    assert run_step(batch_id=batch.id, at=AT, enough=always)
    assert counts(batch).done_count == 0, "no time, no work"
    assert counts(work(batch)).outcomes == {"deposited": 20}


def test_a_stream_that_is_not_at_its_start_is_read_from_its_start(place: Cast) -> None:
    source = io.BytesIO(good())
    source.seek(40)
    assert counts(work(hand_in(place, b"", source=source))).ok_count == 2
