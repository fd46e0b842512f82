"""What two threads see: whatever line the switch falls on, the calls seem to have been made one after another."""

import threading

import pytest
import ttl_cache
from interleave import PATIENCE_S, Operation, interleavings, watch

ABSENT = "absent"


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def new_cache(monkeypatch):
    watch(ttl_cache, monkeypatch)

    def make(max_size=2, live=(), expired=()):
        clock = Clock()
        cache = ttl_cache.TTLCache(max_size, ttl=10, clock=clock)
        for key in expired:
            cache.set(key, f"old {key}", ttl=1)
        clock.now += 5
        for key in live:
            cache.set(key, f"value {key}")
        return cache

    return make


def explore(new_cache, first, second, **state):
    def make():
        cache = new_cache(**state)
        return cache, lambda: first(cache), lambda: second(cache)

    seen = list(interleavings(ttl_cache, make))
    assert seen, "the first operation ran no line of the module"
    for one in seen:
        assert not one.errors, f"switch at line {one.line}: {one.errors}"
    return seen


def test_get_while_the_entry_is_deleted(new_cache):
    for one in explore(new_cache, lambda c: c.get("a", ABSENT), lambda c: c.delete("a"), live=["a"]):
        assert one.first in {"value a", ABSENT}
        assert one.second is True
        assert len(one.cache) == 0


def test_two_gets_of_an_expired_entry(new_cache):
    for one in explore(new_cache, lambda c: c.get("a", ABSENT), lambda c: c.get("a", ABSENT), expired=["a"]):
        assert (one.first, one.second) == (ABSENT, ABSENT)


def test_exactly_one_delete_finds_the_entry(new_cache):
    for one in explore(new_cache, lambda c: c.delete("a"), lambda c: c.delete("a"), live=["a"]):
        assert {one.first, one.second} == {True, False}


def test_a_full_cache_never_holds_more_than_its_size(new_cache):
    for one in explore(new_cache, lambda c: c.set("x", 1), len, live=["a", "b"]):
        assert one.second <= 2, f"switch at line {one.line}"


def test_two_sets_into_a_full_cache(new_cache):
    for one in explore(new_cache, lambda c: c.set("x", 1), lambda c: c.set("y", 2), live=["a", "b"]):
        assert len(one.cache) <= 2, f"switch at line {one.line}"
        assert (one.cache.get("x"), one.cache.get("y")) == (1, 2), f"switch at line {one.line}"


def test_eviction_while_another_thread_changes_the_entries(new_cache):
    state = {"max_size": 3, "live": ["a"], "expired": ["p", "q"]}
    for one in explore(new_cache, lambda c: c.set("x", 1), lambda c: (c.delete("a"), c.set("y", 2)), **state):
        assert (one.cache.get("x"), one.cache.get("y")) == (1, 2), f"switch at line {one.line}"


def test_purge_while_an_entry_is_added(new_cache):
    state = {"max_size": 5, "live": ["a"], "expired": ["p", "q"]}
    for one in explore(new_cache, lambda c: c.purge(), lambda c: c.set("y", 2), **state):
        assert one.cache.get("y") == 2
        assert one.first == 2


def test_purge_spares_an_entry_that_was_renewed_meanwhile(new_cache):
    state = {"max_size": 5, "expired": ["p", "q"]}
    for one in explore(new_cache, lambda c: c.purge(), lambda c: c.set("q", "new"), **state):
        assert one.cache.get("q") == "new", f"switch at line {one.line}"


def test_threads_share_one_load_of_a_key(new_cache):
    cache = new_cache()
    loading, go_on, loads = threading.Event(), threading.Event(), []

    def load():
        loads.append(1)
        loading.set()
        assert go_on.wait(PATIENCE_S)
        return "loaded"

    callers = [Operation(lambda: cache.get_or_load("a", load)) for _ in range(4)]
    callers[0].start()
    assert loading.wait(PATIENCE_S)
    for caller in callers[1:]:
        caller.go_until_it_waits(at_most_s=0.1)
    go_on.set()
    assert [caller.finish() for caller in callers] == ["loaded"] * 4
    assert len(loads) == 1


def test_loads_of_different_keys_do_not_wait_for_each_other(new_cache):
    cache = new_cache()
    both = threading.Barrier(2, timeout=PATIENCE_S)

    def load(name):
        both.wait()
        return name

    callers = [Operation(lambda name=name: cache.get_or_load(name, lambda: load(name))) for name in ("a", "b")]
    for caller in callers:
        caller.start()
    assert [caller.finish() for caller in callers] == ["a", "b"]


def test_readers_of_other_keys_do_not_wait_for_a_load(new_cache):
    cache = new_cache(live=["b"])
    assert cache.get_or_load("a", lambda: Operation(lambda: cache.get("b")).go_until_it_waits().finish()) == "value b"


def test_a_failed_load_lets_the_waiting_threads_try_again(new_cache):
    cache = new_cache()
    loading, go_on = threading.Event(), threading.Event()

    def fail():
        loading.set()
        assert go_on.wait(PATIENCE_S)
        raise ConnectionError

    failing = Operation(lambda: cache.get_or_load("a", fail))
    failing.start()
    assert loading.wait(PATIENCE_S)
    waiting = Operation(lambda: cache.get_or_load("a", lambda: "loaded")).go_until_it_waits(at_most_s=0.1)
    go_on.set()
    with pytest.raises(ConnectionError):
        failing.finish()
    waiting.join(PATIENCE_S)
    assert waiting.result == "loaded" or isinstance(waiting.error, ConnectionError)
    assert cache.get_or_load("a", lambda: "later") in {"loaded", "later"}
