"""Adds what this process has counted to the totals of all processes, now and then."""

from __future__ import annotations

import json
import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, connection, connections

from assay_web.kit import counts

EVERY_S = 5.0
"""Between two times, in seconds; a process that is killed loses what it counted since the last."""

_ADD = """
INSERT INTO operations_total (name, labels, bucket, count, seconds) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (name, labels, bucket) DO UPDATE
SET count = operations_total.count + excluded.count, seconds = operations_total.seconds + excluded.seconds
"""
log = logging.getLogger("assay.operations")


def add_up() -> None:
    """Store what has been counted. What the database does not take waits for the next time."""
    taken = counts.take()
    rows = [
        (name, json.dumps(dict(labels)), bucket, number, tally.seconds if bucket == _last(tally.counts) else 0.0)
        for (name, labels), tally in sorted(taken.items())  # one order for all processes, so that they cannot deadlock
        for bucket, number in enumerate(tally.counts)
        if number
    ]
    if not rows:
        return
    try:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
    except DatabaseError as error:
        counts.put_back(taken)
        log.warning("what was counted waits: %s", str(error).partition("\n")[0])


def _last(counts: list[int]) -> int:
    """The bucket that carries the seconds of all."""
    return max(bucket for bucket, number in enumerate(counts) if number)


class Collector:
    """Adds up in a thread of its own while the process is busy: no request waits for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = time.monotonic() + EVERY_S

    def run_when_due(self) -> None:
        """Begin to add up if it is time and nobody does."""
        due = settings.ADD_UP_WHILE_SERVING and time.monotonic() >= self._next
        if not due or not self._lock.acquire(blocking=False):
            return
        self._next = time.monotonic() + EVERY_S
        threading.Thread(target=self._run, name="adding-up", daemon=True).start()

    def _run(self) -> None:
        try:
            time.sleep(EVERY_S)
            add_up()
        finally:
            connections.close_all()
            self._lock.release()
