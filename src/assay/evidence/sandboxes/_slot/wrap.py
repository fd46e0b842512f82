"""Bubblewrap makes the namespaces and the root; the rest is what every run gets.

The code that a run is set up with is handed over in memory: the sandbox has no file of it.
"""

from __future__ import annotations

import marshal
import os

from . import kernel, launch, root

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, NoReturn

_MODULES = ("about", "kernel", "seccomp", "landlock", "root", "enter", "confine", "boot")
"""Each needs only those before it."""
_START = """
import marshal, os, sys, types
bundle, *descriptors = map(int, sys.argv[1:])
package = sys.modules["_slot"] = types.ModuleType("_slot")
package.__path__ = []
slot, modules = marshal.loads(os.pread(bundle, 1 << 24, 0))
for name, code in modules:
    module = sys.modules["_slot." + name] = types.ModuleType("_slot." + name)
    module.__package__ = "_slot"
    setattr(package, name, module)
    exec(code, module.__dict__)
os.close(bundle)
package.boot.run(slot, tuple(descriptors), None)
"""


class Wrapped(launch.Plain):
    """A ``bwrap`` for each run."""

    ours = 3
    """Bubblewrap outside, bubblewrap as process 1, and what sets the run up and waits for it."""

    def __init__(self, slot: Mapping[str, Any], engine: int) -> None:
        super().__init__(slot, engine)
        self._users = _namespace_of_users(slot["host_id"])
        self._bundle = os.memfd_create("bundle", os.MFD_CLOEXEC)
        modules = []
        for name in _MODULES:
            with open(f"{os.path.dirname(__file__)}/{name}.py", encoding="utf-8") as file:
                modules.append((name, compile(file.read(), name, "exec")))
        os.write(self._bundle, marshal.dumps((self._slot, modules)))
        self._command = [
            slot["wrapper"],
            *("--userns", str(self._users)),
            *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--hostname", "assay"),
            *("--die-with-parent", "--new-session", "--cap-add", "ALL", "--clearenv"),
            *_root(slot["read_only"], slot["empty"]),
            "--",
            *slot["interpreter"],
            *("-c", _START),
        ]

    def _become(self, descriptors: tuple[int, ...]) -> NoReturn:
        kept = (self._bundle, *descriptors)
        for descriptor in (*kept, self._users, self._slot["proc"]):
            os.set_inheritable(descriptor, True)
        os.execv(self._command[0], [*self._command, *map(str, kept)])  # noqa: S606 - this is the sandbox


def _namespace_of_users(host_id: int | None) -> int:
    """A user namespace like that of a slot with a zygote, as a descriptor."""
    wait_read, wait_write = os.pipe()
    holder = kernel.clone(kernel.CLONE_NEWUSER)
    if holder == 0:
        os.close(wait_write)
        os.read(wait_read, 1)
        os._exit(0)
    launch.map_users(holder, host_id)
    found = os.open(f"/proc/{holder}/ns/user", os.O_RDONLY | os.O_CLOEXEC)
    os.close(wait_write)
    os.close(wait_read)
    os.waitpid(holder, 0)
    return found


def _root(read_only: Sequence[str], empty: Sequence[str]) -> Iterator[str]:
    """Options that make the same root as :func:`root.build`."""
    for path in (*root.WRITABLE, root.SPACE, "/dev", "/etc"):
        yield from ("--dir", path)
    yield from ("--chmod", "0000", root.HIDDEN)
    yield from _shown((*root.SYSTEM, *root.CONFIGURATION, *sorted(read_only, key=len)))
    for path in sorted(empty):
        if os.path.isdir(path):
            yield from ("--perms", "0755", "--size", "4096", "--tmpfs", path)
    for number, path in enumerate(root.beneath_writable(read_only)):
        if os.path.exists(path):
            yield from ("--ro-bind", path, f"{root.KEPT}/{number}")
    for path in root.DEVICES:
        yield from ("--dev-bind", path, path)
    yield from ("--proc", "/proc")


def _shown(paths: Sequence[str]) -> Iterator[str]:
    shown: list[str] = []
    for path in paths:
        if os.path.islink(path) and os.path.dirname(path) == "/":
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.exists(path) and not path.startswith(tuple(f"{outer}/" for outer in shown)):
            shown.append(path)
            parents = [path[:at] for at in range(1, len(path)) if path[at] == "/"]
            for parent in parents:  # which bubblewrap would close to others
                yield from ("--perms", "0755", "--dir", parent)
            yield from ("--ro-bind", path, path)
