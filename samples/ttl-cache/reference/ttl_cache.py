"""An in-memory cache with expiry, a size limit and shared loading, for many threads."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class _Entry:
    value: Any
    ends: float


class TTLCache:
    """At most ``max_size`` entries, each for its ``ttl`` in seconds.

    A condition guards the state. The clock is read while it is held, so no entry is judged by a time from before
    the wait for it. Loaders run without it.
    """

    def __init__(self, max_size: int, ttl: float, clock: Callable[[], float] = time.monotonic) -> None:
        if max_size < 1:
            raise ValueError(f"max_size is {max_size}; it must be at least 1")
        self._max_size = max_size
        self._ttl = _positive(ttl)
        self._clock = clock
        self._changed = threading.Condition(threading.Lock())
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._loading: set[Hashable] = set()

    def get(self, key: Hashable, default: Any = None) -> Any:
        """The live value of ``key``, or ``default``."""
        with self._changed:
            entry = self._find(key)
            return entry.value if entry else default

    def set(self, key: Hashable, value: Any, ttl: float | None = None) -> None:
        """Store ``value`` from now on, for ``ttl`` seconds or the cache's own time."""
        seconds = self._ttl if ttl is None else _positive(ttl)
        with self._changed:
            self._put(key, value, seconds)

    def delete(self, key: Hashable) -> bool:
        """Remove ``key``; whether it was live."""
        with self._changed:
            live = self._find(key) is not None
            self._entries.pop(key, None)
            return live

    def get_or_load(self, key: Hashable, loader: Callable[[], Any], ttl: float | None = None) -> Any:
        """The live value of ``key``, or what ``loader`` returns; one load per key at a time."""
        seconds = self._ttl if ttl is None else _positive(ttl)
        with self._changed:
            while True:
                entry = self._find(key)
                if entry:
                    return entry.value
                if key not in self._loading:
                    break
                self._changed.wait()
            self._loading.add(key)
        try:
            value = loader()
        except BaseException:
            with self._changed:
                self._end_load(key)
            raise
        with self._changed:
            self._put(key, value, seconds)
            self._end_load(key)
        return value

    def purge(self) -> int:
        """Drop what has expired; how many entries that were."""
        with self._changed:
            return self._drop_expired()

    def __len__(self) -> int:
        with self._changed:
            return len(self._entries)

    def _find(self, key: Hashable) -> _Entry | None:
        entry = self._entries.get(key)
        if entry is None or self._clock() >= entry.ends:
            return None
        self._entries.move_to_end(key)
        return entry

    def _put(self, key: Hashable, value: Any, seconds: float) -> None:
        self._entries.pop(key, None)
        if len(self._entries) >= self._max_size and not self._drop_expired():
            self._entries.popitem(last=False)
        self._entries[key] = _Entry(value, self._clock() + seconds)

    def _drop_expired(self) -> int:
        now = self._clock()
        expired = [key for key, entry in self._entries.items() if now >= entry.ends]
        for key in expired:
            del self._entries[key]
        return len(expired)

    def _end_load(self, key: Hashable) -> None:
        self._loading.discard(key)
        self._changed.notify_all()


def _positive(ttl: float) -> float:
    if ttl <= 0:
        raise ValueError(f"ttl is {ttl}; it must be more than 0 seconds")
    return ttl
