"""Which account runs PostgreSQL (it refuses root), and what that account can reach."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """A user and group id to drop to."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """Return `nobody` when we are root, None when we can run PostgreSQL as ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def can_run(program: Path, account: Account | None) -> bool:
    """Tell whether the account can really start this program; only trying tells (folders, ACLs, mounts)."""
    return _try([str(program), "--version"], account)


def can_enter(folder: Path, account: Account | None) -> bool:
    """Tell whether the account can walk to this folder."""
    return _try(["/bin/sh", "-c", 'cd -- "$0"', str(folder)], account)


def _try(command: list[str], account: Account | None) -> bool:
    try:
        done = subprocess.run(
            command,
            cwd="/",
            capture_output=True,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except OSError:
        return False
    return done.returncode == 0


def copy_readable(source: Path, target: Path, *, leave_out: tuple[str, ...] = ()) -> None:
    """Copy a tree so that every account can read it and start its programs."""
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*leave_out))
    for path in [target, *target.rglob("*")]:
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if runs else 0o644)


def give(folder: Path, account: Account | None) -> None:
    """Hand a new folder to the account, closed to everybody else."""
    folder.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
