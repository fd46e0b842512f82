"""Thread-safe in-memory cache with TTL expiration and LRU eviction."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

_MISSING = object()


@dataclass
class CacheEntry:
    """A cached value together with its expiry time and last use."""

    value: Any
    expires_at: float
    last_used: int


class TTLCache:
    """A bounded cache whose entries expire after a time to live.

    All access to the shared state is synchronized, so one instance can be
    used by every request thread of the application.

    Args:
        max_size: Maximum number of entries.
        ttl: Default time to live in seconds.
        clock: Returns the current time in seconds; replaceable in tests.

    Raises:
        ValueError: If ``max_size`` or ``ttl`` is not positive.
    """

    def __init__(self, max_size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        if max_size < 1:
            raise ValueError("max_size must be at least 1")
        if ttl <= 0:
            raise ValueError("ttl must be positive")
        self._max_size = max_size
        self._ttl = ttl
        self._clock = clock
        self._entries: dict[Hashable, CacheEntry] = {}
        self._uses = itertools.count()
        self._lock = threading.RLock()
        self._load_locks: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Return the live value for ``key``, or ``default``."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return default
            if self._is_expired(entry):
                del self._entries[key]
                return default
            entry.last_used = next(self._uses)
            return entry.value

    def set(self, key: Hashable, value: Any, ttl: float | None = None) -> None:
        """Store ``value`` under ``key``, evicting other entries if the cache is full."""
        if ttl is not None and ttl <= 0:
            raise ValueError("ttl must be positive")
        with self._lock:
            expires_at = self._clock() + (self._ttl if ttl is None else ttl)
            self._entries[key] = CacheEntry(value, expires_at, next(self._uses))
        if len(self._entries) > self._max_size:
            self._evict()

    def delete(self, key: Hashable) -> bool:
        """Remove ``key``; return True if a live entry was removed."""
        with self._lock:
            entry = self._entries.pop(key, None)
            return entry is not None and not self._is_expired(entry)

    def get_or_load(self, key: Hashable, loader: Callable[[], Any], ttl: float | None = None) -> Any:
        """Return the cached value, loading and storing it first if necessary.

        Only one thread loads a given key; the others wait for its result.
        """
        value = self.get(key, _MISSING)
        if value is not _MISSING:
            return value
        with self._lock:
            load_lock = self._load_locks.setdefault(key, threading.Lock())
        with load_lock:
            value = self.get(key, _MISSING)
            if value is _MISSING:
                value = loader()
                self.set(key, value, ttl)
            return value

    def purge(self) -> int:
        """Drop all expired entries and return how many were dropped."""
        expired = [key for key, entry in self._entries.items() if self._is_expired(entry)]
        with self._lock:
            for key in expired:
                self._entries.pop(key, None)
        return len(expired)

    def _evict(self) -> None:
        """Make room: expired entries first, then the least recently used."""
        self.purge()
        overflow = len(self._entries) - self._max_size
        if overflow > 0:
            oldest = sorted(self._entries.items(), key=lambda item: item[1].last_used)
            with self._lock:
                for key, _ in oldest[:overflow]:
                    self._entries.pop(key, None)

    def _is_expired(self, entry: CacheEntry) -> bool:
        return self._clock() >= entry.expires_at

    def __len__(self) -> int:
        with self._lock:
            return len(self._entries)
