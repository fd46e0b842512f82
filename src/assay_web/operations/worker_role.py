"""The database role of workers that run candidates' code: what their jobs need, and nothing else.

If hostile code ever escaped the sandbox, this is all that it could reach.
"""

from __future__ import annotations

from typing import Final, LiteralString

from django.db import connection, transaction
from psycopg import sql

from assay.errors import InputError

QUEUES: Final = ("interactive", "bulk")
"""What such a worker may take on."""

_NEEDED: Final = {
    "tasks_task": "SELECT",
    "tasks_candidate": "SELECT, UPDATE (evidence_state, evidence_problem)",
    "tasks_examination": "SELECT, INSERT",
    "tasks_evidencefinding": "SELECT, INSERT",
    "tasks_collection": "SELECT, UPDATE (after, examined, failed, state, finished_at)",
    "tasks_portion": "SELECT, INSERT, UPDATE, DELETE",
    "tasks_tally": "SELECT, INSERT, UPDATE, DELETE",
    "review_assignment": "SELECT",
    "review_draft": "SELECT",
    "review_liverun": "SELECT, UPDATE (state, output, result, complete, proof, finished_at)",
    "projects_project": "SELECT",
    "operations_jobfailure": "SELECT, INSERT",
    "operations_total": "SELECT, INSERT, UPDATE",
    "procrastinate_jobs": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_events": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_periodic_defers": "SELECT, INSERT, UPDATE, DELETE",
    "procrastinate_workers": "SELECT, INSERT, UPDATE, DELETE",
}


def grant(role: str) -> None:
    """Give ``role``, which must exist, what such workers need, and take everything else.

    Raises:
        InputError: there is no such role, or it is a superuser.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise InputError(f"there is no role {role!r}", remedy=f'CREATE ROLE "{role}" LOGIN PASSWORD …')
        if found[0]:
            raise InputError(f"role {role!r} is a superuser: nothing can be kept from it", remedy="make another")

        def run(statement: LiteralString, *names: sql.Composable) -> None:
            cursor.execute(sql.SQL(statement).format(*names, role=sql.Identifier(role)).as_string())

        run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        run("REVOKE CREATE ON SCHEMA public FROM {role}")
        run("GRANT USAGE ON SCHEMA public TO {role}")
        run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table, privileges in _NEEDED.items():
            run("GRANT {} ON {} TO {role}", sql.SQL(privileges), sql.Identifier(table))
