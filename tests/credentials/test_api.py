"""The API of the catalogue, rule sets, conversions, awards and passbooks."""

from typing import Any

import pytest
from django.test import Client

from credentials.models import Award, OfferingVersion
from identity.principals import APPROVER, ISSUER, REGISTRAR
from learners.models import Look
from tests.api.asking import post, registered, token_of, with_token
from tests.cast import ANANYA, Cast, sign_in
from tests.cast_catalogue import a_new_award, a_version_row, an_approved_version, deposit

pytestmark = pytest.mark.django_db
BASE = "/api/v1"
DRAFT = {
    "kind": "micro-credential", "code": "GIS-9", "title": "Maps", "hours": {"theory": "45", "practical": "45"},
    "rule_set": "UGC-SKILL-NHEQF", "level": "5.5", "outcomes": ["Read a map"], "assessment": "project",
    "participation": "online", "quality_assurance": "IQAC", "effective_from": "2024-07-01",
}  # fmt: skip
ITEM = {
    "abc_id": ANANYA.abc_id, "name": ANANYA.name, "registration_number": "R1", "code": "GIS-101", "term": "2025-S1",
    "earned_on": "2025-05-01", "grade": "A",
}  # fmt: skip


def system(cast: Cast, *roles: str, scopes: Any = ("awards:write", "catalogue:write")) -> Client:
    return with_token(token_of(registered(institution_id=cast.awarding.id, roles=roles, scopes=scopes)))


def test_anyone_converts_hours_and_nothing_is_kept(client: Client, db: None) -> None:
    body = {"hours": {"theory": "45", "practical": "45"}, "rule_set": "UGC-SKILL-NHEQF", "level": "4.5"}
    answer = post(client, f"{BASE}/conversions/", body, key=None).json()
    assert (answer["credits"], answer["credit_points"]) == ("4.50", "20.25")
    assert answer["sentence"] == "45 h theory / 15 + 45 h practical / 30 = 4.50 credits, UGC-SKILL-NHEQF 2024.1"
    assert {found["code"] for found in answer["equivalents"]} == {"ECTS", "CATS", "NZ", "US"}


@pytest.mark.parametrize(
    "change", [{"hours": {}}, {"level": "4.3"}, {"hours": {"theory": "1", "contact": "2"}}, {"rule_set": "X"}]
)
def test_hours_that_make_no_sense_are_refused(client: Client, db: None, change: dict[str, Any]) -> None:
    body = {"hours": {"theory": "30"}, "rule_set": "CCFUP"} | change
    assert post(client, f"{BASE}/conversions/", body, key=None).status_code in (404, 422)


def test_the_catalogue_is_searched_and_counted(client: Client, cast: Cast) -> None:
    a_version_row(cast.awarding.id, code="A", title="Maps", level="5")
    a_version_row(cast.accepting.id, code="B", title="Soil", level="6")
    found = client.get(f"{BASE}/micro-credentials/?q=maps").json()["results"]
    assert [(row["code"], row["credits"], row["institution"]["name"]) for row in found] == [
        ("A", "3.00", cast.awarding.name)
    ]
    facets = client.get(f"{BASE}/micro-credentials/facets/?level=6").json()
    assert [(value["value"], value["count"]) for value in facets["level"]] == [("5.0", 1), ("6.0", 1)]
    assert [value["label"] for value in facets["institution"]] == [cast.accepting.name]


def test_a_draft_goes_through_review_to_the_catalogue(cast: Cast) -> None:
    issuer, approver = system(cast, ISSUER), system(cast, APPROVER)
    made = post(issuer, f"{BASE}/micro-credentials/", DRAFT)
    assert (made.status_code, made.json()["credits"], made.json()["state"]) == (201, "4.50", "draft")
    path = f"{BASE}/micro-credentials/{made.json()['id']}/"
    assert Client().get(path).status_code == 404
    assert post(issuer, f"{path}review/", {"step": "submit"}).status_code == 201
    assert post(issuer, f"{path}review/", {"step": "approve"}).status_code == 403
    assert post(approver, f"{path}review/", {"step": "approve"}).status_code == 201
    assert Client().get(path).json()["state"] == "approved"
    later = post(issuer, f"{path}versions/", {name: DRAFT[name] for name in DRAFT if name not in ("kind", "code")})
    assert (later.status_code, later.json()["number"]) == (201, 2)
    assert [row["number"] for row in Client().get(f"{path}versions/").json()] == [1]


def test_a_draft_is_changed_by_whoever_read_it(cast: Cast) -> None:
    issuer = system(cast, ISSUER)
    path = f"{BASE}/micro-credentials/{post(issuer, f'{BASE}/micro-credentials/', DRAFT).json()['id']}/"
    tag = issuer.get(path).headers["ETag"]

    def patch(headers: dict[str, str]) -> Any:
        body = {"hours": {"theory": "60"}, "title": "Better maps"}
        return issuer.patch(path, body, content_type="application/json", headers=headers)

    assert patch({}).status_code == 428
    assert patch({"If-Match": '"old"'}).status_code == 412
    changed = patch({"If-Match": tag})
    assert (changed.status_code, changed.json()["credits"]) == (200, "5.50")
    assert changed.json()["outcomes"] == ["Read a map"]
    assert patch({"If-Match": tag}).status_code == 412
    assert OfferingVersion.objects.get().title == "Better maps"


def test_only_the_operator_adds_rule_sets(cast: Cast) -> None:
    listed = Client().get(f"{BASE}/rule-sets/").json()
    document = listed[0] | {"version": "2099.1", "effective_from": "2099-01-01"}
    assert post(sign_in(Client(), cast.operator), f"{BASE}/rule-sets/", document).status_code == 201
    assert post(sign_in(Client(), cast.issuer), f"{BASE}/rule-sets/", document).status_code == 403
    assert len(Client().get(f"{BASE}/rule-sets/").json()) == len(listed) + 1


def test_an_approver_s_system_deposits_awards_and_hears_of_each(cast: Cast) -> None:
    an_approved_version(cast.awarding.id)
    body = {"awards": [ITEM, ITEM | {"code": "NONE"}, ITEM | {"abc_id": "12", "registration_number": "R2"}]}
    client = system(cast, APPROVER)
    answer = post(client, f"{BASE}/awards/", body, key="one")
    assert answer.status_code == 201
    assert [found["status"] for found in answer.json()["outcomes"]] == ["deposited", "refused", "refused"]
    again = post(client, f"{BASE}/awards/", body, key="one")
    assert (again.headers["Idempotency-Replayed"], again.json()) == ("true", answer.json())
    assert Award.objects.count() == 1


def test_an_issuer_s_system_deposits_nothing(cast: Cast) -> None:
    an_approved_version(cast.awarding.id)
    assert post(system(cast, ISSUER), f"{BASE}/awards/", {"awards": [ITEM]}).status_code == 403


def test_a_new_learner_gets_an_account_and_a_wrong_birthday_is_refused(cast: Cast) -> None:
    an_approved_version(cast.awarding.id)
    new = ITEM | {"abc_id": "000000000777", "name": "Asha Rao", "registration_number": "R7"}
    wrong = ITEM | {"birthday": "1999-01-01"}
    answer = post(system(cast, APPROVER), f"{BASE}/awards/", {"awards": [new, wrong]}).json()["outcomes"]
    assert [(found["status"], found["code"]) for found in answer] == [
        ("deposited", ""),
        ("refused", "birthday-differs"),
    ]


def deposited(cast: Cast) -> str:
    award = a_new_award(cast.ananya_account.holding_id, an_approved_version(cast.awarding.id))
    return str(deposit(cast.approver, cast.awarding.id, award)[0].award_id)


def test_an_award_is_read_by_its_own_and_revoked_once(cast: Cast) -> None:
    path = f"{BASE}/awards/{deposited(cast)}/"
    assert sign_in(Client(), cast.ananya).get(path).json()["state"] == "valid"
    assert sign_in(Client(), cast.rohan).get(path).status_code == 404
    said = {"reason_code": "other", "reason": "Entered for the wrong learner."}
    assert post(system(cast, REGISTRAR), f"{path}revocation/", said).status_code == 201
    assert sign_in(Client(), cast.ananya).get(path).json()["revocation"]["reason_code"] == "other"


def test_awards_are_listed_to_whom_they_concern(cast: Cast) -> None:
    award_id = deposited(cast)
    for who, count in ((cast.ananya, 1), (cast.rohan, 0), (cast.issuer, 1), (cast.other_issuer, 0)):
        rows = sign_in(Client(), who).get(f"{BASE}/awards/").json()["results"]
        assert [row["id"] for row in rows] == [award_id] * count


def test_a_passbook_is_read_by_its_learner_and_with_consent(cast: Cast) -> None:
    deposited(cast)
    path = f"{BASE}/learners/{ANANYA.abc_id}/passbook/"
    answer = sign_in(Client(), cast.ananya).get(path).json()
    assert (answer["balance"], answer["lines"][0]["credits"]) == ("3.00", "3.00")
    assert not Look.objects.exists()
    assert sign_in(Client(), cast.rohan).get(path).status_code == 404
    assert system(cast, ISSUER, scopes=("learners:read",)).get(path).status_code == 404
