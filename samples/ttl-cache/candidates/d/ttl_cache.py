"""TTL cache with LRU eviction.

Public API: :class:`TTLCache`.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Callable, Generic, Hashable, Optional, TypeVar, Union

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
D = TypeVar("D")


class TTLCache(Generic[K, V]):
    """Thread-safe cache with a maximum size and time-based expiration.

    Parameters
    ----------
    max_size:
        Upper bound for the number of entries.
    ttl:
        Default lifetime of an entry in seconds.
    clock:
        Monotonic time source.
    """

    def __init__(self, max_size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        if max_size < 1 or ttl <= 0:
            raise ValueError("max_size must be >= 1 and ttl must be > 0")
        self._max_size = max_size
        self._ttl = ttl
        self._now = clock
        self._lock = threading.Lock()
        self._store: OrderedDict[K, tuple[float, V]] = OrderedDict()
        self._in_flight: dict[K, threading.Event] = {}

    def get(self, key: K, default: Optional[D] = None) -> Union[V, D, None]:
        """Look up ``key``; return ``default`` if it is missing or expired."""
        now = self._now()
        with self._lock:
            if self._is_fresh(key, now):
                self._store.move_to_end(key)
                return self._store[key][1]
            return default

    def set(self, key: K, value: V, ttl: Optional[float] = None) -> None:
        """Insert or replace ``key``."""
        lifetime = self._lifetime(ttl)
        now = self._now()
        with self._lock:
            self._insert(key, value, now, now + lifetime)

    def delete(self, key: K) -> bool:
        """Delete ``key`` and tell whether a live entry existed."""
        now = self._now()
        with self._lock:
            fresh = self._is_fresh(key, now)
            self._store.pop(key, None)
            return fresh

    def get_or_load(self, key: K, loader: Callable[[], V], ttl: Optional[float] = None) -> V:
        """Get ``key`` or load it, with at most one loader per key at a time."""
        lifetime = self._lifetime(ttl)
        now = self._now()
        while True:
            with self._lock:
                if self._is_fresh(key, now):
                    self._store.move_to_end(key)
                    return self._store[key][1]
                event = self._in_flight.get(key)
                if event is None:
                    event = self._in_flight[key] = threading.Event()
                    break
            event.wait()

        try:
            value = loader()
            with self._lock:
                self._insert(key, value, now, now + lifetime)
            return value
        finally:
            with self._lock:
                self._in_flight.pop(key, None)
            event.set()

    def purge(self) -> int:
        """Remove expired entries, returning how many were removed."""
        now = self._now()
        with self._lock:
            return self._remove_expired(now)

    def _is_fresh(self, key: K, now: float) -> bool:
        """Whether ``key`` is stored and not expired at ``now``; the lock must be held."""
        item = self._store.get(key)
        return item is not None and now < item[0]

    def _insert(self, key: K, value: V, now: float, deadline: float) -> None:
        if key not in self._store and len(self._store) >= self._max_size:
            self._remove_expired(now)
            while len(self._store) >= self._max_size:
                self._store.popitem(last=False)
        self._store[key] = (deadline, value)
        self._store.move_to_end(key)

    def _remove_expired(self, now: float) -> int:
        stale = [key for key, (deadline, _) in self._store.items() if deadline <= now]
        for key in stale:
            del self._store[key]
        return len(stale)

    def _lifetime(self, ttl: Optional[float]) -> float:
        if ttl is None:
            return self._ttl
        if ttl <= 0:
            raise ValueError("ttl must be > 0")
        return ttl

    def __len__(self) -> int:
        with self._lock:
            return len(self._store)
