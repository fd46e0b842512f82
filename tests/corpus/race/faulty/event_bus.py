import threading
from collections.abc import Callable


class EventBus:
    """Subscribers of topics; threads may publish and subscribe at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handlers: dict[str, list[Callable[[object], None]]] = {}

    def subscribe(self, topic: str, handler: Callable[[object], None]) -> None:
        handlers = self._handlers.get(topic)
        if handlers is None:
            handlers = []
            with self._lock:
                self._handlers[topic] = handlers
        with self._lock:
            handlers.append(handler)

    def subscribers(self, topic: str) -> int:
        with self._lock:
            return len(self._handlers.get(topic, []))

    def topics(self) -> list[str]:
        with self._lock:
            return sorted(self._handlers)

    def clear(self, topic: str) -> bool:
        if topic in self._handlers:
            with self._lock:
                del self._handlers[topic]
            return True
        return False
