"""Ways to have a run made: by the zygote of a slot, or without namespaces by a copy of this process."""

from __future__ import annotations

import contextlib
import os
import signal

from . import boot, handover, kernel, library, pages, usage, zygote

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping, Sequence
    from typing import Any, NoReturn, Protocol

    class Launcher(Protocol):
        """Makes one run at a time."""

        ours: int
        """Processes at and below the run's process 1, as this process sees it, that are not the candidate's."""

        @property
        def over(self) -> int:
            """A descriptor that can be read once everything of the run is gone, or has lost its process 1."""
            ...

        def launch(self, descriptors: Sequence[int]) -> None:
            """Start a run. ``descriptors``: see :data:`handover.COUNT`."""
            ...

        def process(self) -> int:
            """Process 1 of the run as this process sees it; 0 when there is none."""
            ...

        def end(self) -> None:
            """Kill the run."""
            ...

        def collect(self) -> tuple[int, float, int]:
            """Wait for the end: wait status of process 1, processor seconds and most KiB of it and what it waited for.

            Raises:
                OSError: the run could not be made, or the slot is broken.
            """
            ...


NAMESPACES = kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS


class Warm:
    """A zygote in namespaces of its own."""

    def __init__(self, slot: Mapping[str, Any]) -> None:
        self.ours = 0 if slot["entry"] else 1
        compiled = library.load(slot["library"]) if slot["library"] and slot["entry"] else None
        pages.hold_code()
        pages.reserve()
        go_read, go_write = os.pipe()
        self._channel, theirs = handover.pair()
        self._zygote = kernel.clone(kernel.CLONE_NEWUSER | NAMESPACES)
        if self._zygote == 0:
            os.close(go_write)
            zygote.serve(slot, theirs, go_read, compiled)
        os.close(go_read)
        theirs.close()
        map_users(self._zygote, slot["host_id"])
        _join(slot["groups"], self._zygote)
        with contextlib.suppress(PermissionError):  # root alone may lower it; runs raise their own in any case
            _write(f"/proc/{self._zygote}/oom_score_adj", "-1000")
        os.write(go_write, b"g")
        os.close(go_write)
        if (told := handover.hear(self._channel)) != handover.READY:
            raise OSError(told.decode("utf-8", "backslashreplace") or "the zygote ended")

    @property
    def over(self) -> int:
        """See :class:`Launcher`."""
        return self._channel.fileno()

    def launch(self, descriptors: Sequence[int]) -> None:
        """See :class:`Launcher`."""
        handover.give(self._channel, descriptors)

    def process(self) -> int:
        """See :class:`Launcher`."""
        with open(f"/proc/{self._zygote}/task/{self._zygote}/children", encoding="utf-8") as file:
            return int(next(iter(file.read().split()), 0))

    def end(self) -> None:
        """See :class:`Launcher`. Process numbers are used again: hold it, look again, then kill what is held."""
        if process := self.process():
            with contextlib.suppress(ProcessLookupError):
                held = os.pidfd_open(process)
                if self.process() == process:
                    signal.pidfd_send_signal(held, signal.SIGKILL)
                os.close(held)

    def collect(self) -> tuple[int, float, int]:
        """See :class:`Launcher`."""
        return handover.over(handover.hear(self._channel))


class Plain:
    """A copy of this process for each run, which becomes the candidate's program."""

    ours = 1

    def __init__(self, slot: Mapping[str, Any], engine: int) -> None:
        kernel.adopt_orphans()
        self._slot = {**slot, "proc": os.open("/proc", os.O_PATH | os.O_CLOEXEC)}
        self._engine = engine
        self._child = 0
        self.over = -1

    def launch(self, descriptors: Sequence[int]) -> None:
        """See :class:`Launcher`."""
        supervisor = os.getpid()
        self._child = os.fork()
        if self._child == 0:
            kernel.die_with_parent()
            os.close(self._engine)
            if os.getppid() == supervisor:
                _join(self._slot["groups"], 0)
                self._become(tuple(descriptors))
            os._exit(124)
        self.over = os.pidfd_open(self._child)

    def _become(self, descriptors: tuple[int, ...]) -> NoReturn:
        boot.run(self._slot, descriptors, None)

    def process(self) -> int:
        """See :class:`Launcher`."""
        return self._child

    def end(self) -> None:
        """See :class:`Launcher`. It is ours to wait for: its number is its own until then."""
        os.kill(self._child, signal.SIGKILL)

    def collect(self) -> tuple[int, float, int]:
        """See :class:`Launcher`. What the run left behind ends here."""
        _, status, used = os.wait4(self._child, 0)
        os.close(self.over)
        usage.end_all_children()
        return status, used.ru_utime + used.ru_stime, used.ru_maxrss


def _join(groups: Sequence[str], process: int) -> None:
    for path in groups:
        _write(path, str(process))


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def map_users(child: int, host_id: int | None) -> None:
    """Give the namespace its users: root and an unprivileged one where this process may, else only itself."""
    if host_id is not None:
        try:
            for kind in ("uid", "gid"):
                _write(f"/proc/{child}/{kind}_map", f"0 0 1\n{boot.USER} {host_id} 1\n")
        except PermissionError:
            pass
        else:
            return
    _write(f"/proc/{child}/setgroups", "deny")
    _write(f"/proc/{child}/uid_map", f"{boot.USER} {os.geteuid()} 1")
    _write(f"/proc/{child}/gid_map", f"{boot.USER} {os.getegid()} 1")
