"""What one thread sees of the cache."""

import pytest
from ttl_cache import TTLCache


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_returns_what_was_set(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("price:1", 99)
    assert cache.get("price:1") == 99
    assert cache.get("price:2") is None
    assert cache.get("price:2", "unknown") == "unknown"


def test_an_entry_ends_when_its_time_is_reached(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("price:1", 99)
    clock.now += 9.5
    assert cache.get("price:1") == 99
    clock.now += 0.5
    assert cache.get("price:1") is None


def test_an_entry_may_have_its_own_ttl(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("short", 1, ttl=2)
    cache.set("long", 2, ttl=60)
    clock.now += 5
    assert cache.get("short") is None
    clock.now += 20
    assert cache.get("long") == 2


def test_setting_again_renews_value_and_time(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("price:1", 99)
    clock.now += 8
    cache.set("price:1", 101)
    clock.now += 8
    assert cache.get("price:1") == 101
    assert len(cache) == 1


def test_the_least_recently_used_entry_makes_room(clock):
    cache = TTLCache(2, ttl=10, clock=clock)
    cache.set("a", 1)
    cache.set("b", 2)
    cache.get("a")
    cache.set("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    assert len(cache) == 2


def test_expired_entries_make_room_before_live_ones(clock):
    cache = TTLCache(2, ttl=10, clock=clock)
    cache.set("old", 1)
    cache.set("short", 2, ttl=1)
    clock.now += 5
    cache.set("new", 3)
    assert (cache.get("old"), cache.get("short"), cache.get("new")) == (1, None, 3)


def test_delete_says_whether_there_was_a_live_entry(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("a", 1)
    cache.set("b", 2)
    assert cache.delete("a") is True
    assert cache.delete("a") is False
    clock.now += 10
    assert cache.delete("b") is False


def test_purge_drops_and_counts_the_expired(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    cache.set("a", 1, ttl=1)
    cache.set("b", 2, ttl=1)
    cache.set("c", 3)
    clock.now += 5
    assert cache.purge() == 2
    assert len(cache) == 1
    assert cache.get("c") == 3


def test_get_or_load_asks_the_loader_once(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    answers = iter([1, 2])
    assert cache.get_or_load("a", lambda: next(answers)) == 1
    assert cache.get_or_load("a", lambda: next(answers)) == 1
    clock.now += 10
    assert cache.get_or_load("a", lambda: next(answers)) == 2


def test_none_is_a_value_like_any_other(clock):
    cache = TTLCache(4, ttl=10, clock=clock)
    loads = []
    for _ in range(2):
        assert cache.get_or_load("a", lambda: loads.append("load")) is None
    assert loads == ["load"]
    assert cache.get("a", "absent") is None


def test_a_failed_load_stores_nothing(clock):
    cache = TTLCache(4, ttl=10, clock=clock)

    def fail():
        raise ConnectionError("pricing service is away")

    with pytest.raises(ConnectionError):
        cache.get_or_load("a", fail)
    assert len(cache) == 0
    assert cache.get_or_load("a", lambda: 7) == 7


@pytest.mark.parametrize(("max_size", "ttl"), [(0, 10), (-1, 10), (1, 0), (1, -5)])
def test_refuses_sizes_and_times_that_make_no_sense(max_size, ttl):
    with pytest.raises(ValueError):
        TTLCache(max_size, ttl)
