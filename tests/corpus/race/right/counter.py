import threading


class Counter:
    """Counts events of many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def add(self, amount: int) -> int:
        with self._lock:
            self._count += amount
            return self._count

    def value(self) -> int:
        with self._lock:
            return self._count
