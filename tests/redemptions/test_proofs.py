"""The learner takes the proof of a redemption away from the page of the request."""

import pytest
from django.test import Client
from django.utils import timezone

from ledger.log.leaves import parse_leaf
from ledger.log.proof_files import parse_proof
from redemptions.commands import DecisionInput, decide_redemptions
from redemptions.models import Decision
from tests.cast import Cast, a_key
from tests.ledger.sealing import seal_all
from tests.redemptions.hands import as_, ask, award

pytestmark = pytest.mark.django_db


def test_an_approved_request_offers_the_proof_of_its_entry_once_it_is_sealed(client: Client, cast: Cast) -> None:
    lot, row = award(cast, cast.ananya_account), ask(cast)
    page = f"/redemptions/{row.id}/"
    as_(client, cast, "ananya")
    seal_all()
    assert ".tlog-proof" not in client.get(page).content.decode()
    decide_redemptions(
        actor=cast.other_approver, decisions=[DecisionInput(row.id, True)], at=timezone.now(), idempotency_key=a_key()
    )
    assert ".tlog-proof" not in client.get(page).content.decode()
    seal_all()
    address = f"/passbook/entries/{Decision.objects.get().entry_id}.tlog-proof"
    assert f'href="{address}"' in client.get(page).content.decode()
    leaf = parse_leaf(parse_proof(client.get(address).content).extra or b"")
    assert (leaf.kind, [move.lot_id for move in leaf.transfers]) == ("redeem", [lot])
