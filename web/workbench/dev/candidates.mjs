/** What the development page reviews: two takes on one small cache, one of them careless. */

const first = `"""A thread-safe LRU cache with per-entry time-to-live."""
from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Callable, Generic, Hashable, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LRUCache(Generic[K, V]):
    def __init__(self, capacity: int, ttl: float | None = None) -> None:
        if capacity <= 0:
            raise ValueError("capacity must be positive")
        self._capacity = capacity
        self._ttl = ttl
        self._lock = threading.Lock()
        self._data: OrderedDict[K, tuple[V, float | None]] = OrderedDict()

    def get(self, key: K) -> V:
        with self._lock:
            self._data.move_to_end(key)
            return self._data[key][0]

    def put(self, key: K, value: V, ttl: float | None = None) -> None:
        expires = time.time() + (ttl or self._ttl) if (ttl or self._ttl) else None
        with self._lock:
            self._data[key] = (value, expires)
            self._data.move_to_end(key)
        if len(self._data) > self._capacity:
            self._evict()

    def _evict(self) -> None:
        now = time.time()
        for key, (_, expires) in self._data.items():
            if expires is not None and expires < now:
                del self._data[key]
                return
        self._data.popitem(last=False)

    def get_or_compute(self, key: K, fn: Callable[[], V]) -> V:
        try:
            return self.get(key)
        except KeyError:
            value = fn()
            self.put(key, value)
            return value

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: K) -> bool:
        return key in self._data

    def clear(self) -> None:
        with self._lock:
            self._data.clear()
`;

const second = `"""A thread-safe LRU cache with per-entry time-to-live."""
from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Callable, Generic, Hashable, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_MISSING = object()


class LRUCache(Generic[K, V]):
    """Every public method holds a re-entrant lock for its whole body."""

    def __init__(self, capacity: int, ttl: float | None = None) -> None:
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, got {capacity}")
        self._capacity = capacity
        self._ttl = ttl
        self._lock = threading.RLock()
        self._data: OrderedDict[K, tuple[V, float]] = OrderedDict()

    def get(self, key: K) -> V:
        with self._lock:
            value, expires = self._data[key]
            if expires <= time.monotonic():
                del self._data[key]
                raise KeyError(key)
            self._data.move_to_end(key)
            return value

    def put(self, key: K, value: V, ttl: float | None = None) -> None:
        ttl = self._ttl if ttl is None else ttl
        expires = float("inf") if ttl is None else time.monotonic() + ttl
        with self._lock:
            self._data[key] = (value, expires)
            self._data.move_to_end(key)
            while len(self._data) > self._capacity:
                self._drop_one()

    def _drop_one(self) -> None:
        now = time.monotonic()
        expired = next((k for k, (_, e) in self._data.items() if e <= now), _MISSING)
        if expired is not _MISSING:
            del self._data[expired]
        else:
            self._data.popitem(last=False)

    def get_or_compute(self, key: K, fn: Callable[[], V]) -> V:
        with self._lock:
            try:
                return self.get(key)
            except KeyError:
                value = fn()
                self.put(key, value)
                return value

    def __len__(self) -> int:
        with self._lock:
            return len(self._data)
`;

const notes = `# Notes

The cache is safe for many threads.\u202e It uses one lock.\u202c
`;

const tests = `from src.lru import LRUCache


def test_put_then_get():
    cache = LRUCache(2)
    cache.put("a", 1)
    assert cache.get("a") == 1


def test_oldest_goes_first():
    cache = LRUCache(1)
    cache.put("a", 1)
    cache.put("b", 2)
    assert "a" not in cache._data
`;

/** The text again and again, until it has so many lines. */
function long(text, lines) {
  const times = Math.max(1, Math.ceil(lines / (text.split("\n").length - 1)));
  return text.repeat(times);
}

/** What candidates may look like that are made to hurt: one line of 2 MB, four hundred files. */
const hostile = {
  wide: () => [
    { path: "wide.py", text: `text = "${"x".repeat(2_000_000)}"\n# admin\u202e\u2066 = 1\n${first}` },
    { path: "wider.py", text: `text = "${"y".repeat(2_000_000)}"\n` },
  ],
  crowd: () =>
    Array.from({ length: 400 }, (_, index) => ({
      path: `part/${String(index).padStart(3, "0")}.py`,
      text: index % 2 === 0 ? first : second,
    })),
};

export function candidates(number, lines = 0, kind = "") {
  const files = hostile[kind]?.();
  if (files) return Array.from({ length: number }, (_, index) => ({ letter: "ABCDEF"[index], files }));
  return Array.from({ length: number }, (_, index) => ({
    letter: "ABCDEF"[index],
    files: [
      { path: "src/lru.py", text: long(index % 2 === 0 ? first : second, lines) },
      ...(index === 0 ? [{ path: "NOTES.md", text: notes }] : []),
    ],
  }));
}

export const visibleTests = [{ path: "tests/test_lru.py", text: tests }];
