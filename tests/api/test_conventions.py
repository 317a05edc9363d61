"""Problems, idempotency, versions: what every endpoint promises."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from identity.models import User
from tests.api.asking import a_regulators_system, post
from tests.cast import a_visitor, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
PEOPLE, TROUBLE = "/api/test/people/", "/api/test/trouble/"


@pytest.fixture
def visitor(client: Client) -> Client:
    return sign_in(client, a_visitor("Zoya"))


def someone(email: str = "someone@cast.example", **fields: Any) -> dict[str, Any]:
    return {"email": email, "name": "Someone", **fields}


def test_nobody_is_answered_401_with_a_challenge(client: Client) -> None:
    answer = client.get(PEOPLE)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_refusal_is_a_problem_with_code_pointers_and_request_id(client: Client) -> None:
    answer = client.get(TROUBLE, headers={"Request-Id": "mine-1"})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["instance"]) == (409, "refused", TROUBLE)
    assert problem["errors"] == [{"pointer": "/rows/0", "code": "not-found", "detail": "One."}]
    assert problem["request_id"] == answer["Request-Id"] == "mine-1"


def test_a_strange_request_id_is_replaced(client: Client) -> None:
    assert client.get(TROUBLE, headers={"Request-Id": "<script>"})["Request-Id"] != "<script>"


def test_a_fault_of_ours_is_a_problem_too(settings: LazySettings) -> None:
    settings.DEBUG = False
    answer = Client(raise_request_exception=False).get(TROUBLE, {"kind": "fault"})
    assert answer.status_code == 500
    assert answer.json()["code"] == "fault"


def test_an_address_that_does_not_exist_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/nothing/here/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_bad_field_is_422_with_its_pointer(visitor: Client) -> None:
    answer = post(visitor, PEOPLE, someone(email="no mail"))
    assert answer.status_code == 422
    assert [item["pointer"] for item in answer.json()["errors"]] == ["/email"]


def test_a_post_without_a_key_is_400(visitor: Client) -> None:
    answer = post(visitor, PEOPLE, someone(), key=None)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-missing")


def test_a_replay_answers_the_first_status_and_body(visitor: Client) -> None:
    first, again = (post(visitor, PEOPLE, someone(), key="k1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (again["Idempotency-Replayed"], again["Location"]) == ("true", first["Location"])
    assert "Idempotency-Replayed" not in first
    assert User.objects.filter(email="someone@cast.example").count() == 1


def test_the_same_key_with_another_body_is_422(visitor: Client) -> None:
    post(visitor, PEOPLE, someone(), key="k1")
    answer = post(visitor, PEOPLE, someone(email="other@cast.example"), key="k1")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


def test_a_refused_post_may_succeed_later_under_its_key(visitor: Client) -> None:
    User.objects.create_user("someone@cast.example")
    assert post(visitor, PEOPLE, someone(), key="k1").status_code == 409
    User.objects.filter(email="someone@cast.example").delete()
    assert post(visitor, PEOPLE, someone(), key="k1").status_code == 201


def test_another_persons_same_key_is_another_key(visitor: Client) -> None:
    post(visitor, PEOPLE, someone(), key="k1")
    other = sign_in(Client(), a_visitor())
    assert post(other, PEOPLE, someone(email="other@cast.example"), key="k1").status_code == 201


def test_a_change_must_name_the_present_version(visitor: Client) -> None:
    made = post(visitor, PEOPLE, someone()).json()
    path, kind = f"{PEOPLE}{made['id']}/", "application/json"
    etag = visitor.get(path)["ETag"]
    assert visitor.patch(path, {"name": "B"}, kind).status_code == 428
    assert visitor.patch(path, {"name": "B"}, kind, headers={"If-Match": etag}).status_code == 204
    assert visitor.patch(path, {"name": "C"}, kind, headers={"If-Match": etag}).status_code == 412


@pytest.mark.parametrize(
    "body",
    ['{"name": "\\u0000"}', '{"name": "\\ud800"}', '{"age": 1' + "0" * 30 + "}", "[" * 5000, '{"a": NaN}', "{", "\xff",
     '{"age": 1' + "0" * 5000 + "}"],
)  # fmt: skip
def test_a_body_that_the_bank_cannot_keep_is_400(visitor: Client, body: str) -> None:
    answer = visitor.post(PEOPLE, body.encode("latin-1"), "application/json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_too_large_is_413(visitor: Client, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert post(visitor, PEOPLE, someone(name="x" * 2000)).status_code == 413


def test_another_media_type_is_415(visitor: Client) -> None:
    assert visitor.post(PEOPLE, "<a/>", "text/xml", headers={"Idempotency-Key": "k"}).status_code == 415


def test_an_address_with_nul_is_400_on_api_and_page(visitor: Client) -> None:
    assert visitor.get(PEOPLE + "?q=%00").json()["code"] == "bad-request"
    assert visitor.get("/help/?q=%00").status_code == 400
    assert visitor.get(PEOPLE + "?q=%ff").status_code == 400


def test_a_session_post_needs_the_csrf_token() -> None:
    strict = sign_in(Client(enforce_csrf_checks=True), a_visitor())
    assert post(strict, PEOPLE, someone()).status_code == 403


def test_a_token_needs_a_scope_for_each_method() -> None:
    system = a_regulators_system()
    assert system.get(PEOPLE).status_code == 200
    refused = post(system, PEOPLE, someone())
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient-scope")
    assert "insufficient_scope" in refused["WWW-Authenticate"]


def test_too_many_requests_are_told_when_to_come_back(client: Client, settings: LazySettings) -> None:
    settings.API_RATES = {**settings.API_RATES, "anonymous": (2, 3600)}
    first, _second, third = (client.get(TROUBLE) for _ in range(3))
    assert "r=1" in first["RateLimit"]
    assert (third.status_code, third.json()["code"]) == (429, "throttled")
    assert 0 < int(third["Retry-After"]) <= 3600


def test_without_the_cache_nobody_is_held_up(client: Client, settings: LazySettings) -> None:
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": gone}
    assert client.get(TROUBLE).status_code == 409
