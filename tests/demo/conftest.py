"""The demonstration world, loaded once for all tests that read it and then rolled back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from abc_portal.demo.load import load_world
from abc_portal.demo.world import PER_INSTITUTION, SEED, World

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(PASSWORD_HASHERS=[QUICK]):
        yield load_world(seed=SEED, now=NOW, per_institution=PER_INSTITUTION)
        transaction.set_rollback(True)
