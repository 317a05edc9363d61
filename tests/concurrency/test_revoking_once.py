"""Workers of two files that name the same awards, and redemptions in between: each award goes once, nobody waits in a
circle."""

from functools import partial

import pytest

from batches.commands.approve import approve_batch
from batches.commands.work import work_step
from batches.models import Batch
from credentials.models import Revocation
from ledger.acts import REDEEM, Move
from ledger.commands.record import CreditsNotAvailable, record
from ledger.queries.proof import breaches
from tests.batches.hands import AT, counts, never, outcomes
from tests.batches.revocation_hands import an_award, naming, sent
from tests.cast import Cast, a_key, the_cast
from tests.concurrency.crowd import all_at_once
from tests.ledger.book import WRITER, an_act

pytestmark = pytest.mark.django_db(transaction=True)
AWARDS, WORKERS = 30, 3


def approved(cast: Cast, awards: list[object]) -> Batch:
    batch = sent(cast, *map(naming, awards))
    approve_batch(actor=cast.approver, batch_id=batch.id, at=AT, idempotency_key=a_key())
    return batch


def work_through(batch: Batch) -> None:
    while work_step(batch_id=batch.id, at=AT, enough=never):
        pass


def test_workers_of_two_files_with_the_same_awards_revoke_each_once() -> None:
    cast = the_cast()
    awards: list[object] = [an_award(cast) for _ in range(AWARDS)]
    files = [approved(cast, awards), approved(cast, awards[::-1])]
    results = all_at_once([partial(work_through, file) for file in files for _ in range(WORKERS)])
    assert results == [None] * len(results)
    for file in files:
        work_through(file)
        file.refresh_from_db()
    assert [file.stage for file in files] == ["done", "done"]
    told = [status for file in files for status in outcomes(file).values()]
    assert (told.count("revoked"), told.count("unchanged")) == (AWARDS, AWARDS)
    assert Revocation.objects.count() == AWARDS and breaches() == []
    assert sum(counts(file).done_credits for file in files) == 3 * AWARDS


def test_a_redemption_at_the_same_moment_gets_the_award_or_leaves_it() -> None:
    cast = the_cast()
    holding = cast.ananya_account.holding_id
    awards = [an_award(cast) for _ in range(AWARDS)]
    file = approved(cast, list(awards))

    def redeem() -> int:
        won = 0
        for award_id in awards:
            try:
                moves = [Move(award_id, cast.programme.account_id)]
                won += len(record([an_act(REDEEM, holding, at=AT, moves=moves)], writer=WRITER))
            except CreditsNotAvailable:
                pass
        return won

    worked, won = all_at_once([partial(work_through, file), redeem])
    work_through(file)
    assert worked is None and isinstance(won, int), (worked, won)
    told = list(outcomes(file).values())
    assert (told.count("refused"), told.count("revoked")) == (won, AWARDS - won)
    assert breaches() == []
