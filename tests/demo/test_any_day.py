"""The world can be loaded on whatever day somebody starts the demonstration, and only where it is one."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from abc_portal.demo.load import is_loaded, load_world
from abc_portal.demo.world import SEED
from institutions.models import Institution
from ledger.acts import BOOK_TIMEZONE
from ledger.queries.proof import breaches

SMALL = 8
"""Learners per institution where it is not the number of learners that counts."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", [(2027, 5, 31), (2027, 6, 1), (2028, 2, 29)])
def test_the_world_loads_on_any_day(day: tuple[int, int, int]) -> None:
    load_world(seed=SEED, now=datetime(*day, 0, 5, tzinfo=BOOK_TIMEZONE), per_institution=SMALL)
    assert is_loaded() and breaches() == []


def test_it_is_not_loaded_where_it_may_be_a_real_site() -> None:
    with override_settings(DEBUG=False), pytest.raises(CommandError, match="passwords everybody knows"):
        call_command("load_demo")
    assert not Institution.objects.exists()
