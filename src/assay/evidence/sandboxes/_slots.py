"""Slots, seen from the engine: a supervisor with a zygote each, started when needed and kept for the next run.

A slot serves runs that need the same root, the same limits on memory and processes, and the same entry. A thread has
it to itself during a run. Those that idle longest are ended when there are too many.
"""

from __future__ import annotations

import atexit
import marshal
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from assay.domain.run import Limits
from assay.evidence.interpreter import ENVIRONMENT, FLAGS, this_interpreter
from assay.evidence.listening import Listener
from assay.evidence.sandbox import Entry
from assay.evidence.sandboxes import _cgroups
from assay.evidence.sandboxes._slot import about as telling
from assay.evidence.sandboxes._slot import channel

MOST_IDLE: Final = max(8, 2 * (os.cpu_count() or 1))
LONGEST_IDLE_S: Final = 60
_START_S = 60
_GRACE_S = 60
_START = "import sys; sys.path.insert(0, sys.argv[1]); from _slot.supervisor import main; sys.path.pop(0); main()"

Answer = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """What the runs of a slot have in common."""

    memory_mib: int
    processes: int
    read_only: tuple[str, ...]
    empty: tuple[str, ...]
    entry: Entry | None
    environment: tuple[tuple[str, str], ...]
    """Of the entry; empty without one."""
    host_id: int | None
    """Host user of the candidate, where we are root."""
    plain: bool = False
    """Without namespaces."""
    wrapper: str = ""
    """Path of bubblewrap, where that is what makes the namespaces."""
    library: str = ""
    """Path of the compiled part, where there is one and the slot has an entry."""

    @property
    def ours(self) -> int:
        """Processes in the slot's control group that are not the candidate's. A zygote and, unless entered, process 1
        of the run; without namespaces process 1 alone; with bubblewrap two of it too."""
        return 1 if self.plain or self.entry else 3 if self.wrapper else 2


class Slot:
    """One supervisor."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.group = _cgroups.make(Limits(memory_mib=kind.memory_mib, processes=kind.processes), kind.ours)
        self._socket, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own program, by its full path
                    [this_interpreter().executable, FLAGS, "-c", _START, str(Path(__file__).parent)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env=ENVIRONMENT,
                    cwd="/",
                    start_new_session=True,
                )
        except BaseException:
            self._socket.close()
            _cgroups.remove(self.group)
            raise
        self.used = 0.0
        """When it last ended a run, by the monotonic clock."""
        self.trouble = ""
        """Why it serves no more; empty as long as it does."""
        begun = self._ask(self._told(), _START_S)
        self.trouble = self.trouble or begun["error"]

    def run(
        self, header: dict[str, Any], about: dict[str, Any], link: int | None, listener: Listener | None = None
    ) -> Answer:
        """Have one run made; see :class:`_slot.watch.Run` for the answer, and for what is told before it."""
        told = {**header, "linked": link is not None}
        answer = self._ask((told, telling.pack(about)), header["wall_s"] + _GRACE_S, link, listener)
        if "events" not in answer:  # not of a run: the supervisor's last words
            self.trouble = answer["error"]
        return answer

    def _told(self) -> dict[str, Any]:
        kind, group = self.kind, self.group
        return {
            **asdict(kind),
            "environment": dict(kind.environment),
            "interpreter": (this_interpreter().executable, FLAGS),
            "parent": os.getpid(),
            "groups": [str(folder / "cgroup.procs") for folder in group.folders],
            "group_folders": [str(folder) for folder in group.folders],
            "cpu_file": str(group.cpu_file or ""),
            "peak_file": str(group.peak_file or ""),
            "counters": group.counters,
            "walk": not (group.memory and group.pids),
        }

    def _ask(
        self,
        message: Any,  # noqa: ANN401 - whatever marshal takes
        seconds: float,
        link: int | None = None,
        listener: Listener | None = None,
    ) -> Answer:
        deadline = time.monotonic() + seconds
        try:
            channel.send(self._socket.fileno(), marshal.dumps(message))
            if link is not None:
                channel.send_descriptor(self._socket.fileno(), link)
            while True:
                said = channel.receive(self._socket.fileno(), max(0.0, deadline - time.monotonic()))
                answer = dict(marshal.loads(said))  # noqa: S302 - from our own program, which never runs the candidate
                if "written" not in answer:
                    return answer
                if listener:
                    listener(answer["written"])
        except TimeoutError:
            self.trouble = f"the supervisor gave no answer within {seconds:.0f} s"
        except (EOFError, OSError):
            self._process.kill()
            _, said = self._process.communicate()
            last = said.decode("utf-8", "backslashreplace").strip().splitlines()[-1:]
            self.trouble = f"the supervisor failed: {last[0] if last else f'status {self._process.returncode}'}"
        return {"ready": False, "error": self.trouble}

    def close(self) -> None:
        """End it and all it started."""
        self._socket.close()
        with self._process:
            try:
                self._process.wait(_GRACE_S if not self.trouble else 0.5)
            except subprocess.TimeoutExpired:
                self._process.kill()
        _cgroups.remove(self.group)


class Slots:
    """Slots that wait for a run."""

    def __init__(self) -> None:
        self._idle: list[Slot] = []
        """The one that was used last comes last."""
        self._lock = threading.Lock()

    def run(
        self,
        kind: Kind,
        make: Callable[[_cgroups.Group], tuple[dict[str, Any], dict[str, Any]]],
        link: int | None = None,
        listener: Listener | None = None,
    ) -> Answer:
        """Have one run made in a slot of this kind; ``link`` is its end of a socket to another run."""
        slot = self._take(kind)
        try:
            if slot.trouble:
                return {"ready": False, "error": slot.trouble}
            answer = slot.run(*make(slot.group), link, listener)
        except BaseException:
            slot.trouble = "interrupted"
            raise
        finally:
            self._give_back(slot)
        return answer

    def close(self) -> None:
        """End all that wait."""
        with self._lock:
            closing, self._idle = self._idle, []
        for slot in closing:
            slot.close()

    def forget(self) -> None:
        """In a copy of this process: the slots are the original's."""
        _originals.extend(self._idle)
        self._idle, self._lock = [], threading.Lock()

    def _take(self, kind: Kind) -> Slot:
        with self._lock:
            for slot in reversed(self._idle):
                if slot.kind == kind:
                    self._idle.remove(slot)
                    return slot
        return Slot(kind)

    def _give_back(self, slot: Slot) -> None:
        slot.used = time.monotonic()
        with self._lock:
            waiting = self._idle if slot.trouble else [*self._idle, slot]
            self._idle = [one for one in waiting[-MOST_IDLE:] if slot.used - one.used < LONGEST_IDLE_S]
        for one in {*waiting, slot} - {*self._idle}:
            one.close()


SLOTS: Final = Slots()
_originals: list[Slot] = []
os.register_at_fork(after_in_child=SLOTS.forget)
atexit.register(SLOTS.close)
