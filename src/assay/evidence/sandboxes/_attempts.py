"""Runs inside a sandbox, and once outside for comparison: tries what must not work and prints what happened.

Arguments: a TCP port and an abstract socket's name to connect to, a file to read, a process to signal. Prints one JSON
object, attempt to ``done`` or the name of the error. Standard library only; it sees nothing else.
"""

import ctypes
import errno
import json
import os
import socket
import stat
import sys
from collections.abc import Callable
from pathlib import Path


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
    """Whether this process holds a capability, may ever gain one, or may gain rights by running a program."""
    libc = ctypes.CDLL(None)
    bounded = all(libc.prctl(23, number, 0, 0, 0) != 1 for number in range(64))  # PR_CAPBSET_READ
    status = {line.split(":")[0]: line.split()[1] for line in _status() if ":" in line and len(line.split()) > 1}
    held = any(int(status.get(name, "0"), 16) for name in ("CapEff", "CapPrm", "CapInh", "CapAmb"))
    return held or not bounded or libc.prctl(39, 0, 0, 0, 0) != 1  # PR_GET_NO_NEW_PRIVS


def _status() -> list[str]:
    try:
        with Path("/proc/self/status").open(encoding="utf-8") as file:
            return file.read().splitlines()
    except OSError:
        return []


def main(port: str, name: str, marker: str, process: str) -> None:
    """Try everything."""
    results = {
        "signal": attempt(lambda: os.kill(int(process), 0)),
        "read": attempt(lambda: os.close(os.open(marker, os.O_RDONLY))),
        "write": attempt(lambda: os.close(os.open(marker + ".new", os.O_WRONLY | os.O_CREAT))),
        "tcp": attempt(lambda: connect(socket.AF_INET, ("127.0.0.1", int(port)))),
        "abstract": attempt(lambda: connect(socket.AF_UNIX, "\0" + name)),
        "memfd": attempt(lambda: os.close(os.memfd_create("attempt"))),
        "whiteout": attempt(lambda: os.mknod("whiteout", stat.S_IFCHR | 0o600, 0)),
        "privileges": "done" if privileges() else "none",
    }
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
