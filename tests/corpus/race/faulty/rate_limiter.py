import threading
import time


class RateLimiter:
    """At most ``limit`` calls per window and client."""

    def __init__(self, limit: int, window: float = 60.0) -> None:
        self._limit = limit
        self._window = window
        self._lock = threading.Lock()
        self._calls: dict[str, list[float]] = {}

    def allow(self, client: str) -> bool:
        now = time.monotonic()
        with self._lock:
            recent = [at for at in self._calls.get(client, []) if now - at < self._window]
        if len(recent) >= self._limit:
            return False
        recent.append(now)
        with self._lock:
            self._calls[client] = recent
        return True
