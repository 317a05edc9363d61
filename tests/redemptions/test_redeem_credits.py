from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain
from uuid import UUID, uuid4

import pytest

from identity.principals import Principal
from institutions.models import Programme, Suspension
from institutions.refusals import InstitutionSuspended
from ledger.identifiers import new_id
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotPermitted
from redemptions.commands import RedemptionItem, RedemptionOutcome, redeem_credits
from redemptions.models import Decision, Redemption, Waiting
from tests.concurrency.crowd import all_at_once
from tests.redemptions.cast import NOON, Owner, Place, a_learner, a_place, a_programme, ask, consent, give


def an_item(owner: Owner, programme: Programme, *award_ids: UUID, key: str = "") -> RedemptionItem:
    return RedemptionItem(owner.holding_id, owner.row.id, programme.id, award_ids or None, key or str(uuid4()))


def redeem(place: Place, *items: RedemptionItem, actor: Principal | None = None, key: str = "") -> list:
    return redeem_credits(
        actor=actor or place.approver, institution_id=place.id, items=items, at=NOON,
        idempotency_key=key or str(uuid4()),
    )  # fmt: skip


def codes(outcomes: list[RedemptionOutcome]) -> list[str]:
    return [outcome.code or outcome.status for outcome in outcomes]


def consenting(place: Place, count: int = 1) -> list[Owner]:
    learners = [a_learner() for _ in range(count)]
    for learner in learners:
        consent(learner, place)
    return learners


@pytest.mark.django_db
def test_rows_by_consent_redeem_named_awards_or_what_the_plan_chooses() -> None:
    place = a_place()
    programme = a_programme(place)
    one, two = consenting(place, 2)
    first, _second = give(one, place, "A-1", "A-2")
    planned = give(two, place, "A-1", "A-2")
    outcomes = redeem(place, an_item(one, programme, first), an_item(two, programme))
    assert [(o.status, o.credits) for o in outcomes] == [("redeemed", Decimal(3)), ("redeemed", Decimal(6))]
    assert (set(outcomes[0].lot_ids), set(outcomes[1].lot_ids)) == ({first}, set(planned))
    assert Redemption.objects.filter(origin="file", plan__isnull=True).count() == 2
    assert Decision.objects.filter(verdict="approved", turn=1).count() == 2
    assert breaches() == []


@pytest.mark.django_db
def test_a_row_decides_the_waiting_request_with_the_lots_the_learner_chose() -> None:
    place, learner = a_place(), a_learner()
    programme = a_programme(place)
    first, second = give(learner, place, "A-1", "A-2")
    row = ask(learner, programme, first)
    assert codes(redeem(place, an_item(learner, programme, second))) == ["differs-from-request"]
    (outcome,) = redeem(place, an_item(learner, programme))
    assert (outcome.redemption_id, outcome.lot_ids) == (row.id, (first,))
    assert not Waiting.objects.exists()
    assert Redemption.objects.count() == 1


@pytest.mark.django_db
def test_without_request_or_consent_nothing_goes() -> None:
    place = a_place()
    programme = a_programme(place)
    refused, elsewhere, silent = a_learner(), a_learner(), a_learner()
    consent(refused, place, answer="refused")
    consent(elsewhere, a_place("Elsewhere"))
    for learner in (refused, elsewhere, silent):
        give(learner, place, "A-1")
    items = [an_item(learner, programme) for learner in (refused, elsewhere, silent)]
    assert codes(redeem(place, *items)) == ["consent-missing"] * 3


@pytest.mark.django_db
def test_each_row_that_can_not_go_says_why_and_the_others_go_on() -> None:
    place = a_place()
    programme, closed = a_programme(place), a_programme(place, closed_at=NOON)
    good, empty, mixed = consenting(place, 3)
    unclaimed = a_learner(claimed=False)
    for learner in (good, unclaimed, mixed):
        give(learner, place, "A-1")
    stranger = replace(an_item(good, programme), holding_id=mixed.holding_id)
    outcomes = redeem(
        place, an_item(unclaimed, programme), an_item(empty, programme), an_item(mixed, closed),
        an_item(mixed, a_programme(a_place("Elsewhere"))), stranger, an_item(mixed, programme, new_id()),
        an_item(good, programme),
    )  # fmt: skip
    assert codes(outcomes) == [
        "account-unclaimed", "nothing-to-redeem", "programme-closed", "programme-not-yours", "learner-unknown",
        "not-held", "redeemed",
    ]  # fmt: skip


@pytest.mark.django_db
def test_rows_of_the_same_learner_see_each_other() -> None:
    place = a_place()
    programme, other = a_programme(place), a_programme(place)
    (learner,) = consenting(place)
    first, second = give(learner, place, "A-1", "A-2")
    items = [
        an_item(learner, programme, first), an_item(learner, other, first), an_item(learner, programme, second),
        an_item(learner, programme),
    ]  # fmt: skip
    assert codes(redeem(place, *items)) == ["redeemed", "credits-already-moved", "redeemed", "nothing-to-redeem"]
    assert sorted(Decision.objects.values_list("turn", flat=True)) == [1, 2]
    assert breaches() == []


@pytest.mark.django_db
def test_only_approvers_and_registrars_of_an_active_institution_redeem_in_bulk() -> None:
    place = a_place()
    (learner,) = consenting(place)
    programme = a_programme(place)
    give(learner, place, "A-1")
    item = an_item(learner, programme)
    for stranger in (place.issuer, a_place("Outside").approver, learner.principal):
        with pytest.raises(NotPermitted):
            redeem(place, item, actor=stranger)
    oneself = replace(place.approver, learner_id=learner.row.id)
    assert codes(redeem(place, item, actor=oneself)) == ["own-request"]
    Suspension.objects.create(
        institution=place.row, reason="Unpaid", suspended_at=NOON, suspended_by_id=new_id(), entry_id=new_id()
    )
    with pytest.raises(InstitutionSuspended):
        redeem(place, item)


@pytest.mark.django_db
def test_the_same_key_answers_the_same_and_another_list_is_refused() -> None:
    place = a_place()
    (learner,) = consenting(place)
    programme = a_programme(place)
    give(learner, place, "A-1")
    item = an_item(learner, programme)
    assert redeem(place, item, key="k") == redeem(place, item, key="k")
    assert Redemption.objects.count() == 1
    with pytest.raises(IdempotencyKeyReused):
        redeem(place, an_item(learner, programme), key="k")
    with pytest.raises(InvalidInput):
        redeem(place, item, item)


@pytest.mark.django_db(transaction=True)
def test_caps_hold_when_two_lists_redeem_for_the_same_learner_at_once() -> None:
    place, elsewhere = a_place(), a_place("Elsewhere")
    for _round in range(4):
        (learner,) = consenting(place)
        programme = a_programme(place, required_credits=10)
        awards = give(learner, elsewhere, "A-1", "A-2")
        results = all_at_once([partial(redeem, place, an_item(learner, programme, award)) for award in awards])
        assert sorted(codes(list(chain(*results)))) == ["redeemed", "residency-cap"], results
    assert breaches() == []


@pytest.mark.django_db(transaction=True)
def test_two_lists_that_overlap_redeem_every_lot_once_and_nobody_deadlocks() -> None:
    place = a_place()
    programme, other = a_programme(place), a_programme(place)
    learners = consenting(place, 12)
    for learner in learners:
        give(learner, place, "A-1", "A-2")
    orders = ((programme, learners), (other, learners[::-1]), (programme, learners[::-1]), (other, learners))
    lists = [[an_item(learner, goal) for learner in order] for goal, order in orders]
    results = all_at_once([partial(redeem, place, *items) for items in lists])
    outcomes = list(chain(*results))
    assert sorted(codes(outcomes)) == ["nothing-to-redeem"] * 36 + ["redeemed"] * 12
    lots = lots_of([learner.holding_id for learner in learners])
    assert all(lot.account_id in (programme.account_id, other.account_id) for lot in lots)
    assert breaches() == []
