"""What the logs say: who asked what and when, and no 12-digit id."""

import logging

import pytest
from django.test import Client

from abc_portal.logs import HideIds, hide_ids

ABC_ID = "042177193356"


@pytest.mark.django_db
def test_no_id_in_an_address_reaches_the_logs(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.get(f"/api/v1/learners/{ABC_ID}/")
    client.get(f"/nothing/{ABC_ID}")
    said = "".join(capsys.readouterr())
    assert "/api/v1/learners/[12 digits]/" in said
    assert ABC_ID not in said


def test_a_record_of_the_standard_library_is_let_through_without_ids() -> None:
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "Not Found: %s", (f"/q={ABC_ID}",), None)
    assert HideIds().filter(record)
    assert record.getMessage() == "Not Found: /q=[12 digits]"


@pytest.mark.parametrize("text", ["0421 7719 3356", "0421-7719-3356", "0421%207719%203356", "0421+7719+3356"])
def test_an_id_in_groups_is_hidden_too(text: str) -> None:
    assert hide_ids(f"q={text}&x=1") == "q=[12 digits]&x=1"


@pytest.mark.parametrize(
    "text", ["0198b2a4-6d1e-7c10-9a53-042177193356", "2026-11-24 09:30:00.123456", "0421771933561"]
)
def test_other_numbers_stay(text: str) -> None:
    assert hide_ids(text) == text


@pytest.mark.parametrize("text", ["/verify/?id=x&k={}", "/credentials/x/?k={}&a=1", "next=/credentials/x/%3Fk%3D{}"])
def test_the_secret_part_of_a_credentials_link_is_hidden(text: str) -> None:
    key = "o-5PoYch45Uo8LtSGap8Vw"
    assert hide_ids(text.format(key)) == text.format("[key]")


@pytest.mark.django_db
def test_no_key_of_a_link_reaches_the_logs(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/verify/", {"id": "0198b2a4-6d1e-7c10-9a53-042177193356", "k": "o-5PoYch45Uo8LtSGap8Vw"})
    said = "".join(capsys.readouterr())
    assert "k=[key]" in said
    assert "o-5PoYch45" not in said
