"""Runs inside a sandbox, and once outside for comparison: tries what must not work and prints what happened.

Arguments: a TCP port and an abstract socket's name to connect to, a file to read beside which there is a socket, a
process to signal. Prints one JSON
object, attempt to ``done`` or the name of the error. Standard library only; it sees nothing else.
"""

import ctypes
import errno
import json
import os
import platform
import socket
import stat
import sys
from collections.abc import Callable


def attempt(action: Callable[[], object]) -> str:
    """``done``, or the error's name."""
    try:
        action()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "done"


def connect(family: int, address: tuple[str, int] | str) -> None:
    """Connect a stream socket."""
    with socket.socket(family) as client:
        client.settimeout(2)
        client.connect(address)


def privileges() -> bool:
    """Whether this process holds a capability, or may gain rights by running a program."""
    libc = ctypes.CDLL(None)
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    capget = {"x86_64": 125, "aarch64": 90}[platform.machine()]
    unknown = libc.syscall(capget, ctypes.byref(header), ctypes.byref(data)) != 0
    return unknown or any(data) or libc.prctl(39, 0, 0, 0, 0) != 1  # PR_GET_NO_NEW_PRIVS


def main(port: str, name: str, marker: str, process: str) -> None:
    """Try everything."""
    results = {
        "signal": attempt(lambda: os.kill(int(process), 0)),
        "look": attempt(lambda: os.sched_getaffinity(int(process))),
        "read": attempt(lambda: os.close(os.open(marker, os.O_RDONLY))),
        "write": attempt(lambda: os.close(os.open(marker + ".new", os.O_WRONLY | os.O_CREAT))),
        "tcp": attempt(lambda: connect(socket.AF_INET, ("127.0.0.1", int(port)))),
        "abstract": attempt(lambda: connect(socket.AF_UNIX, "\0" + name)),
        "unix": attempt(lambda: connect(socket.AF_UNIX, marker + ".socket")),
        "memfd": attempt(lambda: os.close(os.memfd_create("attempt"))),
        "whiteout": attempt(lambda: os.mknod("whiteout", stat.S_IFCHR | 0o600, 0)),
        "privileges": "done" if privileges() else "none",
    }
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
