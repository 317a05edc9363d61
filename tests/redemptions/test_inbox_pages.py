"""The institution's inbox, as its roles and as others, in a browser without JavaScript."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from institutions.models import Cap
from ledger.queries.proof import breaches
from redemptions.models import Decision, Redemption
from tests.cast import Cast, a_programme
from tests.redemptions.browsing import can_send, get, send, text_of
from tests.redemptions.hands import WHY, as_, ask, award, is_redeemed

pytestmark = pytest.mark.django_db


def test_a_refusal_needs_a_reason_which_the_learner_reads(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    here, refusal = f"/staff/inbox/{row.id}/", f"/staff/inbox/{row.id}/refusal/"
    staff = as_(client, cast, "other_registrar")
    silent = text_of(send(staff, get(staff, here), refusal, reason_code="", reason="no"), 422)
    assert "field-error" in silent
    assert not Decision.objects.exists()
    told = text_of(send(staff, silent, refusal, reason_code="already-covered", reason=WHY))
    assert "1 request refused" in told
    learner = as_(Client(), cast, "ananya")
    page = get(learner, f"/redemptions/{row.id}/")
    assert WHY in page
    assert "already-covered" in page
    assert "/grievance/" in page
    assert "Your request was refused" in get(learner, "/learner/")


def approved(client: Client, cast: Cast) -> Redemption:
    award(cast, cast.ananya_account)
    row = ask(cast)
    staff = as_(client, cast, "other_approver")
    send(staff, get(staff, f"/staff/inbox/{row.id}/"), f"/staff/inbox/{row.id}/approval/")
    return row


def test_a_reversal_needs_a_reason_and_gives_the_credits_back(client: Client, cast: Cast) -> None:
    row = approved(client, cast)
    here, reversal = f"/staff/inbox/{row.id}/", f"/staff/inbox/{row.id}/reversal/"
    page = text_of(send(client, get(client, here), reversal, reversal_reason="no"), 422)
    assert is_redeemed(cast, cast.ananya_account.holding_id)
    page = text_of(send(client, page, reversal, reversal_reason=WHY))
    assert "The credits are back with the learner" in page
    assert not can_send(page, reversal)
    learner = as_(Client(), cast, "ananya")
    assert WHY in get(learner, f"/redemptions/{row.id}/")
    assert "Nothing redeemed yet" in get(learner, "/redemptions/statement/")
    assert "3 credits came back to you" in get(learner, "/learner/")
    assert breaches() == []


def test_an_issuer_reads_but_can_t_decide(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    as_(client, cast, "other_issuer")
    assert "Ananya Das" in get(client, "/staff/inbox/")
    assert not can_send(get(client, "/staff/inbox/"), "/staff/inbox/preview/")
    page = get(client, f"/staff/inbox/{row.id}/")
    for verb in ("approval", "refusal"):
        assert not can_send(page, f"/staff/inbox/{row.id}/{verb}/")
    answer = client.post(f"/staff/inbox/{row.id}/approval/", {"key": str(uuid4())}, follow=True)
    assert "does not hold any of the roles" in text_of(answer)
    assert not Decision.objects.exists()


def two_requests(cast: Cast) -> list[Redemption]:
    """Return a request of 6 credits and one of 3, of which a cap tightened since lets only the smaller one go."""
    for code in ("A-1", "A-2"):
        award(cast, cast.ananya_account, code)
    award(cast, cast.rohan_account, "A-3")
    rows = [ask(cast), ask(cast, "rohan")]
    Cap.objects.create(
        programme=cast.programme, rule="residency", share=Decimal("0.975"), effective_from=date(2025, 1, 1)
    )
    return rows


def test_many_are_approved_at_once_and_what_a_cap_turns_away_stays(client: Client, cast: Cast) -> None:
    large, small = two_requests(cast)
    as_(client, cast, "other_approver")
    ticked = [str(large.id), str(small.id)]
    preview = text_of(send(client, get(client, "/staff/inbox/"), "/staff/inbox/preview/", request=ticked))
    assert "A dry run" in preview
    assert "At most 3.00 credits may come from other institutions" in preview
    assert not Decision.objects.exists()
    told = text_of(send(client, preview, "/staff/inbox/decide/", answer="approve"))
    assert "1 request approved" in told
    assert "Not decided" in told
    assert [decision.redemption_id for decision in Decision.objects.all()] == [small.id]
    assert is_redeemed(cast, cast.rohan_account.holding_id)
    assert breaches() == []


def test_many_are_refused_at_once_for_one_reason(client: Client, cast: Cast) -> None:
    rows = two_requests(cast)
    as_(client, cast, "other_approver")
    ticked = [str(row.id) for row in rows]
    preview = text_of(send(client, get(client, "/staff/inbox/"), "/staff/inbox/preview/", request=ticked))
    again = text_of(send(client, preview, "/staff/inbox/decide/", answer="refuse", reason_code="", reason="no"))
    assert again.count("field-error") == 2
    told = text_of(send(client, again, "/staff/inbox/decide/", answer="refuse", reason_code="other", reason=WHY))
    assert "2 requests refused" in told
    assert "Ananya" in get(client, "/staff/inbox/?state=ended")


def test_deciding_together_needs_a_tick(client: Client, cast: Cast) -> None:
    two_requests(cast)
    as_(client, cast, "other_approver")
    told = text_of(send(client, get(client, "/staff/inbox/"), "/staff/inbox/preview/"))
    assert "Tick at least one request first" in told
    foreign = text_of(send(client, told, "/staff/inbox/preview/", request=[str(uuid4())]))
    assert "Approve 0 requests" in foreign
    assert client.post("/staff/inbox/decide/", {}).status_code == 302


def test_the_inbox_turns_pages_and_keeps_its_filter(client: Client, cast: Cast) -> None:
    other = a_programme(cast.accepting, title="B.A. History")
    award(cast, cast.ananya_account)
    ask(cast)
    ask(cast, programme=other)
    as_(client, cast, "other_approver")
    only = get(client, f"/staff/inbox/?programme={other.id}&limit=50")
    assert only.count("Tick the request of") == 1
    first = get(client, "/staff/inbox/?limit=1")
    address = first.split('rel="next"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = get(client, f"/staff/inbox/{address}")
    shown = [[str(row.id) in page for row in Redemption.objects.order_by("id")] for page in (first, second)]
    assert shown == [[True, False], [False, True]]


@pytest.mark.parametrize(
    "query", ["?state=x", "?programme=x", "?programme=%27", "?state=ended&limit=200", "?state=due-soon"]
)
def test_the_inbox_bears_any_filter(client: Client, cast: Cast, query: str) -> None:
    get(as_(client, cast, "other_approver"), f"/staff/inbox/{query}")
