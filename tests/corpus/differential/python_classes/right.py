"""Eighteen classes, each right."""

import heapq
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta


class LRUCache:
    """Drops what was used longest ago; reading is using."""

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self._capacity = capacity
        self._entries: OrderedDict[str, int] = OrderedDict()

    def get(self, key: str) -> int | None:
        if key not in self._entries:
            return None
        self._entries.move_to_end(key)
        return self._entries[key]

    def put(self, key: str, value: int) -> None:
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def __len__(self) -> int:
        return len(self._entries)


class FIFOCache:
    """Drops what was added first."""

    def __init__(self, size: int) -> None:
        self._size = max(size, 1)
        self._entries: dict[int, str] = {}

    def __setitem__(self, key: int, value: str) -> None:
        if key not in self._entries and len(self._entries) == self._size:
            del self._entries[next(iter(self._entries))]
        self._entries[key] = value

    def __getitem__(self, key: int) -> str:
        return self._entries[key]

    def __contains__(self, key: int) -> bool:
        return key in self._entries


class TTLCache:
    """An entry lives for less than ``ttl`` seconds."""

    def __init__(self, ttl: float) -> None:
        self._ttl = ttl
        self._entries = {}

    def put(self, key, value):
        self._entries[key] = (value, time.monotonic())

    def get(self, key, default=None):
        if key not in self._entries:
            return default
        value, since = self._entries[key]
        if time.monotonic() - since >= self._ttl:
            del self._entries[key]
            return default
        return value


class RateLimiter:
    """At most ``limit`` calls in any ``window`` seconds; the end of the window is outside."""

    def __init__(self, limit: int, window: float) -> None:
        self.limit = limit
        self.window = window
        self._calls: deque[float] = deque()

    def allow(self) -> bool:
        now = time.time()
        while self._calls and now - self._calls[0] >= self.window:
            self._calls.popleft()
        if len(self._calls) >= self.limit:
            return False
        self._calls.append(now)
        return True


class BankAccount:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        return self.balance

    def withdraw(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        if amount > self.balance:
            raise ValueError("insufficient funds")
        self.balance -= amount
        return self.balance

    def transfer(self, other, amount):
        self.withdraw(amount)
        other.deposit(amount)
        return other.balance


class Stack:
    def __init__(self) -> None:
        self._items: list[int] = []

    def push(self, item: int) -> None:
        self._items.append(item)

    def pop(self) -> int:
        if not self._items:
            raise IndexError("pop from an empty stack")
        return self._items.pop()

    def peek(self) -> int | None:
        return self._items[-1] if self._items else None

    @property
    def size(self) -> int:
        return len(self._items)


class RingBuffer:
    """Keeps the last ``size`` items."""

    def __init__(self, size: int) -> None:
        self._items: deque[int] = deque(maxlen=max(size, 1))

    def append(self, item: int) -> None:
        self._items.append(item)

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._items))

    def __len__(self) -> int:
        return len(self._items)


class Countdown:
    """Counts from ``start`` to 1, anew for each loop."""

    def __init__(self, start: int) -> None:
        self._start = start

    def __iter__(self) -> Iterator[int]:
        at = self._start
        while at > 0:
            yield at
            at -= 1


class Basket:
    """Each basket has its own items."""

    def __init__(self, items: list[str] | None = None) -> None:
        self._items = list(items) if items is not None else []

    def add(self, item: str) -> int:
        self._items.append(item)
        return len(self._items)

    def items(self) -> list[str]:
        return list(self._items)


class Inventory:
    """What it returns is the caller's to change."""

    def __init__(self) -> None:
        self._stock: dict[str, int] = {}

    def add(self, name: str, count: int) -> None:
        self._stock[name] = self._stock.get(name, 0) + count

    def stock(self) -> dict[str, int]:
        return dict(self._stock)


class LineParser:
    """Reads ``name=value`` lines that come in pieces; ``done`` gives what was read, and begins anew."""

    def __init__(self) -> None:
        self._rest = ""
        self._found: dict[str, str] = {}

    def feed(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            name, sign, value = line.partition("=")
            if sign:
                self._found[name.strip()] = value.strip()
        return len(self._found)

    def done(self) -> dict[str, str]:
        self.feed("\n")
        found, self._found = self._found, {}
        return found


class Counter:
    """``value`` is for all to read."""

    def __init__(self) -> None:
        self.value = 0

    def increase(self, by: int = 1) -> None:
        self.value += by


class EventBus:
    def __init__(self) -> None:
        self._handlers: dict[str, list[Callable[[int], object]]] = {}

    def subscribe(self, event: str, handler: Callable[[int], object]) -> None:
        self._handlers.setdefault(event, []).append(handler)

    def publish(self, event: str, payload: int) -> int:
        handlers = list(self._handlers.get(event, ()))
        for handler in handlers:
            handler(payload)
        return len(handlers)


class AsyncCache:
    """Loads each key once, and keeps nothing of a load that failed."""

    def __init__(self) -> None:
        self._values: dict[str, int] = {}

    async def get(self, key: str, load: Callable[[str], Awaitable[int]]) -> int:
        if key not in self._values:
            self._values[key] = await load(key)
        return self._values[key]

    async def forget(self, key: str) -> bool:
        return self._values.pop(key, None) is not None




class JobQueue:
    """The highest priority first; of equals, the one that came first."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, str]] = []
        self._count = 0

    def add(self, name: str, priority: int = 0) -> None:
        heapq.heappush(self._heap, (-priority, self._count, name))
        self._count += 1

    def next_job(self) -> str:
        if not self._heap:
            raise LookupError("no job")
        return heapq.heappop(self._heap)[2]


class Sessions:
    """A session ends ``minutes`` after it was last seen."""

    def __init__(self, minutes: int = 30) -> None:
        self._length = timedelta(minutes=minutes)
        self._seen: dict[str, datetime] = {}

    def touch(self, user: str) -> None:
        self._seen[user] = datetime.now()

    def active(self) -> list[str]:
        now = datetime.now()
        return sorted(user for user, seen in self._seen.items() if now - seen <= self._length)


class History:
    """Undo and redo; what is done anew ends what could be redone."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._undone: list[int] = []

    def do(self, action: int) -> None:
        self._done.append(action)
        self._undone.clear()

    def undo(self) -> int | None:
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> int | None:
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]


class CircuitBreaker:
    """Opens after ``threshold`` failures on end; lets a call through again after ``timeout`` seconds."""

    def __init__(self, threshold: int, timeout: float) -> None:
        self._threshold = threshold
        self._timeout = timeout
        self._failures = 0
        self._opened: float | None = None

    def allows(self) -> bool:
        return self._opened is None or time.monotonic() - self._opened >= self._timeout

    def succeed(self) -> None:
        self._failures = 0
        self._opened = None

    def fail(self) -> None:
        self._failures += 1
        if self._failures >= self._threshold:
            self._opened = time.monotonic()
