"""Findings on pages and by REST: regulators see all, staff their own, nobody else anything."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import tasks
from audit.models import Finding
from tests.api.asking import a_regulators_system, registered, token_of, with_token
from tests.audit.findings.hands import WORDS, a_finding, explain, late, run, state_of
from tests.cast import Cast, a_key, sign_in
from tests.redemptions.hands import ask, award

pytestmark = pytest.mark.django_db
LIST, API = "/regulator/findings/", "/api/v1/audit/findings/"


@pytest.fixture
def finding(cast: Cast) -> Finding:
    return a_finding(cast)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_inbox_shows_what_was_found_in_words(client: Client, cast: Cast, finding: Finding) -> None:
    shown = text(sign_in(client, cast.regulator), LIST)
    assert "1 of 1 awards of the month came more than 180 days after they were earned" in shown
    assert cast.awarding.name in shown and f"{LIST}{finding.id}/" in shown


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [("state=open", True), ("state=escalated", False), ("state=all", True), ("rule=late-deposit", True),
     ("rule=cap-breach", False), ("severity=medium", True), ("severity=high", False), ("severity=x", True)],
)  # fmt: skip
def test_filters_keep_what_fits(client: Client, cast: Cast, finding: Finding, query: str, is_shown: bool) -> None:
    assert (str(finding.id) in text(sign_in(client, cast.regulator), f"{LIST}?{query}")) == is_shown


def test_the_institution_filters_too(client: Client, cast: Cast, finding: Finding) -> None:
    sign_in(client, cast.regulator)
    for place, is_shown in ((cast.awarding, True), (cast.accepting, False)):
        assert (str(finding.id) in text(client, f"{LIST}?institution={place.id}")) == is_shown


def test_an_empty_inbox_says_so(client: Client, cast: Cast) -> None:
    assert "Nothing found" in text(sign_in(client, cast.regulator), LIST)
    assert "Nothing found" in text(sign_in(client, cast.issuer), "/staff/findings/")


def test_from_the_finding_to_the_decision(client: Client, cast: Cast, finding: Finding) -> None:
    staff, page = f"/staff/findings/{finding.id}/", f"{LIST}{finding.id}/"
    assert "Send the explanation" in text(sign_in(client, cast.registrar), staff)
    assert client.post(staff, {"words": "no", "key": a_key()}).status_code == 422
    client.post(staff, {"words": WORDS, "key": a_key()})
    assert state_of(finding) == "explained"
    shown = text(sign_in(client, cast.regulator), page)
    entries = [finding.entry_id, *finding.evidence_ids]
    assert WORDS in shown and all(f"/regulator/entries/{entry_id}/" in shown for entry_id in entries)
    assert client.post(page, {"decision": "accepted", "words": "no", "key": a_key()}).status_code == 422
    client.post(page, {"decision": "accepted", "words": "The papers are in order.", "key": a_key()})
    assert state_of(finding) == "accepted"
    assert "Your decision" not in text(client, page)
    assert "The papers are in order." in text(sign_in(client, cast.registrar), staff)


def test_staff_see_their_own_only(client: Client, cast: Cast, finding: Finding) -> None:
    assert str(finding.id) in text(sign_in(client, cast.issuer), "/staff/findings/")
    assert "The registrar of your institution explains" in text(client, f"/staff/findings/{finding.id}/")
    assert client.post(f"/staff/findings/{finding.id}/", {"words": WORDS, "key": a_key()}).status_code == 403
    assert str(finding.id) not in text(sign_in(client, cast.other_registrar), "/staff/findings/")
    for who in (cast.other_registrar, cast.regulator):
        sign_in(client, who)
        assert client.get(f"/staff/findings/{finding.id}/").status_code == 404
        assert client.post(f"/staff/findings/{finding.id}/", {"words": WORDS, "key": a_key()}).status_code == 404


def test_staff_are_led_to_the_award_and_not_to_the_book(client: Client, cast: Cast, finding: Finding) -> None:
    shown = text(sign_in(client, cast.registrar), f"/staff/findings/{finding.id}/")
    assert "/staff/awards/" in shown and "/regulator/entries/" not in shown


def test_only_a_regulator_starts_the_rules(client: Client, cast: Cast) -> None:
    for who in (cast.registrar, cast.operator, cast.ananya):
        assert sign_in(client, who).post(f"{LIST}run/").status_code == 403
    assert sign_in(client, cast.regulator).post(f"{LIST}run/", {"key": a_key()}).status_code == 302


def test_the_tasks_run_the_rules(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    assert [tasks.find(), tasks.find_for(str(cast.regulator.id), a_key())] == [0, 0]


def test_rest_gives_findings_with_figures_limits_and_steps(cast: Cast, finding: Finding) -> None:
    explain(cast, finding)
    system = a_regulators_system()
    (listed,) = system.get(API, {"state": "explained", "institution": str(cast.awarding.id)}).json()["results"]
    assert (listed["rule"], listed["figures"]["late_count"], listed["limits"]) == ("late-deposit", "1", {"days": "180"})
    detail = system.get(f"{API}{finding.id}/").json()
    assert [step["kind"] for step in detail["steps"]] == ["found", "explained"]
    assert system.get(API, {"rule": "cap-breach"}).json()["results"] == []
    assert system.get(API, {"rule": "x"}).status_code == 422
    assert system.get(f"{API}{uuid4()}/").status_code == 404


def test_rest_goes_page_by_page(cast: Cast, finding: Finding) -> None:
    ask_for, seen = a_regulators_system(), []
    award(cast, cast.ananya_account)
    run(ask(cast).decide_by.date().replace(year=2027))
    url = f"{API}?limit=1"
    while url:
        body = ask_for.get(url).json()
        seen += [row["id"] for row in body["results"]]
        url = body["next"]
    assert seen == sorted(set(seen), reverse=True) and len(seen) == Finding.objects.count() >= 2


@pytest.mark.parametrize("who", ["ananya", "registrar", "operator", "visitor"])
def test_only_a_regulator_reads_by_rest(client: Client, cast: Cast, finding: Finding, who: str) -> None:
    sign_in(client, getattr(cast, who))
    for path in (API, f"{API}{finding.id}/", f"{API}{uuid4()}/"):
        assert client.get(path).status_code == 403


def test_an_institutions_client_may_not(cast: Cast) -> None:
    made = registered(institution_id=cast.awarding.id, roles=["registrar"], scopes=["learners:read"])
    assert with_token(token_of(made)).get(API).json()["code"] == "insufficient-scope"


def test_no_finding_names_a_learner(client: Client, cast: Cast, finding: Finding) -> None:
    award(cast, cast.ananya_account)
    run(ask(cast).decide_by.date().replace(year=2027))
    told = a_regulators_system().get(API, {"limit": 100}).content.decode()
    assert "Ananya" not in told and "042177193356" not in told


@pytest.mark.parametrize(("name", "who"), [("findings", "regulator"), ("staff-findings", "registrar")])
def test_many_findings_need_no_more_statements_than_few(client: Client, cast: Cast, name: str, who: str) -> None:
    sign_in(client, getattr(cast, who))
    counted = []
    for month in (2, 3, 4, 5):
        late(cast, code=f"OLD-{month}")
        run()
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        counted.append(len(captured))
    assert len(set(counted)) == 1 and counted[0] <= 9
