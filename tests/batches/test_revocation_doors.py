"""Files of revocations by page and API: from the template to the receipt."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from batches.models import Batch
from credentials.models import Revocation
from credentials.references import reference_of
from tests.api.asking import post
from tests.batches.hands import a_csv, work
from tests.batches.revocation_hands import an_award, naming
from tests.cast import Cast, a_key, sign_in
from tests.redemptions.browsing import can_send, get, send

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/batches/"


def upload(client: Client, *rows: dict[str, str], status: int = 302) -> None:
    file = SimpleUploadedFile("revoke.csv", a_csv("revocations", *rows))
    answer = client.post(reverse("batch-new"), {"kind": "revocations", "file": file, "key": a_key()})
    assert answer.status_code == status, answer.content.decode()


def test_the_page_offers_the_kinds_that_a_person_may_send(cast: Cast, client: Client) -> None:
    link = reverse("batch-template", args=["revocations"])
    for who, offers in ((cast.registrar, True), (cast.approver, True), (cast.issuer, False)):
        page = get(sign_in(client, who), reverse("batch-new"))
        assert (link in page, 'value="revocations"' in page) == (offers, offers)
        assert ('value="awards-nad"' in page) is not offers
        assert "Send a file" in get(client, reverse("staff-home"))
        assert "Send a file" in get(client, reverse("batches"))


def test_the_template_has_every_column_and_a_line_that_shows_how(cast: Cast, client: Client) -> None:
    answer = sign_in(client, cast.registrar).get(reverse("batch-template", args=["revocations"]))
    header, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header == ["award_id", "registration_number", "abc_id", "course_code", "term", "reason_code", "reason"]
    assert line[0].startswith("LX-") and line[5] == "issued-in-error"


def test_a_file_goes_from_the_form_to_the_receipt(cast: Cast, client: Client) -> None:
    awards = [an_award(cast), an_award(cast, cast.rohan_account.holding_id)]
    upload(sign_in(client, cast.registrar), *map(naming, awards), naming("LX-0000-0000"))
    batch = work(Batch.objects.get())
    address = reverse("batch", args=[batch.id])
    page = get(client, address)
    assert "so another approver or registrar must approve it" in page and "LX-0000-0000" in page
    assert reference_of(awards[0]) in page and reverse("staff-award", args=[awards[0]]) in page
    assert not can_send(page, reverse("batch-approve", args=[batch.id]))
    page = get(sign_in(client, cast.approver), address)
    assert "6.00 credits of 2 awards leave the accounts of 2 learners for good." in page
    assert not Revocation.objects.exists()
    send(client, page, reverse("batch-approve", args=[batch.id]))
    assert work(batch).stage == "done" and Revocation.objects.count() == 2
    assert "Credits taken back" in get(client, reverse("batch-receipt", args=[batch.id]))


def test_an_issuer_can_t_send_one_and_sees_no_button(cast: Cast, client: Client) -> None:
    upload(sign_in(client, cast.issuer), naming(an_award(cast)), status=422)
    upload(sign_in(client, cast.registrar), naming(an_award(cast)), naming("LX-0000-0000"))
    batch = work(Batch.objects.get())
    page = get(sign_in(client, cast.issuer), reverse("batch", args=[batch.id]))
    assert "An approver or registrar of your institution must approve" in page
    for name in ("batch-approve", "batch-retry", "batch-cancel"):
        assert not can_send(page, reverse(name, args=[batch.id]))


def test_revocations_wait_in_the_queue_of_those_who_may_approve_them(cast: Cast, client: Client) -> None:
    upload(sign_in(client, cast.registrar), naming(an_award(cast)))
    work(Batch.objects.get())
    page = get(sign_in(client, cast.approver), reverse("staff-home"))
    assert "Revocations to approve" in page
    row = page[page.index("Revocations to approve") :]
    assert "You" in row[: row.index("</tr>")]


def test_the_api_hands_in_previews_and_approves(cast: Cast, client: Client) -> None:
    award_id = an_award(cast)
    sign_in(client, cast.registrar)
    file = SimpleUploadedFile("revoke.csv", a_csv("revocations", naming(reference_of(award_id)), naming("LX-0-0")))
    body = {"institution_id": cast.awarding.id, "kind": "revocations", "file": file}
    answer = client.post(ADDRESS, body, headers={"Idempotency-Key": a_key()})
    assert answer.status_code == 202, answer.content
    address = f"{ADDRESS}{answer.json()['id']}/"
    work(Batch.objects.get())
    found = client.get(address).json()
    assert (found["counts"]["credits"], found["counts"]["item_count"], found["learner_count"]) == ("3.00", 1, 1)
    first, second = client.get(f"{address}rows/").json()["results"]
    assert (first["award_id"], second["award_id"]) == (str(award_id), None)
    assert second["problems"][0]["column"] == "award_id" and second["problems"][0]["mend"]
    assert post(client, f"{address}approval/", {}).json()["code"] == "approval-needs-second-person"
    assert post(sign_in(client, cast.approver), f"{address}approval/", {}).status_code == 202
    work(Batch.objects.get())
    assert client.get(address).json()["counts"]["outcomes"] == {"revoked": 1}
    assert client.get(f"{ADDRESS}?kind=revocations").json()["results"][0]["stage"] == "done"
