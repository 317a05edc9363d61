"""The learner's pages of redemption, as their owner and as others, in a browser without JavaScript."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from institutions.models import Programme
from ledger.queries.proof import breaches
from redemptions.models import Decision, Redemption
from tests.cast import Cast, a_learner, sign_in
from tests.cast_catalogue import a_new_award, an_approved_version, deposit
from tests.redemptions.browsing import can_send, get, send, text_of
from tests.redemptions.hands import WHY, as_, ask, award, is_redeemed

pytestmark = pytest.mark.django_db
LEARNER_PAGES = ("/learner/", "/redeem/", "/redemptions/", "/redemptions/statement/")
STAFF = ("issuer", "approver", "registrar", "other_issuer", "other_approver", "other_registrar")


@pytest.mark.parametrize("path", LEARNER_PAGES)
def test_a_learner_s_page_is_not_there_for_anybody_else(client: Client, cast: Cast, path: str) -> None:
    get(as_(client, cast, "ananya"), path)
    for who in (*STAFF, "regulator", "operator", "visitor"):
        get(as_(client, cast, who), path, 404)
    assert Client().get(path).status_code == 302


def test_a_new_learner_reads_what_will_come(client: Client, cast: Cast) -> None:
    as_(client, cast, "ananya")
    assert "No credits yet" in get(client, "/learner/")
    assert "No requests yet" in get(client, "/redemptions/")
    assert "Nothing redeemed yet" in get(client, "/redemptions/statement/")
    assert "No programme fits" in get(client, "/redeem/?q=zzz")
    assert "You hold no credits" in get(client, f"/redeem/?programme={cast.programme.id}")
    assert "Nothing here" in get(as_(client, cast, "other_approver"), "/staff/inbox/")


def test_home_shows_balance_levels_exit_and_what_waits(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    ask(cast)
    text = get(as_(client, cast, "ananya"), "/learner/")
    assert "ABC id 0421 7719 3356" in text
    assert "<b>3</b> credits" in text
    assert "3 credits wait for a decision" in text
    assert "B.Sc. Data Science" in text
    assert "Geographic Information Systems" in text
    assert "Ananya" not in get(as_(client, cast, "rohan"), "/learner/")


def test_a_learner_asks_and_the_institution_approves(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    learner = as_(Client(), cast, "ananya")
    choosing = get(learner, f"/redeem/?programme={cast.programme.id}")
    checking = text_of(send(learner, choosing, "/redeem/", action="check"))
    assert "Check your answers" in checking
    tracked = text_of(send(learner, checking, "/redeem/", action="send"))
    assert "Your request has been sent" in tracked
    row = Redemption.objects.get()
    staff = as_(client, cast, "other_approver")
    assert "Ananya Das" in get(staff, "/staff/inbox/")
    decided = text_of(send(staff, get(staff, f"/staff/inbox/{row.id}/"), f"/staff/inbox/{row.id}/approval/"))
    assert "1 request approved" in decided
    assert is_redeemed(cast, cast.ananya_account.holding_id)
    assert "3 credits count towards B.Sc. Data Science" in get(learner, f"/redemptions/{row.id}/")
    assert "Geographic Information Systems" in get(learner, "/redemptions/statement/")
    assert breaches() == []


def test_sending_twice_asks_once(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    as_(client, cast, "ananya")
    checking = text_of(send(client, get(client, f"/redeem/?programme={cast.programme.id}"), "/redeem/", action="check"))
    for _press in range(2):
        assert "Your request has been sent" in text_of(send(client, checking, "/redeem/", action="send"))
    assert Redemption.objects.count() == 1


def test_the_wizard_says_why_an_award_can_t_go(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account, "LOW-1", level="4")
    high = award(cast, cast.ananya_account, "OK-1")
    page = get(as_(client, cast, "ananya"), f"/redeem/?programme={cast.programme.id}")
    assert "Its level is 4.0; the programme accepts levels 4.5 to 5.5." in page
    for limit in ("From other institutions", "Outside the discipline", "Skill courses", "Prior learning"):
        assert limit in page
    again = text_of(send(client, page, "/redeem/", action="check", award=[]))
    assert "Tick at least one award" in again
    stranger = text_of(send(client, page, "/redeem/", action="check", award=[str(high), str(uuid4())]))
    assert "Check your answers" not in stranger.split("<h1")[1].split("</h1>")[0]


def test_a_programme_that_isn_t_open_can_t_be_chosen(client: Client, cast: Cast) -> None:
    as_(client, cast, "ananya")
    Programme.objects.filter(id=cast.programme.id).update(closed_at=timezone.now())
    get(client, f"/redeem/?programme={cast.programme.id}", 404)
    for name in ("x", str(uuid4()), "0" * 500):
        get(client, f"/redeem/?programme={name}", 404)
    for posted in ({}, {"programme": "x"}, {"programme": str(cast.programme.id), "award": ["x"]}):
        assert client.post("/redeem/", posted).status_code == 404


def test_a_learner_takes_a_request_back_once(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    address = f"/redemptions/{row.id}/"
    page = get(as_(client, cast, "ananya"), address)
    withdrawal = f"{address}withdrawal/"
    assert "You took this request back" in text_of(send(client, page, withdrawal))
    assert Decision.objects.get().verdict == "withdrawn"
    late = text_of(send(client, page, withdrawal, key=str(uuid4())))
    assert "already been decided or withdrawn" in late
    assert not can_send(late, withdrawal)
    staff = as_(Client(), cast, "other_approver")
    assert not can_send(get(staff, f"/staff/inbox/{row.id}/"), f"/staff/inbox/{row.id}/approval/")


def test_another_s_request_is_not_there(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    for who in ("rohan", "other_approver", "regulator", "visitor"):
        as_(client, cast, who)
        get(client, f"/redemptions/{row.id}/", 404)
        assert client.post(f"/redemptions/{row.id}/withdrawal/", {"key": str(uuid4())}).status_code == 404
    for who in ("ananya", "approver", "regulator", "operator", "visitor"):
        as_(client, cast, who)
        get(client, f"/staff/inbox/{row.id}/", 404)
        key = {"key": str(uuid4()), "reason_code": "other", "reason": WHY, "reversal_reason": WHY}
        for verb in ("approval", "refusal", "reversal"):
            assert client.post(f"/staff/inbox/{row.id}/{verb}/", key).status_code == 404, (who, verb)
    assert "Ananya" not in get(as_(client, cast, "approver"), "/staff/inbox/")
    assert not Decision.objects.exists()


def test_a_late_decision_shows_on_both_sides_with_its_deadline(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    with time_machine.travel(row.decide_by + timedelta(days=2), tick=False):
        learner = as_(client, cast, "ananya")
        assert "A decision is overdue" in get(learner, "/learner/")
        assert "2 days late" in get(learner, "/redemptions/")
        assert "how to appeal" in get(learner, f"/redemptions/{row.id}/")
        staff = as_(Client(), cast, "other_approver")
        assert "2 days late" in get(staff, "/staff/inbox/?state=overdue")
        assert "Nothing here" in get(staff, "/staff/inbox/?state=due-soon")


def test_pages_speak_hindi(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    client.cookies["django_language"] = "hi"
    as_(client, cast, "ananya")
    for path in ("/learner/", "/redeem/", f"/redeem/?programme={cast.programme.id}", f"/redemptions/{row.id}/"):
        assert "बी.एससी. डेटा विज्ञान" in get(client, path), path


def test_a_learner_without_devanagari_is_greeted_by_the_first_name(client: Client, cast: Cast) -> None:
    meera = a_learner(name="Meera Nair")
    assert ", Meera" in get(sign_in(client, meera), "/learner/")


def test_home_says_what_expires_first_and_by_when_the_rest(client: Client, cast: Cast) -> None:
    for days, code in ((40, "A-1"), (70, "A-2"), (300, "A-3")):
        version = an_approved_version(cast.awarding.id, code=code, validity_years=1)
        earned_on = date(2025, 11, 1) + timedelta(days=days)
        new = a_new_award(cast.ananya_account.holding_id, version, earned_on=earned_on)
        deposit(cast.approver, cast.awarding.id, new, at=datetime(2026, 9, 20, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC), tick=False):
        text = get(as_(client, cast, "ananya"), "/learner/")
    assert '6 credits expire by <time datetime="2027-01-10">' in text
    assert '2 awards; use the first before <time datetime="2026-12-11">' in text


def test_an_approved_request_keeps_its_own_figures_when_more_is_redeemed_later(client: Client, cast: Cast) -> None:
    staff, rows = as_(Client(), cast, "other_approver"), []
    for code in ("A-1", "A-2"):
        award(cast, cast.ananya_account, code)
        rows.append(ask(cast))
        send(staff, get(staff, f"/staff/inbox/{rows[-1].id}/"), f"/staff/inbox/{rows[-1].id}/approval/")
    as_(client, cast, "ananya")
    before = [client.get(f"/api/v1/redemptions/{row.id}/").json()["plan"]["credits_before"] for row in rows]
    assert before == ["0.00", "3.00"]
