"""One instance: its database, its environment for children, and Django in this process."""

from __future__ import annotations

import gc
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from assay.errors import ServerUnavailable
from assay_cli.platform import postgres
from assay_cli.platform.folder import INSTANCES, DataFolder, data_folder

SETTINGS = "assay_web.settings.base"


@dataclass(frozen=True)
class Instance:
    """Where it keeps its data, and the environment that its processes get."""

    folder: DataFolder
    database_url: str
    extra: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The process's environment with what the platform reads from it."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": self.database_url,
            "ASSAY_SECRET_KEY": os.environ.get("ASSAY_SECRET_KEY") or self._secret_key(),
            "ASSAY_DATA_DIR": str(self.folder.path),
            **self.extra,
        }

    def _secret_key(self) -> str:
        """A worker on a machine without a data folder signs nothing that another process reads."""
        return self.folder.secret("secret-key") if self.folder.path.is_dir() else secrets.token_urlsafe(48)


@contextmanager
def database(folder: DataFolder) -> Iterator[str]:
    """Address of the database: DATABASE_URL as it is, else this folder's own server, stopped at the end."""
    given = os.environ.get("DATABASE_URL")
    if given:
        folder.create()
        yield given
        return
    with own_server(folder) as server:
        yield server.url


@contextmanager
def own_server(folder: DataFolder) -> Iterator[postgres.Postgres]:
    """The folder's own server, stopped at the end."""
    server = postgres.start(folder)
    try:
        yield server
    finally:
        server.stop()


def running_instance() -> Instance:
    """The instance that a command without a server of its own should use: DATABASE_URL, else one that runs here.

    Raises:
        ServerUnavailable: none is running, or several are.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return Instance(data_folder("main"), given)
    running = [(folder, url) for folder in map(data_folder, INSTANCES) if (url := postgres.running_url(folder))]
    if len(running) == 1:
        return Instance(*running[0])
    if running:
        raise ServerUnavailable(
            "both 'assay up' and 'assay demo' are running", remedy=f"set DATABASE_URL, such as '{running[0][1]}'"
        )
    raise ServerUnavailable(
        "no database is running here", remedy="start 'assay up' in another terminal, or set DATABASE_URL"
    )


def start_django(instance: Instance) -> None:
    """Set Django up in this process against the instance's database."""
    os.environ.update(instance.environment())
    import django  # noqa: PLC0415 - slow, and reads the environment set just above

    django.setup()
    gc.freeze()  # all that is loaded stays: no collection looks through it again


def assay_command(*arguments: str) -> list[str]:
    """The command line of this same program."""
    return [sys.executable, "-m", "assay_cli", *arguments]
