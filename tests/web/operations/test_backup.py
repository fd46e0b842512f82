"""A backup brings everything back, row for row, guards included; half a one is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from tests.web.pages.world import make_world

from assay.errors import InputError
from assay_web.operations import backup
from assay_web.settings.database import database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def another() -> Iterator[str]:
    """The name of an empty database beside the one of the tests."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)).as_string())
    yield name
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)).as_string())


def fingerprints(name: str) -> dict[str, str]:
    """Every table of the database by a hash of its rows."""
    known = connection.settings_dict
    with psycopg.connect(dbname=name, host=known["HOST"], user=known["USER"], port=known["PORT"] or None) as there:
        tables = there.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            table: hashlib.sha256(
                "\n".join(
                    row[0]
                    for row in there.execute(
                        sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
                    )
                ).encode()
            ).hexdigest()
            for (table,) in tables
        }


def test_everything_comes_back(another: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    world.submit(world.reviewer, world.hostile)
    file = tmp_path / "assay.backup"
    assert backup.dump(file) == file.stat().st_size > 0
    assert file.stat().st_mode & 0o777 == 0o600
    name = connection.settings_dict["NAME"]
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", another)
        connection.close()
        backup.load(file)
        connection.close()
    before, after = fingerprints(name), fingerprints(another)
    assert after == before
    assert len(set(after.values())) > 20
    known = connection.settings_dict
    with (
        psycopg.connect(dbname=another, host=known["HOST"], user=known["USER"], port=known["PORT"] or None) as there,
        pytest.raises(psycopg.Error),
    ):
        there.execute("UPDATE review_review SET revision = 9")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "assay.backup"
    file.write_bytes(b"precious")
    with pytest.raises(InputError, match="exists already"):
        backup.dump(file)
    assert file.read_bytes() == b"precious"
    with pytest.raises(InputError, match="is no backup"):
        backup.load(file)
    with pytest.raises(InputError, match="cannot be written"):
        backup.dump(tmp_path / "no" / "such" / "folder")
    file.write_bytes(b"PGDMP and nothing else")
    with pytest.raises(InputError, match="the database holds"):
        backup.load(file)


def test_a_password_is_in_no_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in place of pg_dump writes down what it was started with."""
    seen = tmp_path / "seen"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {seen}\necho "$PGPASSWORD $PGHOST" >> {seen}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(backup, "_found", lambda _: str(program))
    known = database("postgresql://ann:s3cret@db.example/assay")
    for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD"):
        monkeypatch.setitem(connection.settings_dict, name, known[name])
    with pytest.raises(Exception, match="pg_dump failed"):
        backup.dump(tmp_path / "x.backup")
    arguments, environment = seen.read_text().splitlines()
    assert "s3cret" not in arguments
    assert environment == "s3cret db.example"
    assert not list(tmp_path.glob("x.backup*"))
