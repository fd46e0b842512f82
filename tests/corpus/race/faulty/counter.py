import threading


class Counter:
    """Counts events of many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def add(self, amount: int) -> int:
        value = self._current()
        with self._lock:
            self._count = value + amount
            return self._count

    def _current(self) -> int:
        return self._count

    def value(self) -> int:
        with self._lock:
            return self._count
