"""Watches one run: takes what it writes, tells of it if asked, looks at what it uses, ends it at the first limit."""

from __future__ import annotations

import fcntl
import marshal
import os
import select
import time

from . import channel, confine, usage

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any

    from . import launch

_QUICK_S = 0.005
"""A run that ends sooner is looked at when it is over: each look costs as much as a small part of such a run."""
_SAMPLE_S = 0.05
_TELL_S = 0.2
_SETUP_S = 30.0
_END_S = 30.0
_CHUNK = 1 << 16
_STREAMS = ("stdout", "stderr", "report", "control")


class EngineGone(Exception):
    """Nobody waits for this run any more."""


class Run:
    """One program, from its start to its last byte."""

    def __init__(
        self, launcher: launch.Launcher, meter: usage.Meter, header: Mapping[str, Any], engine: tuple[int, ...]
    ) -> None:
        self._launcher = launcher
        self._meter = meter
        self._header = header
        self._entered = header["entered"]
        self._engine = engine
        self._events: list[str] = []
        self._buffers = {name: bytearray() for name in _STREAMS}
        self._readers: dict[int, str] = {}
        self._poll = _poll(*engine)
        self._started = 0.0
        self._control = -1
        self._untold = bytearray()
        self._may_tell = header["told_bytes"]
        self._next_telling = 0.0

    def result(self, about: bytes, link: int | None) -> dict[str, Any]:
        """Start, watch, end; the observations as plain values. ``link``: the run's end of a socket to another.

        Raises:
            EngineGone: nobody waits for them.
            OSError: the slot is broken.
        """
        begun = time.monotonic()
        self._meter.start()
        self._start(about, link)
        self._watch(begun)
        init, cpu_s, peak_kib = self._launcher.collect()
        ended = time.monotonic()
        self._drain()
        self._meter.finish(cpu_s, peak_kib)
        told, _, status = bytes(self._buffers.pop("control")).partition(confine.ENDED)
        started, error = confine.when_ready(told)
        return {
            "ready": bool(started),
            "error": error.decode("utf-8", "backslashreplace"),
            "status": int(status) if status.isdigit() else init if self._entered else None,
            "events": [*self._events, *self._meter.events],
            "wall_s": ended - (started or begun),
            "cpu_s": self._meter.cpu_s,
            "peak_kib": self._meter.peak_kib,
            **{name: bytes(data) for name, data in self._buffers.items()},
        }

    def _start(self, about: bytes, link: int | None) -> None:
        given = [_sealed(about), _sealed(self._header["stdin"])]
        for name in _STREAMS:
            read, write = os.pipe()
            os.set_blocking(read, False)
            self._readers[read] = name
            given.append(write)
        self._control = read
        if link is not None:
            given.insert(-1, link)
        self._launcher.launch(given)
        for descriptor in given:
            os.close(descriptor)
        self._poll.register(self._launcher.over, select.POLLIN)

    def _is_quick(self) -> bool:
        """Wait a little; whether the run is over. What it writes meanwhile waits in the pipes."""
        ready = [descriptor for descriptor, _ in self._poll.poll(_QUICK_S * 1000)]
        if ready and self._launcher.over not in ready:
            raise EngineGone
        return bool(ready)

    def _watch(self, begun: float) -> None:
        """Until the run is over; at the first limit it is ended."""
        if self._is_quick():
            return
        for descriptor in self._readers:
            self._poll.register(descriptor, select.POLLIN)
        next_sample = begun + _SAMPLE_S
        while True:
            ready = [descriptor for descriptor, _ in self._poll.poll(_SAMPLE_S * 1000)]
            self._take_from(ready)
            now = time.monotonic()
            self._tell(now)
            if self._launcher.over in ready:
                return
            if not self._started and self._buffers["control"]:
                self._started = confine.when_ready(bytes(self._buffers["control"]))[0] or now
                self._poll.unregister(self._control)  # its last word is read when all is over
            if now - (self._started or begun) > (self._header["wall_s"] if self._started else _SETUP_S):
                self._events.append("wall" if self._started else "setup")
            if now >= next_sample and not self._events:
                next_sample = now + _SAMPLE_S
                self._events += self._meter.sample(self._launcher.process(), self._launcher.ours, self._header)
            if self._events:
                self._end()
                return

    def _take_from(self, ready: list[int]) -> None:
        for descriptor in ready:
            if descriptor in self._engine:
                raise EngineGone
            if descriptor in self._readers:
                self._take(descriptor)
                if descriptor not in self._readers:
                    self._poll.unregister(descriptor)

    def _tell(self, now: float) -> None:
        """Say what was written lately, unless the engine is behind: it must never hold us up."""
        if not self._untold or now < self._next_telling:
            return
        self._next_telling = now + _TELL_S
        engine = self._engine[0]
        if select.select((), (engine,), (), 0)[1]:
            channel.send(engine, marshal.dumps({"written": bytes(self._untold)}))
            self._untold.clear()

    def _end(self) -> None:
        """Kill it, and see it gone; what it wrote meanwhile is not taken, so that it cannot hold us up."""
        poll = _poll(self._launcher.over, *self._engine)
        deadline = time.monotonic() + _END_S
        while time.monotonic() < deadline:
            self._launcher.end()  # again, should process 1 not have been there yet
            ready = [descriptor for descriptor, _ in poll.poll(_SAMPLE_S * 1000)]
            if self._launcher.over in ready:
                return
            if ready:
                raise EngineGone
        raise OSError("a run could not be ended")

    def _take(self, descriptor: int) -> bool:
        """Read what is there, at most one chunk; False when there is nothing more for now."""
        try:
            data = os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return False
        if not data:
            del self._readers[descriptor]
            os.close(descriptor)
            return False
        self._keep(self._readers[descriptor], data)
        return True

    def _keep(self, name: str, data: bytes) -> None:
        sharing = ("stdout", "stderr") if name in {"stdout", "stderr"} else (name,)
        room = self._header["output_bytes" if len(sharing) == 2 else "report_bytes"]
        room = max(room - sum(len(self._buffers[other]) for other in sharing), 0)
        self._buffers[name] += data[:room]
        if len(sharing) == 2:
            told = data[: min(room, self._may_tell)]
            self._untold += told
            self._may_tell -= len(told)
        if len(data) > room:
            self._events.append("report" if name == "report" else "output")

    def _drain(self) -> None:
        """Take what the ended processes left in the pipes, and close them."""
        for descriptor in list(self._readers):
            while self._take(descriptor):
                pass
        for descriptor in self._readers:
            os.close(descriptor)


def _poll(*descriptors: int) -> select.poll:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return poll


def _sealed(data: bytes) -> int:
    """A descriptor that reads ``data`` and that nobody can write to."""
    if not data:
        return os.open("/dev/null", os.O_RDONLY | os.O_CLOEXEC)
    file = os.memfd_create("input", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    view, at = memoryview(data), 0
    while at < len(data):
        at += os.pwrite(file, view[at:], at)  # it is read from its start
    fcntl.fcntl(
        file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    )
    return file
