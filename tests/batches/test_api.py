"""Files by the API: the same commands as the pages'."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from batches.models import Batch
from identity.models import Membership
from tests.api.asking import post
from tests.batches.hands import a_catalogue, a_csv, a_nad_row, work
from tests.cast import OPENED_AT, Cast, a_key, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/batches/"


def keyed(key: str = "") -> dict[str, str]:
    return {"Idempotency-Key": key or a_key()}


def send(client: Client, cast: Cast, *, key: str = "") -> dict[str, object]:
    content = a_csv("awards-nad", a_nad_row(1), a_nad_row(2, SUB1="NO"))
    body = {"institution_id": cast.awarding.id, "kind": "awards-nad", "file": SimpleUploadedFile("may.csv", content)}
    answer = client.post(ADDRESS, body, headers=keyed(key))
    assert answer.status_code == 202 and answer["Location"].endswith(f"{answer.json()['id']}/"), answer.content
    return answer.json()


def test_a_file_is_handed_in_checked_approved_and_read(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    work(Batch.objects.get())
    found = client.get(address).json()
    assert found["stage"] == "ready" and found["counts"]["error_count"] == 1
    rows = client.get(f"{address}rows/?verdict=error").json()["results"]
    assert [row["number"] for row in rows] == [3] and rows[0]["problems"][0]["code"] == "course-unknown"
    assert post(client, f"{address}approval/", {}).json()["code"] == "not-permitted"
    sign_in(client, cast.approver)
    assert post(client, f"{address}approval/", {}).status_code == 202
    work(Batch.objects.get())
    found = client.get(address).json()
    assert found["stage"] == "done"
    assert (found["counts"]["outcomes"], found["counts"]["done_credits"]) == ({"deposited": 1}, "2.00")
    assert post(client, f"{address}cancellation/", {}).json()["code"] == "batch-not-ready"


def test_the_same_key_hands_in_one_file(cast: Cast, client: Client) -> None:
    sign_in(client, cast.issuer)
    assert send(client, cast, key="once")["id"] == send(client, cast, key="once")["id"]
    assert client.post(ADDRESS, {}).status_code in (400, 422)
    assert Batch.objects.count() == 1


def test_files_of_others_are_not_there(cast: Cast, client: Client) -> None:
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    sign_in(client, cast.other_approver)
    assert client.get(ADDRESS).json()["results"] == []
    for path in ("", "rows/"):
        assert client.get(address + path).status_code == 404
    for path in ("approval/", "cancellation/"):
        assert post(client, address + path, {}).status_code == 404


def test_who_may_do_both_still_needs_a_second_person(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    Membership.objects.create(user_id=cast.issuer.id, role="approver", institution=cast.awarding, since=OPENED_AT)
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    work(Batch.objects.get())
    refused = post(client, f"{address}approval/", {})
    assert refused.status_code == 403 and refused.json()["code"] == "approval-needs-second-person"


def test_a_row_is_read_mended_by_column_and_checked_again(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    work(Batch.objects.get())
    cells = {cell["column"]: cell["value"] for cell in client.get(f"{address}rows/3/").json()["cells"]}
    assert (cells["SUB1"], client.get(f"{address}rows/9/").status_code) == ("NO", 404)
    wrong = post(client, f"{address}rows/3/repair/", {"cells": {"SUB99": "x"}})
    assert wrong.status_code == 422 and "SUB99" in wrong.json()["detail"]
    mended = post(client, f"{address}rows/3/repair/", {"cells": {"SUB1": "MC4501"}})
    assert mended.status_code == 201 and mended.json()["verdict"] == "ok"
    again = post(client, f"{address}rows/3/repair/", {"cells": {"SUB1": "MC4501"}})
    assert again.json()["code"] == "batch-not-ready"


def test_rows_are_checked_again_and_a_missing_course_is_drafted(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    work(Batch.objects.get())
    assert post(client, f"{address}retry/", {}).json() == {"row_count": 1}
    drafted = post(client, f"{address}rows/3/draft/", {"code": "NO"})
    assert drafted.status_code == 201
    assert client.get(f"/api/v1/micro-credentials/{drafted.json()['offering_id']}/").status_code == 200


def test_receipt_and_rejects_are_taken_away(cast: Cast, client: Client) -> None:
    a_catalogue(cast.awarding.id)
    sign_in(client, cast.issuer)
    address = f"{ADDRESS}{send(client, cast)['id']}/"
    work(Batch.objects.get())
    assert client.get(f"{address}receipt/").json()["rows"] == {
        "read": 2, "good": 1, "with_errors": 1, "done": 0, "waiting": 1,
    }  # fmt: skip
    rejects = client.get(f"{address}rejects/", headers={"Accept": "text/csv"})
    lines = b"".join(rejects.streaming_content).decode().splitlines()
    assert rejects["Content-Type"].startswith("text/csv") and len(lines) == 2 and "NO" in lines[1]
    sign_in(client, cast.other_approver)
    assert client.get(f"{address}rejects/", headers={"Accept": "text/csv"}).status_code == 404
