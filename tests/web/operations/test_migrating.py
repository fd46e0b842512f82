"""Whoever starts while the database is brought to a new version waits for that."""

from __future__ import annotations

import threading

import psycopg
import pytest
from django.db import connection, connections

from assay_web.operations.migrating import LOCK, wait_until_migrated

_WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"


def wait() -> None:
    wait_until_migrated()
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_web_process_waits_for_as_long_as_somebody_migrates() -> None:
    known = connection.settings_dict
    address = psycopg.conninfo.make_conninfo(dbname=known["NAME"], host=known["HOST"], user=known["USER"])
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        starting = threading.Thread(target=wait)
        starting.start()
        while not other.execute(_WAITS, [LOCK]).fetchone()[0]:  # type: ignore[index]  # a count has a row
            assert starting.is_alive()
        other.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        starting.join(60)
        assert not starting.is_alive()
        assert other.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() == (True,)
