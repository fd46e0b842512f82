"""The compiled part of a slot, where there is one: see ``native.c``, which has the same structure."""

from __future__ import annotations

import ctypes
import os

from . import about, boot, confine, enter, landlock, root, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Mapping
    from typing import Any, NoReturn

_GONE, _BROKEN = -1, -2
_USER_STAYS = -1


class _Slot(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int32) for name in ("channel", "proc", "user", "kept")),
        *((name, ctypes.c_void_p) for name in ("places", "sources", "filter")),
        ("instructions", ctypes.c_uint64),
        ("attributes", ctypes.c_uint64 * 3),
        *((name, ctypes.c_uint64) for name in ("attributes_size", "read_rights", "write_rights", "device_rights")),
    )


class Loop:
    """Makes runs of one slot."""

    def __init__(self, library: ctypes.PyDLL, slot: Mapping[str, Any], channel: int, proc: int) -> None:
        self._library = library
        places = [place.encode() for place in root.beneath_writable(slot["read_only"])]
        sources = [f"{root.KEPT}/{number}".encode() for number in range(len(places))]
        self._held = tuple((ctypes.c_char_p * len(paths))(*paths) for paths in (places, sources))
        reading, writing, devices = landlock.rights()
        attributes = landlock.attributes() if landlock.OFFERED else b""
        self._slot = _Slot(
            channel,
            proc,
            _USER_STAYS if os.geteuid() == boot.USER else boot.USER,
            len(places),
            *map(ctypes.addressof, self._held),
            seccomp.address(),
            seccomp.LENGTH,
            (ctypes.c_uint64 * 3).from_buffer_copy(attributes.ljust(24, b"\0")),
            len(attributes),
            reading,
            writing,
            devices,
        )
        self._run = (ctypes.c_int64 * len(about.NUMBERS))()
        self._arguments = ctypes.byref(self._slot), ctypes.byref(self._run)

    def serve(self, function: enter.Function) -> None:
        """Make runs until the supervisor is gone. In a run's own process it never returns.

        Raises:
            OSError: in the zygote: it can make no more.
        """
        answer = self._library.assay_serve(*self._arguments)
        if answer == _GONE:
            return
        if answer == _BROKEN:
            raise OSError(0, self._library.assay_failure().decode())
        self._be_the_run(answer, function)

    def _be_the_run(self, rest: int, function: enter.Function) -> NoReturn:
        arguments: tuple[str, ...] = ()
        try:
            if rest:
                told = about.unpack(boot.read_whole(rest - 1))
                root.write_files(root.TASK, told["files"], boot.USER)
                root.protect(told["protected"])
                arguments = told["arguments"]
                self._library.assay_confine(*self._arguments)
        except BaseException as error:  # noqa: BLE001 - told, and the process ends
            self._library.assay_refuse(confine.told(error))
        enter.call(function, arguments)
