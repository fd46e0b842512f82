"""The whole schema of an empty database at once, from schema.sql: what all migrations would make, one after another.

Migrations stay the truth: ``make schema`` writes the file from them, a test compares the two, and migrations that the
file does not know yet run after it. It spares a new database some twenty seconds, in which Django would draw up every
model anew for every step.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from assay_web.operations.backup import call

FILE: Final = Path(__file__).with_name("schema.sql")
SERVER: Final = 18
"""Version of PostgreSQL that writes the file; an older one may not read it."""

_LOCK: Final = 0x4153_5342
_HEAD: Final = """\
-- Written by `make schema` from the migrations, which stay the truth.

SET LOCAL check_function_bodies = off;
"""
_TOLD: Final = re.compile(
    r"--$|-- Name: |-- Dumped |-- \*not\* creating |-- PostgreSQL database dump|\\|SET |SELECT pg_catalog\.set_config"
)
"""Lines of pg_dump that are for readers, for psql, or set what is to stay as it is."""


def load_schema(file: Path = FILE) -> bool:
    """Make it all, with the record of the migrations that it stands for, or nothing; answers whether it did.

    Left alone are a database with any table, one whose tables belong elsewhere than in ``public``, and one of a server
    older than :data:`SERVER`.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("SELECT current_schema(), current_setting('server_version_num')::int / 10000")
        schema, server = cursor.fetchone()
        if schema != "public" or server < SERVER or connection.introspection.table_names(cursor):
            return False
        cursor.execute(file.read_text(encoding="utf-8"))
    return True


def dump_schema() -> str:
    """The connected database's schema and record of migrations, as the file holds them.

    Raises:
        ServerUnavailable: pg_dump is missing or failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "schema.sql")
        call("pg_dump", "--schema-only", "--no-owner", "--no-privileges", f"--file={path}")
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not _TOLD.match(line)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        rows = [f"    ('{app}', '{name}', now())" for app, name in cursor.fetchall()]
    record = "INSERT INTO public.django_migrations (app, name, applied) VALUES\n" + ",\n".join(rows) + ";\n"
    made = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return f"{_HEAD}\n{made}\n\n{record}"
