"""What every test stands on: a prepared database, and a way to empty an append-only book between threaded tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from ledger.commands.prepare import prepare_reference_rows
from tests.fixtures_cast import cast

__all__ = ["cast"]

# Playwright keeps an event loop in the main thread, where the tests' own database calls are in order all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock():
        prepare_reference_rows()


@pytest.fixture(scope="session", autouse=True)
def emptying_an_append_only_book() -> None:
    """TRUNCATE is refused by the book's triggers; a superuser switches triggers off to empty the test database."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        flush(case)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")
        prepare_reference_rows()

    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page asked for in Hindi leaves its language behind in the thread; the next test starts in English again."""
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _own_cache(settings: LazySettings) -> None:
    """What is counted in the cache belongs to one test, also where tests run beside each other on one server."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def _own_log(settings: LazySettings, tmp_path: Path) -> None:
    """The published log and the exports of a test lie in its own folder."""
    settings.TLOG_ROOT, settings.EXPORTS_ROOT = str(tmp_path / "tlog"), str(tmp_path / "exports")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    """Hashing a password is slow on purpose; tests don't need that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
