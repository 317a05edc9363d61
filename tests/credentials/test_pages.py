"""The pages: who sees what, what is shown, what a form does."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from credentials.models import Offering, OfferingVersion, Revocation
from learners.models import Look
from tests.cast import Cast, sign_in
from tests.cast_catalogue import a_new_award, a_version_row, an_approved_version, deposit

pytestmark = pytest.mark.django_db


def an_award(cast: Cast, **said: Any) -> Any:
    version = an_approved_version(cast.awarding.id, **said)
    return deposit(cast.approver, cast.awarding.id, a_new_award(cast.ananya_account.holding_id, version))[0].award_id


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def test_the_catalogue_shows_what_is_approved_only(client: Client, cast: Cast) -> None:
    a_version_row(cast.awarding.id, code="A", title="Maps for all")
    a_version_row(cast.awarding.id, code="B", title="Secret draft", approved=False)
    text = page(client, "/catalogue/")
    assert "Maps for all" in text
    assert "Secret draft" not in text


@pytest.mark.parametrize(
    "query", ["?q=zzz", "?level=abc", "?level=8&hours=x", "?institution=1", "?cursor=&q=%25", "?skill=%27"]
)
def test_the_catalogue_bears_any_filter(client: Client, cast: Cast, query: str) -> None:
    a_version_row(cast.awarding.id)
    page(client, f"/catalogue/{query}")


def test_an_offering_explains_its_sum(client: Client, cast: Cast) -> None:
    row = a_version_row(cast.awarding.id)
    text = page(client, f"/catalogue/{row.offering_id}/")
    assert "30 h theory / 30 + 60 h practical / 30 = 3.00 credits, NCRF-NOTIONAL 2023.1" in text
    page(client, f"/catalogue/{uuid4()}/", 404)


def test_a_draft_has_no_public_page(client: Client, cast: Cast) -> None:
    row = a_version_row(cast.awarding.id, approved=False)
    page(client, f"/catalogue/{row.offering_id}/", 404)


def test_the_calculator_calculates_by_get(client: Client, db: None) -> None:
    text = page(client, "/calculator/?theory=45&practical=45&rule_set=UGC-SKILL-NHEQF&level=4.5")
    assert "45 h theory / 15 + 45 h practical / 30 = 4.50 credits" in text
    assert "20.25" in text
    assert "more than the" in page(client, "/calculator/?theory=1&contact=2&rule_set=CCFUP&level=5")
    page(client, "/calculator/?theory=x&rule_set=NONE&level=99")


def test_the_calculator_gives_htmx_the_result_alone(client: Client, db: None) -> None:
    answer = client.get("/calculator/?theory=30&rule_set=CCFUP&level=5", headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b"2.00" in answer.content


def test_the_passbook_is_the_learner_s_own(client: Client, cast: Cast) -> None:
    an_award(cast)
    assert "Geographic Information Systems" in page(sign_in(client, cast.ananya), "/passbook/")
    assert "Geographic" not in page(sign_in(client, cast.rohan), "/passbook/")
    page(sign_in(client, cast.issuer), "/passbook/", 404)
    assert Client().get("/passbook/").status_code == 302


@pytest.mark.parametrize("query", ["?show=redeemed", "?level=8", "?since=2030-01-01", "?until=x", "?institution=x"])
def test_the_passbook_bears_any_filter(client: Client, cast: Cast, query: str) -> None:
    an_award(cast)
    page(sign_in(client, cast.ananya), f"/passbook/{query}")


def test_the_statement_holds_no_formula(client: Client, cast: Cast) -> None:
    an_award(cast, title="=HYPERLINK(evil)")
    text = page(sign_in(client, cast.ananya), "/passbook/statement.csv").lstrip("\ufeff")
    [_heading, line] = list(csv.reader(io.StringIO(text)))
    assert line[2] == "'=HYPERLINK(evil)"
    assert line[7:] == ["3.00", "3.00"]


def test_a_credential_is_seen_by_its_learner_and_its_institution_only(client: Client, cast: Cast) -> None:
    path = f"/credentials/{an_award(cast)}/"
    assert "Valid" in page(sign_in(client, cast.ananya), path)
    for stranger in (cast.rohan, cast.other_issuer, cast.visitor, cast.regulator):
        page(sign_in(client, stranger), path, 404)


def test_a_look_by_staff_is_noted_for_the_learner(client: Client, cast: Cast) -> None:
    path = f"/credentials/{an_award(cast)}/"
    page(sign_in(client, cast.ananya), path)
    assert not Look.objects.exists()
    page(sign_in(client, cast.issuer), path)
    assert Look.objects.get().actor_id == cast.issuer.id


FORM = {
    "kind": "micro-credential", "code": "NEW-1", "title": "Drone surveying", "theory": "30", "practical": "30",
    "rule_set": "NCRF-NOTIONAL", "level": "5.0", "domain": "vocational",
    "stage": "beginning", "participation": "hybrid",
    "assessment": "project", "supervision": "supervised", "quality_assurance": "IQAC", "language": "English",
    "validity_years": "5", "effective_from": "2025-01-01", "outcomes": "Fly\nMap", "skills": "GIS, Drones", "key": "k1",
}  # fmt: skip


def test_an_issuer_drafts_and_an_approver_approves(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.issuer).post("/staff/catalogue/new/", FORM)
    path = f"/staff/catalogue/{Offering.objects.get().id}/"
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert client.post(f"{path}submit/", {"key": "k2"}).status_code == 302
    assert sign_in(client, cast.approver).post(f"{path}approve/", {"key": "k3"}).status_code == 302
    version = OfferingVersion.objects.get()
    assert (version.state, str(version.credits), version.outcomes) == ("approved", "2.00", ["Fly", "Map"])
    assert "Drone surveying" in page(client, "/catalogue/?q=drones")


def test_calculating_in_the_editor_keeps_nothing(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.issuer).post("/staff/catalogue/new/", FORM | {"calculate": "1"})
    assert b"2.00" in answer.content
    assert not Offering.objects.exists()


def test_a_refusal_stands_beside_its_field(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.issuer).post("/staff/catalogue/new/", FORM | {"title": "Diploma in drones"})
    assert answer.status_code == 200
    assert b"longer qualifications" in answer.content


def test_the_same_press_twice_makes_one_draft(client: Client, cast: Cast) -> None:
    sign_in(client, cast.issuer)
    answers = [client.post("/staff/catalogue/new/", FORM) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert OfferingVersion.objects.count() == 1


def test_an_approved_offering_opens_its_next_version_in_the_editor(client: Client, cast: Cast) -> None:
    row = a_version_row(cast.awarding.id)
    path = f"/staff/catalogue/{row.offering_id}/edit/"
    assert "This makes a new version" in page(sign_in(client, cast.issuer), path)
    form = {name: value for name, value in FORM.items() if name not in ("kind", "code")}
    assert client.post(path, form).status_code == 302
    assert [version.state for version in OfferingVersion.objects.order_by("number")] == ["approved", "draft"]


def test_staff_pages_are_for_staff(client: Client, cast: Cast) -> None:
    row = a_version_row(cast.awarding.id)
    for path in ("/staff/catalogue/", "/staff/awards/", f"/staff/catalogue/{row.offering_id}/"):
        page(sign_in(client, cast.ananya), path, 404)
        page(sign_in(client, cast.registrar), path)
    page(sign_in(client, cast.other_issuer), f"/staff/catalogue/{row.offering_id}/", 404)
    page(sign_in(client, cast.approver), "/staff/catalogue/new/", 403)


def test_an_award_is_found_and_revoked(client: Client, cast: Cast) -> None:
    award_id = an_award(cast)
    assert str(award_id) in page(sign_in(client, cast.registrar), f"/staff/awards/?q={award_id}")
    assert "No award found" in page(client, "/staff/awards/?q=R1")
    path = f"/staff/awards/{award_id}/"
    page(client, path)
    bad = client.post(path, {"key": "1", "reason_code": "other", "reason": "x"})
    assert bad.status_code == 200
    good = {"key": "2", "reason_code": "other", "reason": "Entered for the wrong learner."}
    assert client.post(path, good).status_code == 302
    assert Revocation.objects.get().award_id == award_id
    assert "Entered for the wrong learner." in page(sign_in(client, cast.ananya), f"/credentials/{award_id}/")
