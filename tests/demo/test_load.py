"""The world as the bank holds it: loaded through the commands that everybody uses, and true."""

import io
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import call_command

from abc_portal.demo.endorsing import ENDORSED, PARTNER, partner_key
from abc_portal.demo.logins import LOGINS, PASSWORDS, Login
from abc_portal.demo.mishaps import FAULTS
from abc_portal.demo.sandbox import SANDBOX
from abc_portal.demo.world import FIRST, World
from batches.models import Batch, BatchRow
from credentials.commands.verifying import verify_credential
from credentials.models import Award, Endorsement, Revocation, SignedCredential, UnsignedAward
from credentials.queries.awards import awards_of
from credentials.queries.dids import bank_did_document, institution_did_document
from credentials.signing import multikey
from institutions.models import Institution, Programme
from learners.models import Learner
from learners.queries import learners_by_abc_id
from ledger.queries.proof import breaches
from ledger.queries.totals import totals
from redemptions.models import Decision, Reversal, Waiting
from tests.api.asking import ask_token, with_token
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def test_everything_promised_is_in_the_bank(world: World) -> None:
    assert (Institution.objects.count(), Programme.objects.count(), Learner.objects.count()) == (12, 6, 600)
    assert Award.objects.count() > 2_500 and Revocation.objects.count() == 1
    files = Counter(Batch.objects.values_list("kind", "stage"))
    assert files["awards-nad", "done"] >= 36 and files["awards-nad", "ready"] == 1
    assert files["redemptions", "done"] == 1 and files["awards", "done"] == 3
    assert Waiting.objects.count() > 5 and Decision.objects.count() > 30 and Reversal.objects.count() == 1


def test_every_award_is_signed_and_the_bank_and_its_institutions_show_their_keys(world: World) -> None:
    assert SignedCredential.objects.count() == Award.objects.count() and not UnsignedAward.objects.exists()
    assert bank_did_document()["assertionMethod"] and institution_did_document(FIRST)["assertionMethod"]


def test_the_book_of_the_world_is_proved_and_its_totals_are_folded(world: World) -> None:
    assert breaches() == []
    (nation,) = totals(by=())
    assert nation.lot_count == Award.objects.count() and nation.deposited > nation.redeemed > nation.lapsed > 0


def test_one_file_waits_for_repair_with_a_mistake_of_each_kind(world: World) -> None:
    batch = Batch.objects.get(filename__startswith="vcu-late-results")
    found = list(BatchRow.objects.filter(batch=batch, verdict="error").values_list("codes", flat=True))
    assert len(found) == len(FAULTS) and {code for codes in found for code in codes} >= {code for code, _ in FAULTS}


def test_an_industry_partner_has_endorsed_a_micro_credential_with_a_key_of_the_seed(world: World) -> None:
    kept = Endorsement.objects.select_related("version__offering").get()
    assert kept.version.offering.code == ENDORSED and kept.endorser == PARTNER
    assert kept.endorser_did == multikey.did_key(partner_key(world.seed).public_key())
    assert verify_credential(kept.document.encode(), at=NOW).outcome == "valid"


def test_ananyas_passbook_has_several_institutions_levels_and_ends(world: World) -> None:
    views = awards_of(learners_by_abc_id([world.ananya.abc_id])[world.ananya.abc_id].holding_id)
    today = world.days.today
    states = Counter(view.state(today) for view in views)
    assert len({view.institution.id for view in views}) >= 3 and len({view.level for view in views}) >= 3
    assert states["redeemed"] >= 2 and states["valid"] >= 5
    assert any(today < view.expires_on <= today + timedelta(days=30) for view in views if view.custody.is_held)


@pytest.mark.parametrize("login", LOGINS.values(), ids=list(LOGINS))
def test_everybody_in_the_table_can_sign_in(world: World, login: Login) -> None:
    assert authenticate(None, username=login.email, password=login.password) is not None


def test_the_table_names_every_login_and_the_account_to_claim(world: World) -> None:
    out = io.StringIO()
    call_command("demo_logins", stdout=out)
    assert all(said in out.getvalue() for said in (*PASSWORDS, *PASSWORDS.values(), world.newcomer.abc_id))


def test_a_second_load_changes_nothing(world: World) -> None:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert "loaded already" in out.getvalue() and Institution.objects.count() == 12


def test_the_sandbox_client_reads_the_book_with_the_secret_of_the_table(world: World) -> None:
    with time_machine.travel(NOW + timedelta(minutes=1)):
        answer = ask_token(SANDBOX.client_id, SANDBOX.secret)
        assert with_token(answer.json()["access_token"]).get("/api/v1/audit/totals/").status_code == 200
    out = io.StringIO()
    call_command("demo_logins", stdout=out)
    assert f"{SANDBOX.client_id} " in out.getvalue() and f"{SANDBOX.secret} " in out.getvalue()
