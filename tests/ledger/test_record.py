import pytest

from ledger.acts import DEPOSIT, REINSTATE, Move
from ledger.commands.record import CreditsExpired, CreditsNotAvailable, EntryAlreadyRecorded, LotNotFound, record
from ledger.queries.custody import lots_of
from tests.ledger.book import NOON, WRITER, a_lot, an_act, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db


def test_a_deposited_lot_is_held() -> None:
    learner, lot = holding(), a_lot(issuer())
    deposit(learner, lot)
    (state,) = lots_of([learner])
    assert (state.lot_id, state.is_held, state.sequence, state.credits) == (lot.id, True, 1, lot.credits)


def test_a_redeemed_lot_cannot_be_redeemed_again() -> None:
    learner, lot, account = holding(), a_lot(issuer()), programme()
    deposit(learner, lot)
    redeem(learner, lot, account)
    with pytest.raises(CreditsNotAvailable) as refusal:
        redeem(learner, lot, account)
    assert refusal.value.lot_ids == {lot.id}


def test_a_reinstated_lot_is_held_again_and_can_be_redeemed_again() -> None:
    learner, lot, account = holding(), a_lot(issuer()), programme()
    deposit(learner, lot)
    redeem(learner, lot, account)
    record([an_act(REINSTATE, learner, moves=[Move(lot.id, account)])], writer=WRITER)
    assert lots_of([learner])[0].is_held
    redeem(learner, lot, account)
    assert lots_of([learner])[0].sequence == 4


def test_a_lot_is_reinstated_only_from_the_programme_that_has_it() -> None:
    learner, lot, account = holding(), a_lot(issuer()), programme()
    deposit(learner, lot)
    redeem(learner, lot, account)
    with pytest.raises(CreditsNotAvailable):
        record([an_act(REINSTATE, learner, moves=[Move(lot.id, programme())])], writer=WRITER)


def test_a_lot_that_expires_today_cannot_be_redeemed_though_it_has_not_lapsed() -> None:
    learner, lot = holding(), a_lot(issuer(), expires_on=NOON.date())
    deposit(learner, lot)
    with pytest.raises(CreditsExpired):
        redeem(learner, lot, programme())


def test_credits_of_another_account_are_not_found() -> None:
    learner, other, lot = holding(), holding(), a_lot(issuer())
    deposit(learner, lot)
    with pytest.raises(LotNotFound):
        redeem(other, lot, programme())


def test_the_same_key_is_entered_once() -> None:
    learner, account = holding(), issuer()
    record([an_act(DEPOSIT, learner, key="k", lots=[a_lot(account)])], writer=WRITER)
    with pytest.raises(EntryAlreadyRecorded):
        record([an_act(DEPOSIT, learner, key="k", lots=[a_lot(account)])], writer=WRITER)


def test_one_refused_act_leaves_nothing_of_the_list() -> None:
    learner, lot, account = holding(), a_lot(issuer()), issuer()
    deposit(learner, lot)
    acts = [an_act(DEPOSIT, learner, lots=[a_lot(account)]), an_act(DEPOSIT, learner, key="x", lots=[lot])]
    with pytest.raises(EntryAlreadyRecorded):
        record(acts, writer=WRITER)
    assert len(lots_of([learner])) == 1
