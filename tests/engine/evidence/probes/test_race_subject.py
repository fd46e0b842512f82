"""The class under examination, as the race probe sees it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from assay.evidence.probes._race import subject
from assay.evidence.probes._race.actors import Clock
from assay.evidence.probes._race.subject import Subject


class Cache:
    """Something that is shared."""

    def __init__(self, capacity: int, clock: object, note: str = "") -> None:
        self.capacity, self.clock, self.note = capacity, clock, note

    @property
    def full(self) -> bool:
        return False

    def get(self, key: str) -> None: ...

    def wait(self) -> None: ...


def seen(cls: type) -> Subject:
    stage: Any = SimpleNamespace(clock=Clock(), awaits=False)  # as much of one as is asked for
    return Subject(cls, stage, lambda: type(cls.__name__, (cls,), {}))


def test_it_is_made_and_called_as_a_reader_of_its_signatures_would() -> None:
    cache = seen(Cache)
    made = cache.make([])
    assert (made.capacity, made.note, callable(made.clock)) == (2, "", True)
    assert cache.shown() == "Cache(capacity=2, clock=clock)"
    assert cache.readable == ["full"]
    assert [one.shown for one in cache.operations("one", keys=("a", "b"))] == ["get('a')", "get('b')", "wait()"]


def test_what_it_looks_like_is_read_once_however_often_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[type] = []

    def noted(cls: type, *, awaits: bool) -> Iterator[Any]:
        read.append(cls)
        return methods(cls, awaits=awaits)

    methods = subject._methods
    monkeypatch.setattr(subject, "_methods", noted)
    cache = seen(Cache)
    classes = {type(cache.make([])) for _ in range(3)}
    found = [cache.operations("one") for _ in range(3)]
    assert len(classes) == 3
    assert found[0] == found[1] == found[2]
    assert len(read) == 1


def test_what_never_ends_is_left_out_from_then_on() -> None:
    cache = seen(Cache)
    assert [one.name for one in cache.operations("one")] == ["get", "wait"]
    cache.endless.add("wait")
    assert [one.name for one in cache.operations("one")] == ["get"]
