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
import psycopg

from assay.errors import InputError, ServerUnavailable
from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, assay_command, own_server, start_django
from assay_cli.platform.supervisor import Service, Supervisor, web_service
from assay_web.operations.migrating import LOCK
from assay_web.settings.env import read_environment

FIRST_PORT = 8000
PORTS_TO_TRY = 100


@dataclass(frozen=True)
class Serving:
    """How to serve."""

    host: str
    port: int | None
    workers: int
    browser: bool


@dataclass(frozen=True)
class Content:
    """What this instance has of its own."""

    environment: Callable[[DataFolder], Mapping[str, str]] = lambda _: {}
    """Further environment of its processes."""
    fill: Callable[[DataFolder], None] = lambda _: None
    """Called with Django set up and the database migrated, before anybody is answered."""


def serve(folder: DataFolder, serving: Serving, content: Content, announce: Callable[[str], None]) -> None:
    """Run the whole platform until Ctrl-C; nothing is left running afterwards.

    The web processes load while the database is prepared, and wait for that before they answer.

    Raises:
        InputError: the port or the data folder is in use.
        ServerUnavailable: the database or the web process does not start.
    """
    port = free_port(serving.host, serving.port)
    with _database(folder) as (database_url, look_after):
        hosts = ",".join(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", serving.host]))
        extra = {"ASSAY_HOSTS": os.environ.get("ASSAY_HOSTS", hosts), **content.environment(folder)}
        instance = Instance(folder, database_url, extra)
        processes = max(1, read_environment().web_processes)
        services = [web_service(serving.host, port, processes=processes), *worker_services(serving.workers)]
        address = f"http://{_shown(serving.host)}:{port}/"

        def ready() -> None:
            announce(address)
            if serving.browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
                webbrowser.open(address)

        def prepare() -> None:
            start_django(instance)
            _migrate()
            content.fill(folder)
            alone.close()

        click.echo("Starting web and workers …", err=True)
        with _alone(database_url) as alone:
            Supervisor(folder, instance.environment(), services, look_after).run(f"{address}readyz", prepare, ready)
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


def worker_services(count: int) -> list[Service]:
    """``count`` background workers."""
    return [Service(f"worker-{number}", assay_command("worker")) for number in range(1, count + 1)]


def migrate() -> None:
    """Bring the database to this version; several starting at once take turns."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _migrate()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

    call_command("migrate", verbosity=0, interactive=False)


def _alone(database_url: str) -> psycopg.Connection:
    """A connection under whose lock the database is prepared: others that start here wait for its end.

    Raises:
        ServerUnavailable: the database does not answer.
    """
    try:
        connection = psycopg.connect(database_url, autocommit=True)
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    except psycopg.OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise ServerUnavailable(f"the database does not answer: {reason}", remedy="look at DATABASE_URL") from error
    return connection


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
