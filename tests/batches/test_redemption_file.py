"""A file of redemptions: planned in the dry run, redeemed after approval."""

from datetime import UTC, datetime

import pytest

from batches.models import Batch
from learners.commands import answer_consent
from redemptions.models import Decision
from tests.batches.hands import a_csv, approve, counts, hand_in, outcomes, row_of, work
from tests.cast import ANANYA, ROHAN, Cast, a_key
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

pytestmark = pytest.mark.django_db
AT = datetime(2025, 7, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def earned(cast: Cast) -> Cast:
    """Ananya holds 3 credits at the accepting institution itself, and lets it redeem for her; Rohan does not."""
    version = an_approved_version(cast.accepting.id, level="5", discipline="Computer Science")
    deposit(cast.other_approver, cast.accepting.id, a_new_award(cast.ananya_account.holding_id, version), at=AT)
    answer_consent(
        actor=cast.ananya, purpose="institution-redeems", institution_id=cast.accepting.id, answer="given",
        at=AT, idempotency_key=a_key(),
    )  # fmt: skip
    return cast


def sent(cast: Cast, *rows: dict[str, str]) -> Batch:
    usual = {"programme_code": cast.programme.code}
    content = a_csv("redemptions", *(usual | row for row in rows))
    said = {"kind": "redemptions", "actor": cast.other_issuer, "institution_id": cast.accepting.id}
    return work(hand_in(cast, content, **said))


def test_a_plan_is_shown_in_the_dry_run_and_carried_out_after_approval(earned: Cast) -> None:
    batch = sent(earned, {"abc_id": ANANYA.abc_id})
    progress = counts(batch)
    assert (progress.ok_count, progress.item_count, progress.credits) == (1, 1, 3), progress.codes
    assert not Decision.objects.exists()
    batch = approve(earned, batch, actor=earned.other_approver)
    assert outcomes(batch) == {2: "redeemed"} and counts(batch).done_credits == 3


def test_rows_that_cannot_go_say_why(earned: Cast) -> None:
    batch = sent(
        earned,
        {"abc_id": ROHAN.abc_id},
        {"abc_id": "999999999999"},
        {"abc_id": ANANYA.abc_id, "programme_code": "OTHER"},
        {"abc_id": ANANYA.abc_id, "awards": "00000000-0000-4000-8000-000000000000"},
    )
    codes = {number: [item.code for item in row_of(batch, number).problems] for number in range(2, 6)}
    assert codes == {
        2: ["consent-missing"],
        3: ["learner-unknown"],
        4: ["programme-unknown"],
        5: ["award-not-eligible"],
    }


def test_the_same_credits_are_not_planned_twice_in_a_file(earned: Cast) -> None:
    batch = sent(earned, {"abc_id": ANANYA.abc_id}, {"abc_id": ANANYA.abc_id, "note": "again"})
    assert counts(batch).codes == {"nothing-to-redeem": 1}


def test_credits_spent_meanwhile_are_refused_and_the_others_go_on(earned: Cast) -> None:
    first, second = (sent(earned, {"abc_id": ANANYA.abc_id}) for _ in range(2))
    approve(earned, first, actor=earned.other_approver)
    second = approve(earned, second, actor=earned.other_approver)
    assert outcomes(second) == {2: "refused"} and second.stage == "done"
