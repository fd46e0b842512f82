import random
from collections import OrderedDict

import pytest
from lru_cache import LRUCache


class Model:
    """The same cache, slowly and plainly."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = OrderedDict()

    def get(self, key):
        if key not in self.entries:
            return -1
        self.entries.move_to_end(key)
        return self.entries[key]

    def put(self, key, value):
        self.entries[key] = value
        self.entries.move_to_end(key)
        if len(self.entries) > self.capacity:
            self.entries.popitem(last=False)


@pytest.mark.parametrize("seed", range(20))
def test_behaves_like_the_model(seed):
    choose = random.Random(seed)
    capacity = choose.randint(1, 5)
    cache, model = LRUCache(capacity), Model(capacity)
    for step in range(300):
        key = choose.randint(0, 7)
        if choose.random() < 0.5:
            assert cache.get(key) == model.get(key), f"step {step}"
        else:
            cache.put(key, step)
            model.put(key, step)


def test_replacing_counts_as_use():
    cache = LRUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    cache.put(1, 11)
    cache.put(3, 30)
    assert [cache.get(key) for key in (1, 2, 3)] == [11, -1, 30]


def test_a_missed_get_changes_nothing():
    cache = LRUCache(1)
    cache.put(1, 10)
    assert cache.get(2) == -1
    assert cache.get(1) == 10


def test_room_for_one():
    cache = LRUCache(1)
    for key in range(5):
        cache.put(key, key)
        assert cache.get(key) == key
        assert cache.get(key - 1) == -1


def test_a_cached_zero_is_no_miss():
    cache = LRUCache(1)
    cache.put(0, 0)
    assert cache.get(0) == 0
