"""The two servers of a run: embedded ones, or those that DATABASE_URL and REDIS_URL name."""

import os
from pathlib import Path

from launcher.keys import load_keys, load_log_key
from launcher.postgres import start_postgres
from launcher.state import StateFolder
from launcher.supervisor import Supervisor
from launcher.valkey import start_valkey

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def start_servers(
    state: StateFolder, supervisor: Supervisor, *, packages: Path, durable: bool = True, superuser: bool = False
) -> dict[str, str]:
    """Start what the environment does not name; return the variables that lead there.

    DATABASE_URL is the application's role, which owns no table, and DATABASE_OWNER_URL the role that owns them; with
    `superuser` (tests make and drop databases) there is one role for all.
    """
    keys = load_keys(state.path)
    found = {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
    if "REDIS_URL" not in found:
        found["REDIS_URL"] = start_valkey(
            state, supervisor, site_packages=packages, password=keys["valkey"], durable=durable
        )
    if "DATABASE_URL" in found:
        return found
    postgres = start_postgres(state, supervisor, site_packages=packages, keys=keys, durable=durable)
    if superuser:
        found["DATABASE_URL"] = postgres.url("postgres", keys["postgres"])
        found.pop("DATABASE_OWNER_URL", None)
    else:
        found["DATABASE_URL"] = postgres.url("bank_application", keys["application"])
        found["DATABASE_OWNER_URL"] = postgres.url("bank_owner", keys["owner"])
    return found


def site_settings(state: StateFolder, *, site_url: str) -> dict[str, str]:
    """Return a real site's settings (no debug mode); secrets come from the environment, else from the state folder.

    Each state folder keeps its own collected static files: two sites of one checkout never clear each other's.
    """
    keys = load_keys(state.path)
    defaults = {
        "DJANGO_SECRET_KEY": keys["django"],
        "MASTER_KEYS": keys["master"],
        "LOG_SIGNING_KEY": load_log_key(state.path),
        "LOG_SALT_SECRET": keys["salt"],
        "TLOG_ROOT": str(state.path / "tlog"),
        "EXPORTS_ROOT": str(state.path / "exports"),
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": site_url,
        "STATIC_ROOT": str(state.path / "static"),
        "DJANGO_DEBUG": "0",
    }
    return {name: os.environ.get(name) or value for name, value in defaults.items()}
