"""What ``assay up`` and ``assay demo`` share: database, migrations, children, and a clean end."""

from __future__ import annotations

import os
import socket
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click

from assay.errors import InputError, ServerUnavailable
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, assay_command, own_server, start_django
from assay_cli.platform.supervisor import Service, Supervisor, web_service

FIRST_PORT = 8000
PORTS_TO_TRY = 100
_MIGRATION_LOCK = 0x4153_5341


@dataclass(frozen=True)
class Serving:
    """How to serve."""

    host: str
    port: int | None
    workers: int
    browser: bool


Prepare = Callable[[DataFolder], Mapping[str, str]]
"""Runs with Django set up and the database migrated; answers further environment for the children."""


def serve(folder: DataFolder, serving: Serving, prepare: Prepare, announce: Callable[[str], None]) -> None:
    """Run the whole platform until Ctrl-C; nothing is left running afterwards.

    Raises:
        InputError: the port or the data folder is in use.
        ServerUnavailable: the database or the web process does not start.
    """
    port = free_port(serving.host, serving.port)
    with _database(folder) as (database_url, look_after):
        hosts = ",".join(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", serving.host]))
        instance = Instance(folder, database_url, {"ASSAY_HOSTS": os.environ.get("ASSAY_HOSTS", hosts)})
        start_django(instance)
        migrate()
        extra = {**instance.extra, **prepare(folder)}
        environment = Instance(folder, database_url, extra).environment()
        services = [web_service(serving.host, port, processes=_web_processes()), *worker_services(serving.workers)]
        address = f"http://{_shown(serving.host)}:{port}/"

        def ready() -> None:
            announce(address)
            if serving.browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
                webbrowser.open(address)

        click.echo("Starting web and workers …", err=True)
        Supervisor(folder, environment, services, look_after).run(f"{address}readyz", ready)
        click.echo("Stopped.", err=True)


@contextmanager
def _database(folder: DataFolder) -> Iterator[tuple[str, Callable[[], None]]]:
    """The database's address, and what to call now and then so that a server of our own is there again if it ended."""
    given = os.environ.get("DATABASE_URL")
    if given:
        folder.create()
        yield given, lambda: None
        return
    with own_server(folder) as server:

        def look_after() -> None:
            try:
                if server.start_again_if_ended():
                    click.echo(f"PostgreSQL ended and was started again, see {folder.logs / 'postgres.log'}", err=True)
            except ServerUnavailable as error:
                click.echo(f"{error}; trying again", err=True)
                time.sleep(1)

        yield server.url, look_after


def _web_processes() -> int:
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    return max(1, int(settings.WEB_PROCESSES))


def worker_services(count: int) -> list[Service]:
    """``count`` background workers."""
    return [Service(f"worker-{number}", assay_command("worker")) for number in range(1, count + 1)]


def migrate() -> None:
    """Bring the database to this version; several starting at once take turns."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415 - as above

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def free_port(host: str, wanted: int | None) -> int:
    """``wanted`` if it is free; without a wish, the first free one from 8000 on.

    Raises:
        InputError: the wanted port is taken, or none is free.
    """
    if wanted is not None:
        if not _is_free(host, wanted):
            raise InputError(f"port {wanted} on {host} is taken", remedy="stop what uses it, or give another --port")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if _is_free(host, port):
            return port
    raise InputError(f"no port from {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY} is free", remedy="give one with --port")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _shown(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
