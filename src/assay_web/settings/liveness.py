"""Connections that are made as soon as the server is back, and asked whether they live only when there is doubt."""

from __future__ import annotations

import select
import time
from typing import Any, Final, Self

import psycopg

TRUSTED_S: Final = 1.0
"""A connection that was alive so short a time ago is taken to be alive, unless its server has said something."""


AGAIN_S: Final = 0.25
"""How soon a connection is tried again while the server does not take any."""

AGAIN_FOR_S: Final = 5.0
"""For how long, before the pool is told, which then waits twice as long each time."""


class Connection(psycopg.Connection[Any]):
    """One of a pool, which sends an empty statement before it hands a connection out. A server that ends a session says
    so on its socket: where nothing has come, and the last answer is not old, none is sent.
    """

    _answered_at: float = float("-inf")

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Self:  # noqa: ANN401 - psycopg's
        """As psycopg's, but tried for a while, in a thread of the pool and in no request.

        Raises:
            OperationalError: it could not be made in that time.
        """
        until = time.monotonic() + AGAIN_FOR_S
        while True:
            try:
                return super().connect(conninfo, **options)
            except psycopg.OperationalError:
                if time.monotonic() + AGAIN_S > until:
                    raise
            time.sleep(AGAIN_S)

    def execute(self, query: Any, *arguments: Any, **options: Any) -> psycopg.Cursor[Any]:  # noqa: ANN401 - psycopg's
        """As psycopg's, but for the empty statement."""
        if query == "" and time.monotonic() - self._answered_at < TRUSTED_S and self._is_silent():
            return self.cursor()
        answer = super().execute(query, *arguments, **options)
        self._answered_at = time.monotonic()
        return answer

    def _is_silent(self) -> bool:
        if self.closed or self.broken:
            return False
        waiting = select.poll()
        waiting.register(self.fileno(), select.POLLIN)
        return not waiting.poll(0)
