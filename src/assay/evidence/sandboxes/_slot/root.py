"""The root of a slot, made of bind mounts of what its programs need and nothing else, and what each run gets anew."""

from __future__ import annotations

import os
import stat

from . import kernel

TYPE_CHECKING = False
if TYPE_CHECKING:  # at run time these imports would only cost start-up time
    from collections.abc import Iterable, Mapping

TASK = "/task"
"""The work folder: the program starts here."""
TEMPORARY = "/tmp"  # noqa: S108 - the sandbox's own, mounted fresh for every run
WRITABLE = (TASK, TEMPORARY)
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

_OLD = "/old"
HIDDEN = "/hidden"
"""A folder that nobody without capabilities may enter."""
SPACE = f"{HIDDEN}/space"
"""Where the run's own files are mounted whole; what a program sees of it are :data:`WRITABLE`."""
KEPT = "/kept"
NOTHING = "size=4k,nr_inodes=1,mode=755"
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
CONFIGURATION = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/mime.types")
_ACCOUNTS = {
    "/etc/passwd": "root:x:0:0::/:/bin/false\ntask:x:1000:1000::/tmp:/bin/sh\n",
    "/etc/group": "root:x:0:\ntask:x:1000:\n",
    "/etc/hosts": "127.0.0.1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
_LINKS = {
    "/dev/fd": "/proc/self/fd",
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
    "/dev/shm": TEMPORARY,  # noqa: S108 - counted with the temporary files
}
_SEALED = kernel.MOUNT_ATTR_RDONLY | kernel.MOUNT_ATTR_NOSUID


def build(read_only: Iterable[str], empty: Iterable[str]) -> None:
    """Replace this mount namespace's root; nothing in it can be written.

    ``read_only`` are real host paths, kept at the same place; ``empty`` are folders within them to hide.
    """
    os.umask(0o022)
    kernel.mount("none", "/", flags=kernel.MS_REC | kernel.MS_PRIVATE)
    base = TEMPORARY if os.path.isdir(TEMPORARY) else "/proc"
    kernel.mount("assay", base, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,nr_inodes=4096,mode=755")
    os.mkdir(base + _OLD)
    kernel.pivot_root(base, base + _OLD)
    os.chdir("/")
    for path in (*WRITABLE, HIDDEN, SPACE):
        os.mkdir(path)
    os.chmod(HIDDEN, 0)
    for path in (*SYSTEM, *CONFIGURATION, *sorted(read_only, key=len)):
        _bind(path)
    for path in sorted(empty):
        if os.path.isdir(path):
            kernel.mount("assay", path, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, NOTHING)
    for number, path in enumerate(beneath_writable(read_only)):
        if os.path.exists(path):
            _attach(path, f"{KEPT}/{number}")
    os.mkdir("/dev")
    for path in DEVICES:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC))
        kernel.mount(_OLD + path, path, flags=kernel.MS_BIND)
    os.mkdir("/proc")
    _mount_proc()
    kernel.unmount(_OLD)
    os.rmdir(_OLD)
    seal()


def seal() -> None:
    """Write the few files that are the sandbox's own; from here on nothing can be written."""
    for path, text in _ACCOUNTS.items():
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
    for path, target in _LINKS.items():
        os.symlink(target, path)
    kernel.set_mount_attributes("/", add=_SEALED, recursive=True)


def freshen(read_only: Iterable[str], *, size_mib: int, inodes: int) -> None:
    """Mount what one run has for itself, in a mount namespace of its own: work folder, temporary files, processes.

    One tmpfs, bounded by ``size_mib`` and ``inodes``, shows as the work folder and as /tmp: filling either is one
    limit.
    """
    options = f"size={size_mib}m,nr_inodes={inodes},mode=755"
    kernel.mount("assay", SPACE, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    for path in WRITABLE:
        os.mkdir(SPACE + path)
        os.chmod(SPACE + path, 0o1777)  # noqa: S103 - as /tmp is everywhere
        kernel.mount(SPACE + path, path, flags=kernel.MS_BIND)
    for number, path in enumerate(beneath_writable(read_only)):
        if os.path.exists(f"{KEPT}/{number}") and not os.path.exists(path):
            _attach(f"{KEPT}/{number}", path)
    _mount_proc()


def beneath_writable(read_only: Iterable[str]) -> list[str]:
    """Those that the run's own mounts hide, outer before inner."""
    hidden = tuple(f"{place}/" for place in WRITABLE)
    return sorted(path for path in read_only if path.startswith(hidden))


def _bind(path: str) -> None:
    """Show what the old root has at ``path``."""
    source = _OLD + path
    if os.path.islink(source) and os.path.dirname(path) == "/":
        os.symlink(os.readlink(source), path)  # /lib is a link to usr/lib on most systems
    elif os.path.exists(source) and not _is_shown(path, source):
        _attach(source, path)


def _attach(source: str, place: str) -> None:
    os.makedirs(os.path.dirname(place), exist_ok=True)
    if os.path.isdir(source):
        os.mkdir(place)
    else:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC))
    kernel.mount(source, place, flags=kernel.MS_BIND | kernel.MS_REC)


def _is_shown(path: str, source: str) -> bool:
    return os.path.exists(path) and os.path.samefile(path, source)


def _mount_proc() -> None:
    """Show this process namespace and nothing of the machine; where that is refused, show nothing at all."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC | kernel.MS_RDONLY
    try:
        kernel.mount("proc", "/proc", "proc", flags, "subset=pid")
    except OSError:  # inside containers that mask parts of /proc
        kernel.mount("assay", "/proc", "tmpfs", flags, NOTHING)


def write_files(place: str, files: Mapping[str, str], owner: int) -> None:
    """Write the task's files (relative path to text) into ``place`` for ``owner``."""
    folders = {place}
    for name, text in files.items():
        path = f"{place}/{name}"
        folder = os.path.dirname(path)
        if folder not in folders:
            _make_folders(folder, folders, owner)
        with open(path, "x", encoding="utf-8", newline="") as file:
            file.write(text)
        executable = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH if text.startswith("#!") else 0
        os.chmod(path, 0o644 | executable)
        os.chown(path, owner, owner)


def protect(files: Iterable[str]) -> None:
    """Make files of the work folder read-only mounts."""
    for name in files:
        path = f"{TASK}/{name}"
        kernel.mount(path, path, flags=kernel.MS_BIND)
        kernel.set_mount_attributes(path, add=_SEALED)


def _make_folders(folder: str, known: set[str], owner: int) -> None:
    parent = os.path.dirname(folder)
    if parent not in known:
        _make_folders(parent, known, owner)
    os.mkdir(folder)
    os.chown(folder, owner, owner)
    known.add(folder)
