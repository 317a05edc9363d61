"""POST /api/v1/verify/: the verdict as JSON, for anybody, in every shape that a credential comes in."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from credentials.commands.portable import carry_credential
from credentials.commands.transcripts import carry_record
from credentials.commands.verifying import verify_credential
from tests.cast import Cast
from tests.credentials.signed.hands import SIGNED_AT, award, revoke
from tests.credentials.verify_pages.hands import a_document, link_of

pytestmark = pytest.mark.django_db
PATH, JSON = "/api/v1/verify/", "application/json"


def ask(credential: Any, status: int = 200) -> dict[str, Any]:
    return answered(Client().post(PATH, {"credential": credential}, JSON), status)


def answered(answer: HttpResponse, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    if status != 200:
        assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)


def test_the_answer_is_the_whole_verdict_and_not_to_be_kept(cast: Cast) -> None:
    _, document = a_document(cast)
    answer = Client().post(PATH, {"credential": document}, JSON)
    said = answered(answer)
    verdict = verify_credential(json.dumps(document).encode(), at=datetime.now(UTC))
    assert said == json.loads(json.dumps(verdict.to_json()))
    assert said["outcome"] == "valid" and answer["Cache-Control"] == "no-store"


def test_a_text_a_token_a_link_and_a_file_get_the_same_verdict(cast: Cast) -> None:
    award_id, document = a_document(cast)
    token = carry_credential(actor=cast.ananya, award_id=award_id, form="jwt", at=SIGNED_AT).content
    paper = carry_credential(actor=cast.ananya, award_id=award_id, form="pdf", at=SIGNED_AT).content
    link = "http://127.0.0.1:8000" + link_of(award_id)
    given = [ask(text) for text in (json.dumps(document), token.decode(), link)]
    given.append(answered(Client().post(PATH, {"file": SimpleUploadedFile("paper", paper)})))
    assert [said["outcome"] for said in given] == ["valid"] * 4
    assert [said["facts"]["container"] for said in given] == ["json", "jwt", "json", "pdf"]


def test_a_changed_figure_is_answered_with_its_pointer(cast: Cast) -> None:
    _, document = a_document(cast)
    document["credentialSubject"]["creditsEarned"] = 40
    said = ask(document)
    assert (said["outcome"], said["reasons"]) == ("invalid", ["signature-wrong"])
    assert said["differences"] == [
        {"pointer": "/credentialSubject/creditsEarned", "kind": "changed", "seen": "40", "signed": "3"}
    ]


def test_the_parts_of_a_record_have_verdicts_of_their_own(cast: Cast) -> None:
    first, _ = award(cast, "GIS-101", "GIS-102")
    record = json.loads(carry_record(actor=cast.ananya, at=SIGNED_AT).content)
    revoke(cast, first)
    said = ask(record)
    assert said["outcome"] == "revoked"
    assert sorted(part["outcome"] for part in said["parts"]) == ["revoked", "valid"]
    assert {part["kind"] for part in said["parts"]} == {"credential"}


def test_a_key_named_twice_is_refused_before_one_of_both_is_chosen(cast: Cast) -> None:
    text = json.dumps({"credential": a_document(cast)[1]}).replace('"name"', '"name": "Other", "name"', 1)
    problem = answered(Client().post(PATH, text, JSON), 400)
    assert "appears twice" in problem["detail"]


@pytest.mark.parametrize("given", [None, 5, [], "", " ", True])
def test_what_is_neither_object_nor_text_is_422_with_its_pointer(given: Any) -> None:
    assert [item["pointer"] for item in ask(given, 422)["errors"]] == ["/credential"]


def test_nothing_at_all_is_422(db: None) -> None:
    assert answered(Client().post(PATH, {}, JSON), 422)["errors"][0]["pointer"] == "/credential"
    assert answered(Client().post(PATH, {}), 422)["errors"][0]["pointer"] == "/file"


def test_junk_gets_a_verdict_and_not_a_fault() -> None:
    assert (ask("hello")["outcome"], ask({})["outcome"]) == ("invalid", "invalid")
    assert ask("http://127.0.0.1:8000/verify/?id=5")["outcome"] == "unverifiable"


def test_too_much_is_413() -> None:
    assert answered(Client().post(PATH, {"credential": "x" * 2_000_001}, JSON), 413)["code"] == "body-too-large"
    assert answered(Client().post(PATH, {"file": SimpleUploadedFile("x", b"x" * 10_200_000)}), 413)["status"] == 413


def test_other_media_types_and_methods_are_refused() -> None:
    assert Client().post(PATH, "<a/>", "text/xml").status_code == 415
    assert answered(Client().post(PATH, "{", JSON), 400)["code"] == "parse-error"
    assert Client().get(PATH).status_code in (401, 405)
