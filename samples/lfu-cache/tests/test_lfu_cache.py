from lfu_cache import LFUCache


def test_returns_what_was_put():
    cache = LFUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    assert cache.get(3) == -1
    assert cache.get(1) == 10


def test_drops_the_key_used_least_often():
    cache = LFUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    assert cache.get(1) == 10
    cache.put(3, 30)
    assert [cache.get(key) for key in (1, 2, 3)] == [10, -1, 30]


def test_of_equal_counts_the_one_used_longest_ago_is_dropped():
    cache = LFUCache(2)
    cache.put(1, 10)
    cache.put(2, 20)
    cache.put(3, 30)
    assert cache.get(1) == -1
    assert cache.get(2) == 20
