import threading
from collections.abc import Callable


class EventBus:
    """Subscribers of topics; threads may publish and subscribe at once."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._handlers: dict[str, list[Callable[[object], None]]] = {}

    def subscribe(self, topic: str, handler: Callable[[object], None]) -> None:
        with self._lock:
            self._handlers.setdefault(topic, []).append(handler)

    def subscribers(self, topic: str) -> int:
        with self._lock:
            return len(self._handlers.get(topic, []))

    def publish(self, topic: str, event: object) -> int:
        with self._lock:
            handlers = list(self._handlers.get(topic, []))
        for handler in handlers:
            handler(event)
        return len(handlers)

    def topics(self) -> list[str]:
        with self._lock:
            return sorted(self._handlers)

    def clear(self, topic: str) -> bool:
        with self._lock:
            return self._handlers.pop(topic, None) is not None
