"""The pages about files, as staff walk through them."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from batches.models import Batch
from tests.batches.hands import a_catalogue, a_csv, a_nad_row, approve, checked, counts, work
from tests.cast import Cast, a_key, sign_in

pytestmark = pytest.mark.django_db


def a_mixed_file() -> bytes:
    bad = (a_nad_row(3, SUB1="ZZ999"), a_nad_row(4, ABC_ACCOUNT_ID="12"))
    return a_csv("awards-nad", a_nad_row(1), a_nad_row(2), *bad)


def page(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status, answer.content[:500]
    return b"".join(answer).decode()


def test_a_file_goes_from_the_form_to_the_receipt(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    sign_in(client, cast.issuer)
    assert "Send a file" in page(client, "staff-home")
    assert reverse("batch-template", args=["awards-nad"]) in page(client, "batch-new")
    upload = SimpleUploadedFile("may.csv", a_mixed_file())
    answer = client.post(reverse("batch-new"), {"kind": "awards-nad", "file": upload, "key": a_key()})
    assert answer.status_code == 302, answer.content
    batch = work(Batch.objects.get())
    shown = page(client, "batch", batch.id)
    assert "ZZ999" in shown and "You sent this file" in shown and "Approve the good rows" not in shown
    client.post(reverse("batch-approve", args=[batch.id]), {"key": a_key()})
    batch.refresh_from_db()
    assert batch.stage == "ready"

    sign_in(client, cast.approver)
    assert "Approve the good rows" in page(client, "batch", batch.id)
    assert client.post(reverse("batch-approve", args=[batch.id]), {"key": a_key()}).status_code == 302
    batch = work(batch)
    assert batch.stage == "done"
    assert "Credits written to the book" in page(client, "batch-receipt", batch.id)
    receipt = json.loads(page(client, "batch-receipt-json", batch.id))
    assert receipt["rows"] == {"read": 4, "good": 2, "with_errors": 2, "done": 2, "waiting": 0}
    assert receipt["credits"] == "4.00"


def test_every_page_of_a_file_is_hidden_from_another_institution(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    batch = checked(cast, a_mixed_file())
    sign_in(client, cast.other_approver)
    for name in ("batch", "batch-progress", "batch-receipt", "batch-receipt-json", "batch-rejects"):
        page(client, name, batch.id, status=404)
    page(client, "batch-row", batch.id, 4, status=404)
    for name in ("batch-approve", "batch-cancel", "batch-retry"):
        assert client.post(reverse(name, args=[batch.id])).status_code == 404
    assert batch.filename not in page(client, "batches")


def test_a_row_is_mended_in_place_and_waits_for_approval(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    batch = approve(cast, checked(cast, a_mixed_file()))
    sign_in(client, cast.issuer)
    form = page(client, "batch-row", batch.id, 4)
    place = str(batch.header["columns"].index("SUB1"))
    fields = dict(re.findall(r'name="(\d+)"[^>]*?value="([^"]*)"', form))
    answer = client.post(reverse("batch-row", args=[batch.id, 4]), {**fields, place: "MC4501", "key": a_key()})
    assert answer.status_code == 302, answer.content.decode()
    batch.refresh_from_db()
    assert batch.stage == "ready" and counts(batch).waiting_count == 1
    assert counts(approve(cast, batch)).outcomes == {"deposited": 3}


def test_the_rejects_file_mended_is_a_good_file(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    batch = approve(cast, checked(cast, a_mixed_file()))
    sign_in(client, cast.issuer)
    rejects = page(client, "batch-rejects", batch.id)
    assert "ZZ999, which is not in your catalogue" in rejects and "which has 2 digits" in rejects
    mended = rejects.replace("ZZ999,", "MC4501,", 1).replace(",12,", ",700000000004,")
    again = approve(cast, checked(cast, mended.encode()))
    assert counts(again).outcomes == {"deposited": 2}


def test_a_file_that_cannot_be_taken_is_refused_in_the_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.issuer)
    upload = SimpleUploadedFile("empty.csv", b"")
    answer = client.post(reverse("batch-new"), {"kind": "awards-nad", "file": upload, "key": a_key()})
    assert answer.status_code == 422 and not Batch.objects.exists()


def test_a_file_that_cannot_be_read_says_so_on_its_page(cast: Cast, client: Client) -> None:
    batch = checked(cast, b"%PDF-1.7 nothing of a table")
    sign_in(client, cast.issuer)
    assert batch.stage == "failed" and "is a PDF" in page(client, "batch", batch.id)


def test_rows_are_shown_page_by_page_and_by_problem(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    rows = [a_nad_row(number, SUB1="ZZ999" if number == 60 else "MC4501") for number in range(1, 71)]
    batch = checked(cast, a_csv("awards-nad", *rows))
    sign_in(client, cast.approver)
    assert "after=51" in page(client, "batch", batch.id)
    only = page(client, "batch", batch.id, query="?code=course-unknown")
    assert "R-60" in only and "R-61" not in only
