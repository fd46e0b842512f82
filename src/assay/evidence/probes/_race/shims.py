"""What the candidate gets for ``threading``, ``queue`` and ``time``: the library's own code on our locks and clock."""

from __future__ import annotations

import _thread
import importlib.util
import sys
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .actors import Lock, Stage
from .tasks import TaskStage


class ThreadsOfItsOwn(Exception):
    """The candidate starts threads; their schedules are not explored."""


class _Thread(types.ModuleType):
    """``_thread`` with our locks; without ``RLock``, so that :mod:`threading` takes its own one in Python."""

    def __init__(self, stage: Stage | TaskStage) -> None:
        super().__init__("_thread")
        self.allocate_lock = self.LockType = lambda: Lock(stage)
        self._set_sentinel = lambda: Lock(stage)
        self.start_new_thread = self.start_joinable_thread = _refuse

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the real one has
        if name == "RLock":
            raise AttributeError(name)
        return getattr(_thread, name)


def _refuse(*_: object, **__: object) -> None:
    raise ThreadsOfItsOwn("starts threads of its own")


def shims(stage: Stage | TaskStage) -> dict[str, types.ModuleType]:
    """The three modules, by name."""
    clock = _time(stage)
    fresh = _fresh("threading", {"_thread": _Thread(stage), "time": clock})
    lines = _fresh("queue", {"threading": fresh, "time": clock, "_queue": types.ModuleType("_queue")})
    vars(lines)["SimpleQueue"] = vars(lines)["_PySimpleQueue"]
    return {"threading": fresh, "queue": lines, "time": clock}


def _fresh(name: str, instead: dict[str, types.ModuleType]) -> types.ModuleType:
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None  # noqa: PT018, S101 - a module of the standard library
    module = importlib.util.module_from_spec(spec)
    with replaced(instead):
        spec.loader.exec_module(module)
    return module


@contextmanager
def replaced(modules: dict[str, types.ModuleType]) -> Iterator[None]:
    """While it lasts, imports of these names give these modules."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _time(stage: Stage | TaskStage) -> types.ModuleType:
    """:mod:`time` whose clocks are the virtual one, and whose sleep lets it pass."""
    shim = types.ModuleType("time")
    shim.__dict__.update({name: getattr(time, name) for name in dir(time) if not name.startswith("__")})

    def sleep(seconds: float) -> None:
        lock = Lock(stage)
        lock.acquire()
        lock.acquire(timeout=max(seconds, 1e-9))

    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(shim, name, stage.clock.read)
        setattr(shim, f"{name}_ns", lambda: int(stage.clock.read() * 1e9))
    vars(shim)["sleep"] = sleep
    return shim
