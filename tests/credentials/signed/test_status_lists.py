"""Status lists: a place for each credential, a bit for each revocation, signed and published."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from credentials.badges import bits
from credentials.commands.signing import sign_waiting
from credentials.commands.status_lists import LIFE, RENEWAL, current_status_list, publish_status_lists
from credentials.models import StatusList, StatusPlace
from credentials.signing import check_proofs
from ledger.refusals import NotFound
from tests.cast import Cast
from tests.credentials.signed.hands import SIGNED_AT, award, revoke, signed
from tests.credentials.signed.test_signing import published_key

pytestmark = pytest.mark.django_db


def list_of(document: dict[str, object], *, at: object = SIGNED_AT) -> dict[str, object]:
    """Return the published list that a credential points to, its proof checked."""
    url = document["credentialStatus"]["statusListCredential"]
    found = json.loads(current_status_list(list_id=UUID(url.rpartition("/")[2]), at=at))
    check_proofs(found, key_of=published_key)
    return found


def is_revoked(document: dict[str, object]) -> bool:
    found = bits.decode(list_of(document)["credentialSubject"]["encodedList"])
    return bits.bit(found, int(document["credentialStatus"]["statusListIndex"]))


def test_a_revoked_credential_has_its_bit_and_no_other(cast: Cast) -> None:
    gone, kept = award(cast, "GIS-101", "GIS-102")
    documents = [signed(cast, gone), signed(cast, kept)]
    publish_status_lists(at=SIGNED_AT)
    assert [is_revoked(document) for document in documents] == [False, False]
    revoke(cast, gone)
    assert publish_status_lists(at=SIGNED_AT) == 1
    assert [is_revoked(document) for document in documents] == [True, False]


def test_a_list_without_news_is_left_alone_until_half_of_its_life(cast: Cast) -> None:
    signed(cast, award(cast)[0])
    assert publish_status_lists(at=SIGNED_AT) == 1
    assert publish_status_lists(at=SIGNED_AT + RENEWAL) == 0
    assert publish_status_lists(at=SIGNED_AT + RENEWAL + timedelta(seconds=1)) == 1


def test_a_list_that_has_outlived_itself_is_never_served(cast: Cast) -> None:
    document = signed(cast, award(cast)[0])
    publish_status_lists(at=SIGNED_AT)
    first = list_of(document, at=SIGNED_AT + LIFE - timedelta(seconds=1))
    assert list_of(document, at=SIGNED_AT + LIFE)["validFrom"] > first["validFrom"]


def test_the_list_is_served_whole_with_a_tag_and_may_be_kept(cast: Cast, client: Client) -> None:
    signed(cast, award(cast)[0])
    address = f"/status-lists/{StatusList.objects.get().id}"
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/vc" and "max-age=300" in answer.headers["Cache-Control"]
    assert len(bits.decode(json.loads(answer.content)["credentialSubject"]["encodedList"])) * 8 == 131_072
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.content


def test_an_unknown_list_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        current_status_list(list_id=UUID(int=1), at=SIGNED_AT)


def test_a_full_list_is_followed_by_another(cast: Cast) -> None:
    signed(cast, award(cast)[0])
    StatusList.objects.update(used_count=131_071)
    award(cast, "GIS-103", "GIS-104")
    sign_waiting(at=SIGNED_AT)
    assert sorted(StatusList.objects.values_list("number", "used_count")) == [(1, 131_072), (2, 1)]


@pytest.mark.django_db(transaction=True)
def test_workers_beside_each_other_give_every_credential_a_place_of_its_own(cast: Cast) -> None:
    award(cast, *(f"GIS-{number}" for number in range(12)))

    def work(_number: int) -> int:
        try:
            return sum(iter(lambda: sign_waiting(at=SIGNED_AT, limit=2), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) == 12
    assert StatusPlace.objects.values("index").distinct().count() == 12 == StatusList.objects.get().used_count
