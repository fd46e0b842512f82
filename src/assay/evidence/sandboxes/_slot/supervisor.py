"""The trusted process outside: keeps one slot, watches one run at a time, ends everything, and says what it saw.

Messages on standard input, which is a socket: first what the slot is, then one for each run; an answer to each. It ends
when the process that started it does, however that comes about, and everything it started ends with it.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import select

from . import channel, handover, launch, usage, watch, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterable, Mapping
    from typing import Any

_SERVING = marshal.dumps({"ready": True, "error": ""})


def main() -> None:
    """Serve until nobody is there to be served."""
    parent = os.getppid()
    engine = _keep_clear()
    slot = marshal.loads(channel.receive(engine))  # noqa: S302 - from our own parent
    try:
        alive = os.pidfd_open(parent)
        if os.getppid() != parent or slot["parent"] != parent:
            return  # the parent ended before it could be watched
        launcher = _launcher(slot, engine)
        meter = usage.Meter(slot)
        channel.send(engine, _SERVING)
        while _is_asked(engine, alive):
            header, about = marshal.loads(channel.receive(engine))  # noqa: S302 - as above
            link = channel.receive_descriptor(engine) if header["linked"] else None
            answer = watch.Run(launcher, meter, header, (engine, alive)).result(about, link)
            channel.send(engine, marshal.dumps(answer))
    except (watch.EngineGone, EOFError, BrokenPipeError):
        pass  # nobody is there to be told
    except OSError as error:
        with contextlib.suppress(OSError):
            channel.send(engine, marshal.dumps({"ready": False, "error": str(error.strerror or error)}))
    finally:
        _leave(slot["group_folders"])


def _launcher(slot: Mapping[str, Any], engine: int) -> launch.Launcher:
    if slot["plain"]:
        return launch.Plain(slot, engine)
    return wrap.Wrapped(slot, engine) if slot["wrapper"] else launch.Warm(slot)


def _keep_clear() -> int:
    """Put the socket to the engine out of the way, and something harmless where programs have their descriptors."""
    engine = handover.CHANNEL + 2
    os.dup2(0, engine, inheritable=False)
    nothing = engine + 1
    os.dup2(os.open("/dev/null", os.O_RDWR), nothing, inheritable=False)
    for number in (0, *range(3, handover.CHANNEL)):
        os.dup2(nothing, number, inheritable=False)
    return engine


def _is_asked(engine: int, alive: int) -> bool:
    """Wait for the next run; whether there is one."""
    poll = select.poll()
    poll.register(engine, select.POLLIN)
    poll.register(alive, select.POLLIN)
    ready = dict(poll.poll())
    return alive not in ready and bool(ready[engine] & select.POLLIN)


def _leave(groups: Iterable[str]) -> None:
    """End everything, and remove the control groups."""
    with contextlib.suppress(OSError):
        usage.end_all_children()
    for folder in groups:
        with contextlib.suppress(OSError):
            os.rmdir(folder)
