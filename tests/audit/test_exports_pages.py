"""The pages of exports: asking, watching, taking away."""

import pytest
from django.test import Client

from audit.commands.making import export_step, remove_old_exports
from audit.models import Export
from tests.audit.sealing import seal_all
from tests.cast import Cast, sign_in
from tests.ledger.book import NOON, a_lot, deposit, holding, issuer

pytestmark = pytest.mark.django_db
EXPORTS = "/regulator/exports/"


@pytest.fixture
def regulator(client: Client, cast: Cast) -> Client:
    for _ in range(3):
        deposit(holding(), a_lot(issuer()))
    seal_all()
    return sign_in(client, cast.regulator)


def asked(client: Client, **fields: str) -> Export:
    answer = client.post(EXPORTS, {"format": "ndjson", "idempotency_key": "k", **fields})
    export = Export.objects.get()
    assert answer["Location"] == f"{EXPORTS}{export.id}/"
    return export


def test_the_list_is_empty_at_first_and_says_what_to_do(regulator: Client) -> None:
    assert "No export yet" in regulator.get(EXPORTS).content.decode()


def test_asking_twice_by_the_same_form_asks_once(regulator: Client) -> None:
    assert asked(regulator).id == asked(regulator).id


def test_the_page_watches_while_it_is_made_and_then_gives_the_files(regulator: Client) -> None:
    export = asked(regulator)
    waiting = regulator.get(f"{EXPORTS}{export.id}/").content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert "0 of" in waiting
    export_step(export_id=export.id, at=NOON, enough=lambda: False)
    done = regulator.get(f"{EXPORTS}{export.id}/").content.decode()
    assert "hx-trigger" not in done
    assert f"/api/v1/audit/exports/{export.id}/parts/1/" in done
    assert "sha256sum -c manifest.txt" in done
    assert b"".join(regulator.get(f"/api/v1/audit/exports/{export.id}/parts/1/").streaming_content)
    assert "hx-trigger" not in regulator.get(EXPORTS).content.decode()


def test_trouble_is_told_with_what_happens_next(regulator: Client) -> None:
    export = asked(regulator)
    Export.objects.update(trouble="disk-full", trouble_at=NOON)
    assert "The disk is full" in regulator.get(f"{EXPORTS}{export.id}/").content.decode()
    assert "Tried again soon" in regulator.get(EXPORTS).content.decode()


def test_removed_files_are_told(regulator: Client) -> None:
    export = asked(regulator)
    export_step(export_id=export.id, at=NOON, enough=lambda: False)
    Export.objects.update(finished_at=NOON)
    remove_old_exports(at=NOON.replace(year=2026))
    assert "The files were removed" in regulator.get(f"{EXPORTS}{export.id}/").content.decode()
    gone = regulator.get(f"/api/v1/audit/exports/{export.id}/parts/1/")
    assert (gone.status_code, gone.json()["code"]) == (410, "export-removed")


def test_a_wrong_form_is_shown_again(regulator: Client) -> None:
    answer = regulator.post(EXPORTS, {"format": "xml"})
    assert answer.status_code == 422
    assert Export.objects.count() == 0


def test_without_a_signed_state_the_form_says_so(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.regulator).post(EXPORTS, {"format": "csv"})
    assert "first checkpoint" in answer.content.decode()
