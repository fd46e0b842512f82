import random

import pytest
from lfu_cache import LFUCache


class Model:
    """The same cache, slowly and plainly: key to [count, time of last use, value]."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.time = 0

    def get(self, key):
        self.time += 1
        if key not in self.entries:
            return -1
        entry = self.entries[key]
        entry[:2] = [entry[0] + 1, self.time]
        return entry[2]

    def put(self, key, value):
        self.time += 1
        if self.capacity == 0:
            return
        if key in self.entries:
            self.entries[key] = [self.entries[key][0] + 1, self.time, value]
            return
        if len(self.entries) == self.capacity:
            del self.entries[min(self.entries, key=lambda one: self.entries[one][:2])]
        self.entries[key] = [1, self.time, value]


@pytest.mark.parametrize("seed", range(20))
def test_behaves_like_the_model(seed):
    choose = random.Random(seed)
    capacity = choose.randint(1, 5)
    cache, model = LFUCache(capacity), Model(capacity)
    for step in range(300):
        key = choose.randint(0, 7)
        if choose.random() < 0.5:
            assert cache.get(key) == model.get(key), f"step {step}"
        else:
            cache.put(key, step)
            model.put(key, step)


def test_replacing_counts_as_use():
    cache = LFUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    cache.put(1, 11)
    cache.put(3, 30)
    assert [cache.get(key) for key in (1, 2, 3)] == [11, -1, 30]


def test_a_dropped_key_starts_anew():
    cache = LFUCache(2)
    cache.put(1, 10)
    for _ in range(5):
        cache.get(1)
    cache.put(2, 20)
    cache.put(3, 30)
    cache.put(2, 21)
    assert [cache.get(key) for key in (1, 2, 3)] == [10, 21, -1]


def test_no_room_at_all():
    cache = LFUCache(0)
    cache.put(1, 10)
    assert cache.get(1) == -1
