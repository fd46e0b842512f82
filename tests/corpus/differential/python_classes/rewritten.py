"""The same eighteen in other words."""

import datetime
import time
from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field


class _Node:
    def __init__(self, key=None, value=None):
        self.key, self.value = key, value
        self.before = self.after = self


class LRUCache:
    def __init__(self, capacity: int):
        if not capacity >= 1:
            raise ValueError(f"{capacity} is too small")
        self.capacity = capacity
        self.nodes = {}
        self.ends = _Node()

    def _append(self, node):
        last = self.ends.before
        last.after, node.before, node.after, self.ends.before = node, last, self.ends, node

    def _remove(self, node):
        node.before.after, node.after.before = node.after, node.before

    def get(self, key: str):
        node = self.nodes.get(key)
        if node is None:
            return None
        self._remove(node)
        self._append(node)
        return node.value

    def put(self, key: str, value: int):
        if key in self.nodes:
            self._remove(self.nodes[key])
        self.nodes[key] = _Node(key, value)
        self._append(self.nodes[key])
        if len(self.nodes) > self.capacity:
            oldest = self.ends.after
            self._remove(oldest)
            del self.nodes[oldest.key]

    def __len__(self):
        return sum(1 for _ in self.nodes)


class FIFOCache:
    def __init__(self, size: int):
        self.size = 1 if size < 1 else size
        self.order = []
        self.values = {}

    def __setitem__(self, key: int, value: str):
        if key not in self.values:
            self.order.append(key)
        self.values[key] = value
        while len(self.order) > self.size:
            self.values.pop(self.order.pop(0))

    def __getitem__(self, key: int):
        if key in self.values:
            return self.values[key]
        raise KeyError(f"no {key}")

    def __contains__(self, key):
        return self.values.get(key, self) is not self

    def keys_in_order(self):
        return tuple(self.order)


class TTLCache:
    def __init__(self, ttl: float):
        self.ttl = ttl
        self.values, self.ends = {}, {}

    def put(self, key, value):
        self.values[key] = value
        self.ends[key] = time.monotonic() + self.ttl

    def get(self, key, default=None):
        if key in self.values and time.monotonic() < self.ends[key]:
            return self.values[key]
        return default


class RateLimiter:
    def __init__(self, limit: int, window: float):
        self.limit, self.window = limit, window
        self.times = []

    def allow(self) -> bool:
        now = time.time()
        self.times = [one for one in self.times if one > now - self.window]
        allowed = len(self.times) < self.limit
        if allowed:
            self.times.append(now)
        return allowed


class BankAccount:
    def __init__(self, balance=0):
        self._cash = balance

    @staticmethod
    def _checked(amount):
        if amount > 0:
            return amount
        raise ValueError("no such amount")

    @property
    def balance(self):
        return self._cash

    def deposit(self, amount):
        self._cash = self._cash + self._checked(amount)
        return self._cash

    def withdraw(self, amount):
        rest = self._cash - self._checked(amount)
        if rest < 0:
            raise ValueError("too little money")
        self._cash = rest
        return rest

    def transfer(self, other, amount):
        self.withdraw(amount)
        return other.deposit(amount)


class Stack:
    def __init__(self):
        self.top = None
        self._size = 0

    def push(self, item: int):
        self.top = (item, self.top)
        self._size += 1

    def pop(self):
        try:
            item, self.top = self.top
        except TypeError:
            raise IndexError("empty") from None
        self._size -= 1
        return item

    def peek(self):
        return self.top and self.top[0]

    @property
    def size(self):
        return self._size


class RingBuffer:
    def __init__(self, size: int):
        self.slots = [0] * max(size, 1)
        self.head = self.count = 0

    def append(self, item: int):
        self.slots[(self.head + self.count) % len(self.slots)] = item
        if self.count < len(self.slots):
            self.count += 1
        else:
            self.head += 1

    def __iter__(self):
        for at in range(self.count):
            yield self.slots[(self.head + at) % len(self.slots)]

    def __len__(self):
        return self.count


class Countdown:
    def __init__(self, start: int):
        self.start = start

    def __iter__(self):
        return iter(range(self.start, 0, -1))


class Basket:
    def __init__(self, items=()):
        self.held = [] if items is None else [*items]

    def add(self, item: str):
        self.held += [item]
        return len(self.held)

    def items(self):
        return self.held.copy()


class Inventory:
    def __init__(self):
        self.stocked = defaultdict(int)

    def add(self, name: str, count: int):
        self.stocked[name] += count

    def stock(self):
        return {name: count for name, count in sorted(self.stocked.items())}


class LineParser:
    def __init__(self):
        self.buffer = []
        self.found = {}

    def feed(self, text: str):
        for letter in text:
            if letter != "\n":
                self.buffer.append(letter)
                continue
            self._read("".join(self.buffer))
            self.buffer.clear()
        return len(self.found)

    def _read(self, line):
        if "=" in line:
            name, value = line.split("=", 1)
            self.found[name.strip()] = value.strip()

    def done(self):
        self._read("".join(self.buffer))
        found = self.found
        self.__init__()
        return found


@dataclass
class Counter:
    value: int = field(default=0, init=False)

    def increase(self, by=1):
        self.value = by + self.value


class EventBus:
    def __init__(self):
        self.handlers = []

    def subscribe(self, event: str, handler):
        self.handlers.append((event, handler))

    def publish(self, event: str, payload: int):
        called = 0
        for name, handler in tuple(self.handlers):
            if name == event:
                handler(payload)
                called += 1
        return called


class AsyncCache:
    def __init__(self):
        self.values = {}

    async def get(self, key: str, load):
        try:
            return self.values[key]
        except KeyError:
            value = await load(key)
            return self.values.setdefault(key, value)

    async def forget(self, key: str):
        known = key in self.values
        self.values = {other: value for other, value in self.values.items() if other != key}
        return known


class JobQueue:
    def __init__(self):
        self.waiting = []

    def add(self, name: str, priority=0):
        insort(self.waiting, (priority, name), key=lambda job: -job[0])

    def next_job(self):
        try:
            return self.waiting.pop(0)[1]
        except IndexError:
            raise LookupError from None


class Sessions:
    def __init__(self, minutes: int = 30):
        self.seconds = 60 * minutes
        self.seen = {}

    def touch(self, user: str):
        self.seen[user] = datetime.datetime.now()

    def active(self):
        now = datetime.datetime.now()
        found = [user for user in self.seen if (now - self.seen[user]).total_seconds() <= self.seconds]
        found.sort()
        return found


class History:
    def __init__(self):
        self.actions, self.at = [], 0

    def do(self, action: int):
        self.actions[self.at :] = [action]
        self.at += 1

    def undo(self):
        if self.at == 0:
            return None
        self.at -= 1
        return self.actions[self.at]

    def redo(self):
        if self.at == len(self.actions):
            return None
        self.at += 1
        return self.actions[self.at - 1]


class CircuitBreaker:
    def __init__(self, threshold: int, timeout: float):
        self.threshold, self.timeout = threshold, timeout
        self.succeed()

    def allows(self):
        return time.monotonic() >= self.until

    def succeed(self):
        self.failures, self.until = 0, 0

    def fail(self):
        self.failures += 1
        if self.failures >= self.threshold:
            self.until = time.monotonic() + self.timeout
