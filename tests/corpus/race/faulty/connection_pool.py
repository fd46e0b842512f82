import threading
from collections.abc import Callable


class ConnectionPool:
    """Lends connections; makes no more than ``max_size`` of them. Threads may share it."""

    def __init__(self, factory: Callable[[], object], max_size: int) -> None:
        self._factory = factory
        self._max_size = max_size
        self._lock = threading.Lock()
        self._idle: list[object] = []
        self._made = 0

    def acquire(self) -> object:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        if self._made >= self._max_size:
            raise RuntimeError("no connection is free")
        connection = self._factory()
        with self._lock:
            self._made += 1
        return connection

    def release(self, connection: object) -> None:
        with self._lock:
            self._idle.append(connection)

    @property
    def made(self) -> int:
        return self._made
