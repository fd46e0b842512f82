"""The database role of workers: what their jobs need, and nothing else.

A worker runs hostile code beside it. If that code ever escaped the sandbox, this is what it could reach.
"""

from __future__ import annotations

from typing import Final, LiteralString

from django.db import connection, transaction
from psycopg import sql

from assay.errors import InputError

_CLOSED: Final = ("django_session", "account_", "auth_", "django_admin", "accounts_token", "accounts_apitoken", "mfa_")
"""Beginnings of tables that a worker has no business with: sessions, addresses, tokens."""

_READ_ONLY: Final = ("projects_", "django_", "pghistory_events", "ledger_payout", "operations_intervention")
"""Beginnings of tables that a worker only reads."""

_PEOPLE: Final = "accounts_user"
_PEOPLE_CLOSED: Final = ("password", "last_login", "email")
_COUNTED: Final = ("projects_budget",)
"""Changed by triggers when a lease ends, although its name begins like one of those above."""


def grant(role: str) -> list[str]:
    """Give ``role``, which must exist, what workers need, and take everything else; the tables it may not read.

    Raises:
        InputError: there is no such role, or it owns the database.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise InputError(f"there is no role {role!r}", remedy=f'CREATE ROLE "{role}" LOGIN PASSWORD …')
        if found[0]:
            raise InputError(f"role {role!r} is a superuser: nothing can be kept from it", remedy="make another")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [row[0] for row in cursor.fetchall()]

        def run(statement: LiteralString, *names: str) -> None:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)).as_string())

        run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role)
        run("REVOKE CREATE ON SCHEMA public FROM {}", role)
        run("GRANT USAGE ON SCHEMA public TO {}", role)
        run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", role)
        run("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}", role)
        closed = []
        for table in tables:
            if table == _PEOPLE:
                for column in _columns(table):
                    run("GRANT SELECT ({}) ON {} TO {}", column, table, role)
            elif table.startswith((*_CLOSED, f"{_PEOPLE}_")):
                closed.append(table)
            elif table.endswith("event"):
                run("GRANT SELECT, INSERT ON {} TO {}", table, role)  # history: written by triggers, never changed
            elif table.startswith(_READ_ONLY) and table not in _COUNTED:
                run("GRANT SELECT ON {} TO {}", table, role)
            else:
                run("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}", table, role)
        return closed


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table])
        return [row[0] for row in cursor.fetchall() if row[0] not in _PEOPLE_CLOSED]
