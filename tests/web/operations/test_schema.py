"""A new database's schema, made at once, is what its migrations would make one after another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from assay_web.operations.schema import FILE, dump_schema, load_schema

ROOT = Path(__file__).parents[3]
NEW = "schema_step_by_step"


@pytest.fixture
def empty() -> Iterator[str]:
    """The address of an empty database."""
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as beside:
        name = sql.Identifier(f"{NEW}_{os.getpid()}")
        beside.execute(sql.SQL("CREATE DATABASE {}").format(name))
        yield server.replace("/assay?", f"/{NEW}_{os.getpid()}?")
        beside.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def test_the_file_is_what_the_migrations_make(empty: str, tmp_path: Path) -> None:
    made = tmp_path / "schema.sql"
    environment = os.environ | {"DATABASE_URL": empty, "ASSAY_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, str(ROOT / "tools" / "make_schema.py"), str(made)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert made.read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8"), "run 'make schema'"


@pytest.mark.django_db
def test_a_database_that_was_made_at_once_holds_what_the_file_says_and_needs_no_migration() -> None:
    assert dump_schema() == FILE.read_text(encoding="utf-8")
    call_command("migrate", check_unapplied=True, verbosity=0)  # exits where one is missing


@pytest.mark.django_db
def test_a_database_with_a_table_is_left_alone() -> None:
    before = connection.introspection.table_names()
    assert not load_schema()
    assert connection.introspection.table_names() == before
