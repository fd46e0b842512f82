"""While the database is brought to a new version, its web processes may start, and answer once that is done."""

from __future__ import annotations

import contextlib
from typing import Final

from django.db import DatabaseError, connection, transaction

LOCK: Final = 0x4153_5341
"""Of the advisory lock that whoever migrates holds."""


def wait_until_migrated() -> None:
    """Wait for as long as somebody migrates; where the database does not answer, ``/readyz`` says so later."""
    with contextlib.suppress(DatabaseError):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
        connection.close()
