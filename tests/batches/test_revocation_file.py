"""A file of revocations: totals, a second person, the run, the rejects, and what a retry can't double."""

import csv
import io
from decimal import Decimal

import pytest

from batches.commands import run
from batches.commands.approve import approve_batch
from batches.commands.cancel import cancel_batch
from batches.commands.outcomes import Order
from batches.commands.refusals import ApprovalNeedsSecondPerson, NothingToApprove
from batches.commands.repair import repair_row, retry_rows
from batches.commands.run import run_step
from batches.commands.writers import writer_of
from batches.models import Batch, BatchChunk, BatchOutcome, BatchRow
from batches.queries.detail import view_of
from batches.queries.receipts import receipt_of, rejects_file
from credentials.models import Revocation
from identity.principals import REGISTRAR
from ledger.models import Entry, Transfer
from ledger.queries.proof import breaches
from ledger.refusals import NotPermitted
from tests.batches.hands import AT, approve, checked, counts, outcomes, row_of, work
from tests.batches.revocation_hands import WHY, an_award, codes_of, naming, redeem, sent
from tests.cast import Cast, a_key, a_member, an_unclaimed_learner

pytestmark = pytest.mark.django_db
NO_ONE = "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"


def learners_of(batch: Batch) -> int | None:
    return view_of(batch, now=AT).learner_count


def test_the_preview_says_how_many_credits_of_how_many_learners_leave(cast: Cast) -> None:
    awards = [an_award(cast), an_award(cast), an_award(cast, cast.rohan_account.holding_id)]
    gone = an_award(cast, cast.rohan_account.holding_id)
    approve(cast, sent(cast, naming(gone)))
    third = an_award(cast, an_unclaimed_learner(cast.awarding).holding_id)
    batch = sent(cast, *map(naming, awards), naming(gone), naming(NO_ONE), naming(third, reason="short"))
    progress = counts(batch)
    assert (progress.item_count, progress.credits, learners_of(batch)) == (3, 9, 2)
    assert (progress.ok_count, progress.warning_count, progress.error_count) == (3, 1, 2)
    assert Revocation.objects.count() == 1, "a dry run revokes nothing"


def test_each_award_leaves_with_the_reason_of_its_own_row(cast: Cast) -> None:
    first, second = an_award(cast), an_award(cast)
    copied = {"reason_code": "misconduct", "reason": "The report was copied."}
    batch = approve(cast, sent(cast, naming(first), naming(second, **copied)))
    assert (batch.stage, outcomes(batch)) == ("done", {2: "revoked", 3: "revoked"})
    rows = Revocation.objects.order_by("award_id").values_list("award_id", "reason_code", "reason", "revoked_by_id")
    assert list(rows) == [
        (first, "issued-in-error", WHY, cast.approver.id),
        (second, "misconduct", "The report was copied.", cast.approver.id),
    ]
    assert (counts(batch).done_credits, breaches()) == (6, [])


def test_who_may_revoke_hands_in_and_another_one_approves(cast: Cast) -> None:
    award_id, colleague = an_award(cast), a_member(REGISTRAR, cast.awarding)
    with pytest.raises(NotPermitted):
        sent(cast, naming(award_id), actor=cast.issuer)
    batch = sent(cast, naming(award_id))
    with pytest.raises(ApprovalNeedsSecondPerson):
        approve(cast, batch, actor=cast.registrar)
    with pytest.raises(NotPermitted):
        approve(cast, batch, actor=cast.issuer)
    with pytest.raises(NotPermitted):
        cancel_batch(actor=cast.issuer, batch_id=batch.id, reason="", at=AT, idempotency_key=a_key())
    assert outcomes(approve(cast, batch, actor=colleague)) == {2: "revoked"}
    assert Revocation.objects.get().revoked_by_id == colleague.id


def test_a_registrar_approves_no_other_kind_of_file(cast: Cast) -> None:
    batch = checked(cast, b"registration_number,abc_id\n")
    with pytest.raises(NotPermitted):
        approve(cast, batch, actor=cast.registrar)


def test_who_mended_a_row_does_not_approve_it(cast: Cast) -> None:
    award_id, colleague = an_award(cast), a_member(REGISTRAR, cast.awarding)
    batch = sent(cast, naming(award_id, reason="short"))
    place = str(batch.header["columns"].index("reason"))
    said = {"batch_id": batch.id, "row_number": 2, "cells": {place: WHY}, "at": AT}
    with pytest.raises(NotPermitted):
        repair_row(actor=cast.issuer, idempotency_key=a_key(), **said)
    repair_row(actor=colleague, idempotency_key=a_key(), **said)
    assert (counts(batch).ok_count, counts(batch).credits, learners_of(batch)) == (1, 3, 1)
    with pytest.raises(ApprovalNeedsSecondPerson):
        approve(cast, batch, actor=colleague)
    assert outcomes(approve(cast, batch)) == {2: "revoked"}


def test_what_was_revoked_before_is_a_warning_and_stays_unchanged(cast: Cast) -> None:
    award_id = an_award(cast)
    approve(cast, sent(cast, naming(award_id)))
    batch = sent(cast, naming(award_id, reason_code="other"))
    assert (codes_of(batch), row_of(batch, 2).verdict) == (["award-already-revoked"], "warning")
    batch = approve(cast, batch)
    assert (outcomes(batch), counts(batch).done_credits) == ({2: "unchanged"}, 0)
    assert Revocation.objects.get().reason_code == "issued-in-error"
    twice = counts(sent(cast, naming(award_id), naming(award_id)))
    assert (twice.error_count, twice.courses, twice.credits) == (2, {}, 0)


def test_credits_redeemed_after_the_check_are_refused_and_the_others_go(cast: Cast) -> None:
    spent, kept = an_award(cast), an_award(cast)
    batch = sent(cast, naming(spent), naming(kept))
    redeem(cast, spent)
    batch = approve(cast, batch)
    assert (batch.stage, outcomes(batch)) == ("done", {2: "refused", 3: "revoked"})
    assert counts(batch).done_credits == 3 and breaches() == []
    refused = BatchOutcome.objects.get(batch=batch, number=2)
    assert refused.code == "credits-already-redeemed" and "reverse the redemption" in refused.detail


def test_the_rejects_mended_are_a_good_file(cast: Cast) -> None:
    spent, kept, third = an_award(cast), an_award(cast), an_award(cast)
    batch = sent(cast, naming(spent), naming(kept), naming(NO_ONE))
    redeem(cast, spent)
    batch = approve(cast, batch)
    with rejects_file(batch) as file:
        rejects = file.read().decode()
    lines = list(csv.DictReader(io.StringIO(rejects.removeprefix("\ufeff"))))
    assert [line["award_id"] for line in lines] == [str(spent), NO_ONE]
    assert "reverse the redemption" in rejects and "no award of your institution" in rejects
    again = checked(cast, rejects.replace(NO_ONE, str(third)).encode(), kind="revocations", actor=cast.registrar)
    assert (counts(again).ok_count, codes_of(again, 2)) == (1, ["credits-already-redeemed"])
    assert list(outcomes(approve(cast, again)).values()) == ["revoked"]


def test_the_receipt_counts_credits_and_learners(cast: Cast) -> None:
    batch = approve(cast, sent(cast, naming(an_award(cast)), naming(an_award(cast))))
    receipt = receipt_of(view_of(batch, now=AT))
    assert (receipt["kind"], receipt["outcomes"], receipt["credits"]) == ("revocations", {"revoked": 2}, "6.00")
    assert receipt["learners"] == 1


def test_a_file_without_a_good_row_is_not_approved(cast: Cast) -> None:
    with pytest.raises(NothingToApprove):
        approve(cast, sent(cast, naming(NO_ONE)))


def test_rows_are_mended_and_checked_again_where_two_named_the_same_award(cast: Cast) -> None:
    first, second = an_award(cast), an_award(cast)
    batch = sent(cast, naming(first), naming(second), naming(second))
    with rejects_file(batch) as file:
        assert file.read().decode().count(f"{second},") == counts(batch).error_count == 2
    at_id = str(batch.header["columns"].index("award_id"))
    repair_row(
        actor=cast.registrar, batch_id=batch.id, row_number=4, cells={at_id: str(an_award(cast))}, at=AT,
        idempotency_key=a_key(),
    )  # fmt: skip
    retry_rows(actor=cast.registrar, batch_id=batch.id, at=AT, idempotency_key=a_key())
    progress = counts(batch)
    assert (progress.error_count, progress.credits, sum(progress.courses.values())) == (0, 9, 3)


def test_a_slice_that_is_written_twice_changes_nothing_twice(cast: Cast) -> None:
    batch = sent(cast, naming(an_award(cast)), naming(an_award(cast)))
    rows = [row_of(batch, number) for number in (2, 3)]
    first, other = (Order(cast.approver, cast.awarding.id, batch.id, AT, a_key()) for _ in range(2))
    made = [
        [(one.status, one.credits) for one in writer_of(batch).write(rows, order)] for order in (first, first, other)
    ]
    assert made == [[("revoked", Decimal(3))] * 2] * 2 + [[("unchanged", Decimal(0))] * 2]
    assert Revocation.objects.count() == Transfer.objects.filter(kind="revoke").count() == 2
    assert Entry.objects.filter(narration="award-revoked").count() == 2 and breaches() == []


def test_a_chunk_whose_worker_died_is_done_by_the_next_one_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SLICE_BY_ATTEMPT", (1, 1))
    batch = sent(cast, *(naming(an_award(cast)) for _ in range(3)))
    approve_batch(actor=cast.approver, batch_id=batch.id, at=AT, idempotency_key=a_key())
    looks = iter((False,))
    with pytest.raises(StopIteration):  # the worker dies after its first slice, and its lease stays
        run_step(batch_id=batch.id, at=AT, enough=lambda: next(looks))
    assert outcomes(work(batch)) == {2: "revoked"} and batch.stage == "running"
    BatchChunk.objects.filter(batch=batch).update(lease_until=AT)
    assert outcomes(work(batch)) == {2: "revoked", 3: "revoked", 4: "revoked"} and batch.stage == "done"
    assert Revocation.objects.count() == 3 and (counts(batch).done_credits, breaches()) == (9, [])


def test_two_files_with_the_same_award_revoke_it_once(cast: Cast) -> None:
    award_id = an_award(cast)
    files = [sent(cast, naming(award_id, reason_code=code)) for code in ("misconduct", "other")]
    assert [outcomes(approve(cast, file)) for file in files] == [{2: "revoked"}, {2: "unchanged"}]
    assert Revocation.objects.get().reason_code == "misconduct"
    assert [counts(file).done_credits for file in files] == [3, 0]


def test_no_name_of_a_learner_or_reason_stands_in_clear(cast: Cast) -> None:
    batch = sent(cast, naming(an_award(cast), reason="The report was copied."))
    assert not any(b"copied" in bytes(row.sealed) for row in BatchRow.objects.filter(batch=batch))
