"""Redemptions by API: dry runs that write nothing, requests, decisions one and many, reversal, statement."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from institutions.models import Cap
from learners.commands import answer_consent
from learners.queries import looks_of
from ledger.models import Entry
from ledger.queries.proof import breaches
from redemptions.models import Decision, Redemption
from tests.api.asking import post, registered, token_of, with_token
from tests.cast import ANANYA, NOON, Cast, a_key
from tests.redemptions.hands import WHY, as_, ask, award, is_redeemed

pytestmark = pytest.mark.django_db
BASE = "/api/v1/redemptions/"
PLAN, DECISIONS = f"{BASE}plan/", f"{BASE}decisions/"
STATEMENT = f"/api/v1/learners/{ANANYA.abc_id}/redemptions/"
NO = {"approved": False, "reason_code": "already-covered", "reason": WHY}


def the_system(cast: Cast, *scopes: str, roles: tuple[str, ...] = ("registrar",)) -> Client:
    """Return a client of the accepting institution."""
    made = registered(institution_id=cast.accepting.id, roles=roles, scopes=scopes or ("redemptions:write",))
    return with_token(token_of(made))


def said(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def reads(cast: Cast) -> None:
    answer_consent(
        actor=cast.ananya, purpose="institution-reads", institution_id=cast.accepting.id, answer="given", at=NOON,
        idempotency_key=a_key(),
    )  # fmt: skip


def wish(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"programme_id": str(cast.programme.id), **more}


def test_a_plan_explains_itself_and_writes_nothing(client: Client, cast: Cast) -> None:
    low, fits = award(cast, cast.ananya_account, "LOW", level="4"), award(cast, cast.ananya_account, "FITS")
    entries = Entry.objects.count()
    plan = said(post(as_(client, cast, "ananya"), PLAN, wish(cast), key=None), 200)
    assert [line["award_id"] for line in plan["chosen"]] == [str(fits)]
    assert [(line["award_id"], line["code"]) for line in plan["rejected"]] == [(str(low), "level-out-of-range")]
    assert plan["rejected"][0]["reason"] == "Its level is 4.0; the programme accepts levels 4.5 to 5.5."
    assert (plan["credits_before"], plan["credits"], plan["credits_after"]) == ("0.00", "3.00", "3.00")
    assert plan["missing"] == {"credits": "117.00", "in_discipline": "60.00", "from_own_institution": "60.00"}
    assert [cap["code"] for cap in plan["caps"]] == ["residency", "discipline", "skill", "rpl"]
    assert (plan["binding_caps"], plan["exit_reached"], plan["next_exit"]) == ([], None, plan["exits"][0]["name"])
    assert plan["decision_days"] == cast.programme.decision_days
    assert (Entry.objects.count(), Redemption.objects.count()) == (entries, 0)


def test_a_plan_names_the_cap_that_binds(client: Client, cast: Cast) -> None:
    for code in ("A-1", "A-2"):
        award(cast, cast.ananya_account, code)
    Cap.objects.create(
        programme=cast.programme, rule="residency", share=Decimal("0.975"), effective_from=date(2025, 1, 1)
    )
    plan = said(post(as_(client, cast, "ananya"), PLAN, wish(cast), key=None), 200)
    assert (len(plan["chosen"]), plan["binding_caps"]) == (1, ["residency"])
    assert plan["rejected"][0]["code"] == "residency-cap"
    [cap] = [cap for cap in plan["caps"] if cap["binds"]]
    assert (cap["limit"], cap["before"], cap["after"], cap["unit"]) == ("3.00", "0.00", "3.00", "credits")


def test_a_plan_says_which_named_award_is_not_held(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    other = str(uuid4())
    plan = said(post(as_(client, cast, "ananya"), PLAN, wish(cast, award_ids=[other]), key=None), 200)
    told = {line["award_id"]: (line["code"], line["credits"]) for line in plan["rejected"]}
    assert told[other] == ("not-held", None)
    assert plan["chosen"] == []


def test_an_institution_plans_for_a_learner_who_lets_it_read_and_is_written_down(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    body = wish(cast, abc_id=ANANYA.abc_id)
    as_(client, cast, "other_registrar")
    assert said(post(client, PLAN, wish(cast), key=None), 422)["errors"][0]["pointer"] == "/abc_id"
    said(post(client, PLAN, body, key=None), 404)
    reads(cast)
    assert said(post(client, PLAN, body, key=None), 200)["credits"] == "3.00"
    assert [look.what for look in looks_of(cast.ananya.learner_id)] == ["redemption-plan"]
    said(post(the_system(cast, "redemptions:write"), PLAN, body, key=None), 403)
    said(post(the_system(cast, "learners:read"), PLAN, body, key=None), 200)
    said(post(as_(client, cast, "registrar"), PLAN, body, key=None), 404)


def test_a_learner_asks_and_takes_back(client: Client, cast: Cast) -> None:
    given = award(cast, cast.ananya_account)
    as_(client, cast, "ananya")
    answer = post(client, BASE, wish(cast, award_ids=[str(given)]), key="k")
    made = said(answer, 201)
    assert answer["Location"].endswith(f"{BASE}{made['id']}/")
    assert (made["state"], made["credits"], made["abc_id"], made["is_overdue"]) == (
        "waiting", "3.00", ANANYA.abc_id, False,
    )  # fmt: skip
    assert made["decide_by"] > made["asked_at"]
    again = post(client, BASE, wish(cast, award_ids=[str(given)]), key="k")
    assert (again.json(), again["Idempotency-Replayed"]) == (made, "true")
    assert said(post(client, BASE, wish(cast)), 409)["code"] == "request-already-waiting"
    back = said(post(client, f"{BASE}{made['id']}/withdrawal/", None), 201)
    assert (back["state"], back["decision"]["verdict"]) == ("withdrawn", "withdrawn")
    assert said(post(client, f"{BASE}{made['id']}/withdrawal/", None), 409)["code"] == "request-already-ended"


def test_only_a_learner_asks_and_only_for_what_fits(client: Client, cast: Cast) -> None:
    low = award(cast, cast.ananya_account, level="4")
    said(post(the_system(cast), BASE, wish(cast)), 403)
    said(post(as_(client, cast, "other_registrar"), BASE, wish(cast)), 403)
    as_(client, cast, "ananya")
    said(post(client, BASE, wish(cast), key=None), 400)
    refused = said(post(client, BASE, wish(cast, award_ids=[str(low)])), 409)
    assert refused["code"] == "award-not-eligible"
    assert [(item["pointer"], item["code"]) for item in refused["errors"]] == [("/award_ids", "level-out-of-range")]
    assert said(post(client, BASE, wish(cast)), 409)["code"] == "nothing-to-redeem"
    said(post(client, BASE, {"programme_id": str(uuid4())}), 404)
    said(post(client, BASE, wish(cast, award_ids=[])), 422)


def test_a_request_is_listed_and_read_by_its_two_sides_only(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    for who in ("ananya", "other_issuer"):
        as_(client, cast, who)
        [listed] = said(client.get(BASE), 200)["results"]
        answer = client.get(f"{BASE}{row.id}/")
        assert said(answer, 200)["id"] == listed["id"] == str(row.id)
        assert answer["ETag"]
        assert answer.json()["plan"]["chosen"][0]["credits"] == "3.00"
    for who in ("rohan", "approver", "regulator", "operator", "visitor"):
        as_(client, cast, who)
        assert said(client.get(BASE), 200)["results"] == []
        said(client.get(f"{BASE}{row.id}/"), 404)
    said(Client().get(BASE), 401)


def test_lists_are_filtered_and_turn_pages(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    award(cast, cast.rohan_account)
    rows = [ask(cast), ask(cast, "rohan")]
    system = the_system(cast)
    first = system.get(f"{BASE}?limit=1")
    assert 'rel="next"' in first["Link"]
    [second] = system.get(first.json()["next"]).json()["results"]
    assert [first.json()["results"][0]["id"], second["id"]] == [str(rows[1].id), str(rows[0].id)]
    counted = {state: len(system.get(f"{BASE}?state={state}").json()["results"]) for state in ("waiting", "ended")}
    assert counted == {"waiting": 2, "ended": 0}
    assert len(system.get(f"{BASE}?programme_id={cast.programme.id}").json()["results"]) == 2
    assert system.get(f"{BASE}?batch_id={uuid4()}").json()["results"] == []
    for query in ("state=x", "programme_id=x"):
        said(system.get(f"{BASE}?{query}"), 422)


def test_a_system_approves_and_reverses(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    system = the_system(cast)
    decided = said(post(system, f"{BASE}{row.id}/decision/", {"approved": True}, key="x" * 180), 201)
    assert (decided["state"], decided["decision"]["verdict"]) == ("approved", "approved")
    assert is_redeemed(cast, cast.ananya_account.holding_id)
    again = said(post(system, f"{BASE}{row.id}/decision/", NO), 409)
    assert again["code"] == "request-already-ended"
    said(post(system, f"{BASE}{row.id}/reversal/", {"reason": "no"}), 422)
    back = said(post(system, f"{BASE}{row.id}/reversal/", {"reason": WHY}), 201)
    assert (back["state"], back["reversal"]["reason"]) == ("reversed", WHY)
    assert said(post(system, f"{BASE}{row.id}/reversal/", {"reason": WHY}), 409)["code"] == "already-reversed"
    assert breaches() == []


def test_a_refusal_needs_a_code_and_words(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    system = the_system(cast)
    for missing in ("reason_code", "reason"):
        body = {name: value for name, value in NO.items() if name != missing}
        problem = said(post(system, f"{BASE}{row.id}/decision/", body), 422)
        assert [item["pointer"] for item in problem["errors"]] == [f"/{missing}"]
    refused = said(post(system, f"{BASE}{row.id}/decision/", NO), 201)
    assert (refused["state"], refused["decision"]["reason_code"]) == ("refused", "already-covered")


def test_only_approvers_and_registrars_of_the_institution_decide(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    one = f"{BASE}{row.id}/decision/"
    expected = {"ananya": 404, "rohan": 404, "approver": 404, "regulator": 404, "other_issuer": 403}
    for who, status in expected.items():
        said(post(as_(client, cast, who), one, {"approved": True}), status)
    said(post(the_system(cast, "awards:write"), one, {"approved": True}), 403)
    said(post(the_system(cast, roles=("issuer",)), one, {"approved": True}), 403)
    assert not Decision.objects.exists()


def named(*rows: Redemption, **answer: Any) -> dict[str, Any]:
    return {"decisions": [{"redemption_id": str(row.id), **(answer or {"approved": True})} for row in rows]}


def test_many_are_previewed_and_decided_and_what_a_cap_turns_away_stays(cast: Cast) -> None:
    for code in ("A-1", "A-2"):
        award(cast, cast.ananya_account, code)
    award(cast, cast.rohan_account)
    large, small = ask(cast), ask(cast, "rohan")
    Cap.objects.create(
        programme=cast.programme, rule="residency", share=Decimal("0.975"), effective_from=date(2025, 1, 1)
    )
    system = the_system(cast)
    asked = {"redemption_ids": [str(large.id), str(small.id)]}
    previews = said(post(system, f"{DECISIONS}plan/", asked, key=None), 200)["previews"]
    assert [(item["goes"], item["credits_after"]) for item in previews] == [(False, "0.00"), (True, "3.00")]
    assert not Decision.objects.exists()
    outcomes = said(post(system, DECISIONS, named(large, small)), 201)["outcomes"]
    assert [(item["status"], item["code"]) for item in outcomes] == [
        ("not-decided", "residency-cap"), ("approved", ""),
    ]  # fmt: skip
    assert said(post(system, f"{BASE}{large.id}/decision/", {"approved": True}), 409)["code"] == "residency-cap"
    assert breaches() == []


def test_deciding_many_is_replayed_and_names_each_once(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    system = the_system(cast)
    said(post(system, DECISIONS, named(row, row)), 422)
    said(post(system, DECISIONS, {"decisions": []}), 422)
    foreign = {"decisions": [{"redemption_id": str(uuid4()), "approved": True}]}
    said(post(system, DECISIONS, foreign), 404)
    said(post(system, f"{DECISIONS}plan/", {"redemption_ids": [str(uuid4())]}, key=None), 404)
    first, again = (said(post(system, DECISIONS, named(row), key="k"), 201) for _ in range(2))
    assert first == again
    assert said(post(system, DECISIONS, named(row, **NO), key="k"), 422)["code"] == "idempotency-key-reused"


def test_the_statement_tells_what_stands_redeemed(client: Client, cast: Cast) -> None:
    award(cast, cast.ananya_account)
    row = ask(cast)
    system = the_system(cast)
    as_(client, cast, "ananya")
    assert said(client.get(STATEMENT), 200) == {"credits": "0.00", "programmes": []}
    said(post(system, f"{BASE}{row.id}/decision/", {"approved": True}), 201)
    told = said(client.get(STATEMENT), 200)
    [group] = told["programmes"]
    assert (told["credits"], group["hours"], group["programme"]["code"]) == ("3.00", "90.00", cast.programme.code)
    assert [item["redemption_id"] for item in group["awards"]] == [str(row.id)]
    said(post(system, f"{BASE}{row.id}/reversal/", {"reason": WHY}), 201)
    assert said(client.get(STATEMENT), 200)["programmes"] == []


def test_the_statement_is_read_by_others_with_consent_only(client: Client, cast: Cast) -> None:
    as_(client, cast, "other_registrar")
    said(client.get(STATEMENT), 404)
    reads(cast)
    said(client.get(STATEMENT), 200)
    said(the_system(cast, "redemptions:write").get(STATEMENT), 403)
    assert [look.what for look in looks_of(cast.ananya.learner_id)] == ["redemptions"]
    for who in ("rohan", "registrar", "regulator"):
        said(as_(client, cast, who).get(STATEMENT), 404)
