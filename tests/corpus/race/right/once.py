import threading
from collections.abc import Callable


class Memo:
    """Computes each value once, whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, object] = {}

    def get(self, key: str, compute: Callable[[], object]) -> object:
        with self._lock:
            if key not in self._values:
                self._values[key] = compute()
            return self._values[key]
