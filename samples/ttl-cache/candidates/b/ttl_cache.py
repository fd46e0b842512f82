"""A small TTL + LRU cache for multi-threaded web applications."""

import threading
import time
from collections import OrderedDict
from typing import Any, Callable, Hashable, Optional


class TTLCache:
    """Keeps up to ``max_size`` values for ``ttl`` seconds each.

    Entries are held in an ``OrderedDict`` from least to most recently used,
    so every operation runs in constant time except when expired entries have
    to be collected.

    Example:
        >>> cache = TTLCache(max_size=1000, ttl=30)
        >>> cache.get_or_load("price:42", lambda: fetch_price(42))
    """

    def __init__(
        self,
        max_size: int,
        ttl: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if max_size < 1:
            raise ValueError(f"max_size must be >= 1, got {max_size}")
        if ttl <= 0:
            raise ValueError(f"ttl must be > 0, got {ttl}")
        self.max_size = max_size
        self.ttl = ttl
        self._clock = clock
        self._data: "OrderedDict[Hashable, tuple[Any, float]]" = OrderedDict()
        self._loading: dict[Hashable, threading.Lock] = {}
        self._loading_guard = threading.Lock()

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Return the value stored for ``key`` if it has not expired."""
        item = self._data.get(key)
        if item is None:
            return default
        value, deadline = item
        if self._clock() >= deadline:
            del self._data[key]
            return default
        self._data.move_to_end(key)
        return value

    def set(self, key: Hashable, value: Any, ttl: Optional[float] = None) -> None:
        """Store ``value`` for ``ttl`` seconds (the cache's default if omitted)."""
        lifetime = self.ttl if ttl is None else ttl
        if lifetime <= 0:
            raise ValueError(f"ttl must be > 0, got {ttl}")
        if key not in self._data and len(self._data) >= self.max_size:
            self._make_room()
        self._data[key] = (value, self._clock() + lifetime)
        self._data.move_to_end(key)

    def delete(self, key: Hashable) -> bool:
        """Remove ``key`` and report whether it was still live."""
        if key not in self._data:
            return False
        _, deadline = self._data[key]
        del self._data[key]
        return self._clock() < deadline

    def get_or_load(
        self,
        key: Hashable,
        loader: Callable[[], Any],
        ttl: Optional[float] = None,
    ) -> Any:
        """Return the cached value or compute it with ``loader``.

        Concurrent callers for the same key are serialized with a per-key
        lock so the loader is not invoked more often than necessary.
        """
        missing = object()
        value = self.get(key, missing)
        if value is not missing:
            return value
        with self._loading_guard:
            lock = self._loading.setdefault(key, threading.Lock())
        with lock:
            value = self.get(key, missing)
            if value is missing:
                value = loader()
                self.set(key, value, ttl)
            return value

    def purge(self) -> int:
        """Delete all expired entries; return the number deleted."""
        now = self._clock()
        expired = [key for key, (_, deadline) in list(self._data.items()) if now >= deadline]
        for key in expired:
            del self._data[key]
        return len(expired)

    def _make_room(self) -> None:
        self.purge()
        while len(self._data) >= self.max_size:
            self._data.popitem(last=False)

    def __len__(self) -> int:
        return len(self._data)
