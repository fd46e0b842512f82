from lru_cache import LRUCache


def test_returns_what_was_put():
    cache = LRUCache(2)
    cache.put(1, 10)
    assert cache.get(1) == 10
    assert cache.get(2) == -1


def test_drops_the_entry_used_longest_ago():
    cache = LRUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    assert cache.get(1) == 10
    cache.put(3, 30)
    assert [cache.get(key) for key in (1, 2, 3)] == [10, -1, 30]


def test_replacing_a_value_drops_nothing():
    cache = LRUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    cache.put(1, 11)
    assert [cache.get(key) for key in (1, 2)] == [11, 20]
