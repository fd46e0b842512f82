"""In-process cache: bounded, expiring, safe to share between threads."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any, NamedTuple


class _Entry(NamedTuple):
    value: Any
    deadline: float


class TTLCache:
    """LRU cache with a time to live per entry.

    One lock guards all state and is held for short, bounded work only; loaders
    run outside it. The clock is read while the lock is held.
    """

    def __init__(self, max_size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        if max_size < 1:
            raise ValueError("max_size must be at least 1")
        self._max_size = max_size
        self._default_ttl = self._checked(ttl)
        self._clock = clock
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()  # least recently used first
        self._loads: dict[Hashable, Event] = {}  # keys being loaded; set when the load has ended

    def get(self, key: Hashable, default: Any = None) -> Any:
        """Return the live value of ``key``, else ``default``."""
        with self._lock:
            entry = self._live(key)
            return default if entry is None else entry.value

    def set(self, key: Hashable, value: Any, ttl: float | None = None) -> None:
        """Store ``value``; its time starts now."""
        lifetime = self._default_ttl if ttl is None else self._checked(ttl)
        with self._lock:
            self._store(key, value, lifetime)

    def delete(self, key: Hashable) -> bool:
        """Remove ``key``; True if it was there and live."""
        with self._lock:
            live = self._live(key) is not None
            if live:
                del self._entries[key]
            return live

    def get_or_load(self, key: Hashable, loader: Callable[[], Any], ttl: float | None = None) -> Any:
        """Return the live value of ``key``, calling ``loader`` if there is none.

        Threads that find a load of the same key under way wait for it to end and
        look again, so a failed load is retried by one of them.
        """
        lifetime = self._default_ttl if ttl is None else self._checked(ttl)
        while True:
            with self._lock:
                entry = self._live(key)
                if entry is not None:
                    return entry.value
                running = self._loads.get(key)
                if running is None:
                    finished = self._loads[key] = Event()
                    break
            running.wait()
        try:
            value = loader()
            with self._lock:
                self._store(key, value, lifetime)
            return value
        finally:
            with self._lock:
                del self._loads[key]
            finished.set()

    def purge(self) -> int:
        """Drop every expired entry and return how many there were."""
        with self._lock:
            return self._drop_expired()

    def __len__(self) -> int:
        with self._lock:
            return len(self._entries)

    # The methods below expect the lock to be held.

    def _live(self, key: Hashable) -> _Entry | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if self._clock() >= entry.deadline:
            del self._entries[key]
            return None
        self._entries.move_to_end(key)
        return entry

    def _store(self, key: Hashable, value: Any, lifetime: float) -> None:
        if key not in self._entries and len(self._entries) >= self._max_size:
            self._drop_expired()
            if len(self._entries) >= self._max_size:
                self._entries.popitem(last=False)
        self._entries[key] = _Entry(value, self._clock() + lifetime)
        self._entries.move_to_end(key)

    def _drop_expired(self) -> int:
        now = self._clock()
        expired = [key for key, entry in self._entries.items() if now >= entry.deadline]
        for key in expired:
            del self._entries[key]
        return len(expired)

    @staticmethod
    def _checked(ttl: float) -> float:
        if ttl <= 0:
            raise ValueError("ttl must be positive")
        return ttl
