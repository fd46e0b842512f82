import threading
from collections.abc import Callable


class Memo:
    """Computes each value once, whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, object] = {}

    def get(self, key: str, compute: Callable[[], object]) -> object:
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = compute()
        with self._lock:
            self._values[key] = value
        return value
