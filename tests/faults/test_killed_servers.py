"""The broker and the database are killed in mid-file: it ends by itself within a minute, nothing lost or doubled."""

from collections.abc import Callable, Iterator

import pytest

from launcher import site as commands
from tests.faults.own_site import OwnSite, Staff
from tests.faults.servers import a_worker

pytestmark = pytest.mark.slow
ROWS, COURSES, SECONDS = 3_000, 6, 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSite]:
    own = OwnSite(tmp_path_factory.mktemp("site"))
    yield own
    own.close()


@pytest.mark.parametrize("server", ["valkey", "postgres"])
def test_a_file_survives_kill_9_of_a_server_while_it_is_read_and_while_it_is_written(
    site: OwnSite, server: str
) -> None:
    staff = Staff(site, ROWS)
    batch = staff.batch
    read = chunks_of(site, batch, "row_count")
    done = chunks_of(site, batch, "done_count")
    with a_worker(site.environment):
        site.wait_until(lambda: read() >= 1_000)
        site.kill(server)
        assert site.wait_until(lambda: stage(site, batch, "ready"), seconds=SECONDS) < SECONDS
        assert read() == ROWS
        if server == "valkey":
            site.kill(server)
        staff.approve()
        site.wait_until(lambda: done() > 0)
        site.kill(server)
        assert site.wait_until(lambda: stage(site, batch, "done"), seconds=SECONDS) < SECONDS
    expect_every_row_once(site, batch)


def chunks_of(site: OwnSite, batch: str, column: str) -> Callable[[], int]:
    """Return how many rows have come so far."""
    return lambda: site.ask(f"SELECT sum({column}) FROM batches_batchchunk WHERE batch_id = '{batch}'")


def stage(site: OwnSite, batch: str, wanted: str) -> bool:
    return bool(site.ask(f"SELECT count(*) FROM batches_batch WHERE id = '{batch}' AND stage = '{wanted}'"))


def expect_every_row_once(site: OwnSite, batch: str) -> None:
    """Every course of every row is one award with one lot, and the book is proved."""
    assert site.ask(f"SELECT count(*) FROM batches_batchoutcome WHERE batch_id = '{batch}'") == ROWS
    where = f"FROM credentials_award WHERE batch_id = '{batch}'"
    assert site.ask(f"SELECT count(*) {where}") == ROWS * COURSES
    assert site.ask(f"SELECT count(DISTINCT (registration_digest, offering_id)) {where}") == ROWS * COURSES
    assert site.ask(f"SELECT count(*) FROM ledger_lot WHERE id IN (SELECT id {where})") == ROWS * COURSES
    commands.manage("prove_book", environment=site.environment)
