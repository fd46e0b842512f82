import threading
from collections import deque


class BoundedQueue:
    """Holds at most ``capacity`` items; offer and poll never wait."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._items: deque[object] = deque()

    def offer(self, item: object) -> bool:
        if self.full():
            return False
        with self._lock:
            self._items.append(item)
            return True

    def poll(self) -> object | None:
        with self._lock:
            return self._items.popleft() if self._items else None

    def full(self) -> bool:
        with self._lock:
            return len(self._items) >= self._capacity

    def __len__(self) -> int:
        with self._lock:
            return len(self._items)
