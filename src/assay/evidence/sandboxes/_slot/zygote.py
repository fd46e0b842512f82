"""Process 1 of a slot's namespaces: builds the root once, imports the entry once, and makes one child per run.

It never reads what a run is about: the child does, so that nothing of one run is in the memory that the next inherits.
"""

from __future__ import annotations

import _socket
import gc
import os
import sys

from . import boot, confine, enter, handover, kernel, native, pages, root

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    import ctypes
    from collections.abc import Mapping
    from typing import Any, NoReturn

_PROC = handover.CHANNEL + 1
_RUN = kernel.CLONE_NEWPID | kernel.CLONE_NEWNS


def serve(slot: Mapping[str, Any], channel: _socket.socket, go: int, compiled: ctypes.PyDLL | None) -> NoReturn:
    """Be the zygote until the supervisor is gone; it hears ``ready`` or one line of failure."""
    try:
        kernel.die_with_parent()
        if os.read(go, 1) != b"g":  # the supervisor is gone, or could not map the users
            os._exit(124)
        os.dup2(channel.fileno(), handover.CHANNEL, inheritable=False)
        os.dup2(os.open("/proc", os.O_PATH), _PROC, inheritable=False)
        os.closerange(_PROC + 1, 1 << 20)
        channel.detach()
        channel = _socket.socket(fileno=handover.CHANNEL)
        kernel.set_host_name("assay")
        root.build(slot["read_only"], slot["empty"])
        kernel.bound_capabilities()
        confine.limit_alike()
        function, slot = enter.prepare(slot["entry"], slot["environment"]), {**slot, "proc": _PROC}
        loop = native.Loop(compiled, slot, handover.CHANNEL, _PROC) if compiled and function else None
        for name in [name for name in sys.modules if name.partition(".")[0] == "_slot"]:
            del sys.modules[name]  # a program that is entered should find what any program finds
        gc.collect()
        pages.fill_pools()
        pages.enlarge(_PROC)
        gc.freeze()  # so that collecting in a child does not copy what it shares
        handover.say(channel, handover.READY)
        if loop and function:
            loop.serve(function)
        while not loop and (descriptors := handover.take(channel)):
            _run(channel, slot, descriptors, function)
    except BaseException as error:  # noqa: BLE001 - told to the supervisor; the process ends
        handover.say(channel, confine.told(error))
    finally:
        os._exit(0)


def _run(
    channel: _socket.socket, slot: Mapping[str, Any], descriptors: tuple[int, ...], function: enter.Function | None
) -> None:
    child = kernel.clone(_RUN)
    if child == 0:
        channel.close()
        boot.run(slot, descriptors, function)
    _, status, used = os.wait4(child, 0)  # at once: what this process writes to while both live is copied
    for descriptor in descriptors:
        os.close(descriptor)
    handover.say_over(channel, status, used.ru_utime + used.ru_stime, used.ru_maxrss)
