"""An expired value is handed to nobody, and time runs from the moment of storing."""

import threading

import pytest
import ttl_cache
from interleave import PATIENCE_S, Operation, watch


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class SlowKey:
    """A key that can be looked up only once it is let go, so whoever looks it up holds on to what it holds."""

    def __init__(self):
        self.looked_up = threading.Event()
        self.go_on = threading.Event()

    def __hash__(self):
        self.looked_up.set()
        assert self.go_on.wait(PATIENCE_S)
        return 1


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cache(clock, monkeypatch):
    watch(ttl_cache, monkeypatch)
    return ttl_cache.TTLCache(4, ttl=10, clock=clock)


def call_that_waits_until_expiry(cache, clock, call):
    """Make ``call`` while another thread is busy inside the cache; everything expires before that thread is through."""
    key = SlowKey()
    busy = Operation(lambda: cache.get(key))
    busy.start()
    assert key.looked_up.wait(PATIENCE_S)
    waiting = Operation(call).go_until_it_waits()
    ended_in_time = not waiting.is_alive()
    clock.now += 20
    key.go_on.set()
    busy.finish()
    return None if ended_in_time else waiting.finish()


def test_get_that_had_to_wait_returns_nothing_expired(cache, clock):
    cache.set("a", "value a")
    assert call_that_waits_until_expiry(cache, clock, lambda: cache.get("a")) is None


def test_get_or_load_that_had_to_wait_loads_again(cache, clock):
    cache.set("a", "value a")
    answer = call_that_waits_until_expiry(cache, clock, lambda: cache.get_or_load("a", lambda: "loaded"))
    assert answer in {None, "loaded"}


def test_a_value_lives_from_when_the_loader_returned_it(cache, clock):
    def slow_load():
        clock.now += 30
        return "loaded"

    cache.get_or_load("a", slow_load)
    clock.now += 9.5
    assert cache.get("a") == "loaded"
    clock.now += 0.5
    assert cache.get("a") is None


def test_an_entry_of_its_own_ttl_outlives_a_slow_load(cache, clock):
    def slow_load():
        clock.now += 30
        return "loaded"

    cache.get_or_load("a", slow_load, ttl=20)
    clock.now += 19
    assert cache.get("a") == "loaded"
