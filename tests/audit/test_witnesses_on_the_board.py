"""The integrity board names the witnesses of the log: who has cosigned how far, and who does not."""

from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.test import Client

from ledger.commands.cosign import cosign_published
from ledger.log.witness_client import HttpPost
from tests.cast import Cast, sign_in
from tests.ledger.sealing import a_short_book, seal_all
from tests.ledger.witness import AWitness, a_key, standing

pytestmark = pytest.mark.django_db


def board(cast: Cast) -> str:
    return sign_in(Client(), cast.regulator).get("/regulator/").content.decode()


def test_a_witness_that_cosigned_and_one_that_is_away_are_told_apart(cast: Cast, settings: LazySettings) -> None:
    a_short_book(2)
    seal_all()
    with standing(AWitness(a_key(1))) as here, standing(AWitness(a_key(2))) as gone:
        settings.LOG_WITNESSES = f"{here.setting},{gone.setting}"
        assert board(cast).count("Not asked yet") == 2
    with standing(AWitness(a_key(1))) as here:
        settings.LOG_WITNESSES = f"{here.setting},{gone.setting}"
        assert cosign_published(at=datetime.now(UTC), post=HttpPost(seconds=2)) == 1
        told = board(cast)
    assert "Cosigned" in told and "Does not cosign" in told
    assert "witness.example/w1" in told and "witness.example/w2" in told


def test_without_witnesses_the_board_says_so(cast: Cast) -> None:
    seal_all()
    assert "No witness has put its name under this checkpoint." in board(cast)
