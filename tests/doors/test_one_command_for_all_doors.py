"""An act writes the same into the book, whichever door it came through: page, API (one, many) or file."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from credentials.models import Revocation
from ledger.commands.accounts import REVOKED_ACCOUNT
from ledger.models import Entry, Transfer
from ledger.queries.proof import breaches
from redemptions.models import Decision, Redemption, Waiting
from tests.api.asking import post
from tests.batches.hands import a_csv, approve, hand_in, work
from tests.cast import ANANYA, Cast
from tests.redemptions.browsing import get, send
from tests.redemptions.hands import WHY, as_, ask, award

pytestmark = pytest.mark.django_db
API = "/api/v1/redemptions/"


def by_page(client: Client, _cast: Cast, row: Redemption) -> None:
    send(client, get(client, f"/staff/inbox/{row.id}/"), f"/staff/inbox/{row.id}/approval/")


def by_pages_for_many(client: Client, _cast: Cast, row: Redemption) -> None:
    preview = send(client, get(client, "/staff/inbox/"), "/staff/inbox/preview/", request=[str(row.id)])
    send(client, preview.content.decode(), "/staff/inbox/decide/", answer="approve")


def by_api(client: Client, _cast: Cast, row: Redemption) -> None:
    assert post(client, f"{API}{row.id}/decision/", {"approved": True}).status_code == 201


def by_api_for_many(client: Client, _cast: Cast, row: Redemption) -> None:
    body = {"decisions": [{"redemption_id": str(row.id), "approved": True}]}
    assert post(client, f"{API}decisions/", body).status_code == 201


def by_file(_client: Client, cast: Cast, _row: Redemption) -> None:
    content = a_csv("redemptions", {"abc_id": ANANYA.abc_id, "programme_code": cast.programme.code})
    said = {"kind": "redemptions", "actor": cast.other_issuer, "institution_id": cast.accepting.id}
    approve(cast, work(hand_in(cast, content, **said)), actor=cast.other_approver)


@pytest.mark.parametrize("door", [by_page, by_pages_for_many, by_api, by_api_for_many, by_file])
def test_an_approval_writes_the_same_entry_through_every_door(
    client: Client, cast: Cast, door: Callable[[Client, Cast, Redemption], None]
) -> None:
    award_id = award(cast, cast.ananya_account)
    row = ask(cast)
    door(as_(client, cast, "other_approver"), cast, row)
    decision = Decision.objects.get(redemption=row)
    entry = Entry.objects.get(id=decision.entry_id)
    assert (entry.kind, entry.narration, entry.holding_id, entry.institution_id, entry.subject_id, entry.actor_id) == (
        "redeem", "credits-redeemed", row.holding_id, cast.accepting.id, row.id, cast.other_approver.id,
    )  # fmt: skip
    moved = Transfer.objects.filter(entry_id=entry.id).values_list("lot_id", "from_account_id", "to_account_id")
    assert list(moved) == [(award_id, row.holding_id, cast.programme.account_id)]
    assert (decision.verdict, decision.turn, Waiting.objects.count()) == ("approved", 1, 0)
    assert breaches() == []


def revoke_by_page(client: Client, _cast: Cast, award_id: UUID) -> None:
    path = f"/staff/awards/{award_id}/"
    page = get(client, path).replace('<form class="form"', f'<form action="{path}"')
    send(client, page, path, reason_code="other", reason=WHY)


def revoke_by_api(client: Client, _cast: Cast, award_id: UUID) -> None:
    body = {"reason_code": "other", "reason": WHY}
    assert post(client, f"/api/v1/awards/{award_id}/revocation/", body).status_code == 201


def revoke_by_file(_client: Client, cast: Cast, award_id: UUID) -> None:
    content = a_csv("revocations", {"award_id": str(award_id), "reason_code": "other", "reason": WHY})
    approve(cast, work(hand_in(cast, content, kind="revocations", actor=cast.registrar)))


@pytest.mark.parametrize("door", [revoke_by_page, revoke_by_api, revoke_by_file])
def test_a_revocation_writes_the_same_entry_through_every_door(
    client: Client, cast: Cast, door: Callable[[Client, Cast, UUID], None]
) -> None:
    award_id, holding_id = award(cast, cast.ananya_account), cast.ananya_account.holding_id
    door(as_(client, cast, "approver"), cast, award_id)
    revocation = Revocation.objects.get(award_id=award_id)
    assert (revocation.reason_code, revocation.reason, revocation.revoked_by_id) == ("other", WHY, cast.approver.id)
    entry = Entry.objects.get(id=revocation.entry_id)
    assert (entry.kind, entry.narration, entry.holding_id, entry.institution_id, entry.subject_id, entry.actor_id) == (
        "revoke", "award-revoked", holding_id, cast.awarding.id, award_id, cast.approver.id,
    )  # fmt: skip
    moved = Transfer.objects.filter(entry_id=entry.id).values_list("lot_id", "from_account_id", "to_account_id")
    assert list(moved) == [(award_id, holding_id, REVOKED_ACCOUNT)]
    assert breaches() == []
