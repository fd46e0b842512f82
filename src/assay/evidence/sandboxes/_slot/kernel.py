"""System calls that Python does not wrap. Every function raises OSError with the name of the call."""

from __future__ import annotations

import ctypes
import errno
import os
import signal

MACHINE = {"x86_64": 0, "aarch64": 1}.get(os.uname().machine, -1)
"""Column of this machine in tables of system call numbers; -1 where there is none."""

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID = 0x2
MS_NODEV = 0x4
MS_NOEXEC = 0x8
MS_RDONLY = 0x1
MS_BIND = 0x1000
MS_REC = 0x4000
MS_PRIVATE = 0x40000
MNT_DETACH = 2

MOUNT_ATTR_RDONLY = 0x1
MOUNT_ATTR_NOSUID = 0x2
MOUNT_ATTR_NODEV = 0x4

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_CAPBSET_DROP = 24
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_MADV_HUGEPAGE = 14
_MADV_COLLAPSE = 25
_MAP_PRIVATE_ANONYMOUS = 0x22
_PROT_READ_WRITE, _PROT_READ_EXECUTE = 3, 5
_MREMAP_MAYMOVE_FIXED = 3
_AT_FDCWD = -100
_AT_RECURSIVE = 0x8000
_CAP_VERSION_3 = 0x20080522
_FAILED = 2 ** (8 * ctypes.sizeof(ctypes.c_void_p)) - 1

_CLONE = (56, 220)
_PIVOT_ROOT = (155, 41)
_CAPSET = (126, 91)
_MOUNT_SETATTR = (442, 442)

# PyDLL keeps the interpreter's lock during the call, as a fork needs.
_libc = ctypes.PyDLL(None, use_errno=True)
_libc.mmap.restype = _libc.mremap.restype = ctypes.c_void_p

_NO_CAPABILITIES = (ctypes.byref((ctypes.c_uint32 * 2)(_CAP_VERSION_3, 0)), ctypes.byref((ctypes.c_uint32 * 6)()))


def _check(result: int, call: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def syscall(name: str, number: int, *arguments: object) -> int:
    """Call the kernel by number; ``name`` is for the message."""
    return _check(int(_libc.syscall(ctypes.c_long(number), *arguments)), name)


def clone(flags: int) -> int:
    """Fork into the namespaces of ``flags``: 0 in the child, its process id in the parent. One thread only."""
    zero = ctypes.c_long(0)
    return syscall("clone", _CLONE[MACHINE], ctypes.c_ulong(flags | signal.SIGCHLD), zero, zero, zero, zero)


def mount(source: str, target: str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Attach ``source`` at ``target``."""
    result = _libc.mount(
        source.encode(), target.encode(), kind.encode() or None, ctypes.c_ulong(flags), data.encode() or None
    )
    _check(result, f"mount {kind or source} on {target}")


def set_mount_attributes(path: str, *, add: int = 0, clear: int = 0, recursive: bool = False) -> None:
    """Change the flags of a mount; needs Linux 5.12."""
    attributes = (ctypes.c_uint64 * 4)(add, clear, 0, 0)
    syscall(
        f"mount_setattr {path}",
        _MOUNT_SETATTR[MACHINE],
        ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(path.encode()),
        ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )


def unmount(path: str) -> None:
    """Detach a mount and all beneath it."""
    _check(_libc.umount2(path.encode(), MNT_DETACH), f"umount {path}")


def pivot_root(new: str, old: str) -> None:
    """Make ``new`` the root and move the old root to ``old``."""
    syscall("pivot_root", _PIVOT_ROOT[MACHINE], ctypes.c_char_p(new.encode()), ctypes.c_char_p(old.encode()))


def collapse(start: int, length: int) -> bool:
    """Put memory into large pages, if that can be done now; whether it was."""
    return int(_libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), ctypes.c_int(_MADV_COLLAPSE))) == 0


def copy_code(start: int, length: int) -> bool:
    """Put a copy in large pages in the place of code, which must be of their size and lie as they do; whether it was.

    The kernel exchanges one for the other in a single step, and they are the same.
    """
    nowhere, size = ctypes.c_void_p(None), ctypes.c_size_t(length)
    flags = ctypes.c_int(_MAP_PRIVATE_ANONYMOUS)
    room = _libc.mmap(nowhere, ctypes.c_size_t(2 * length), ctypes.c_int(_PROT_READ_WRITE), flags, -1, ctypes.c_long(0))
    if room in {None, _FAILED}:
        return False
    copy = -(-room // length) * length
    place = ctypes.c_void_p(copy)
    _libc.madvise(place, size, ctypes.c_int(_MADV_HUGEPAGE))
    ctypes.memmove(copy, start, length)
    fixed = ctypes.c_int(_MREMAP_MAYMOVE_FIXED)
    done = not _libc.mprotect(place, size, ctypes.c_int(_PROT_READ_EXECUTE))
    done = done and bool(_libc.mremap(place, size, size, fixed, ctypes.c_void_p(start)) == start)
    for low, high in ((room, copy), (copy + length if done else copy, room + 2 * length)):
        if low < high:
            _libc.munmap(ctypes.c_void_p(low), ctypes.c_size_t(high - low))
    return done


def set_host_name(name: str) -> None:
    """Name the machine as this uts namespace sees it."""
    _check(_libc.sethostname(name.encode(), ctypes.c_size_t(len(name))), "sethostname")


def _prctl(call: str, option: int, *arguments: int | ctypes.c_void_p) -> int:
    values = [value if isinstance(value, ctypes.c_void_p) else ctypes.c_ulong(value) for value in arguments]
    values += [ctypes.c_ulong(0)] * (4 - len(values))
    return _check(int(_libc.prctl(ctypes.c_int(option), *values)), call)


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that made it ends."""
    _prctl("prctl PDEATHSIG", _PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends."""
    _prctl("prctl CHILD_SUBREAPER", _PR_SET_CHILD_SUBREAPER, 1)


def hide_from_debuggers() -> None:
    """Let nobody of the same user read this process's memory, not even through /proc."""
    _prctl("prctl DUMPABLE", _PR_SET_DUMPABLE, 0)


def forbid_new_privileges() -> None:
    """Make set-user-id programs and file capabilities powerless from here on."""
    _prctl("prctl NO_NEW_PRIVS", _PR_SET_NO_NEW_PRIVS, 1)


def install_filter(program: ctypes.Structure) -> None:
    """Install a seccomp filter; it cannot be taken off again."""
    _prctl("prctl SECCOMP", _PR_SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(program)))


def bound_capabilities() -> None:
    """Empty the bounding and ambient sets, while CAP_SETPCAP is still there."""
    for capability in range(64):
        try:
            _prctl("prctl CAPBSET_DROP", _PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno == errno.EPERM and capability == 0:
                return  # no right to lower the bound, and none to exceed it either
            if error.errno != errno.EINVAL or capability == 0:
                raise
            break  # one past the last capability that this kernel knows
    _prctl("prctl CAP_AMBIENT", _PR_CAP_AMBIENT, 4)


def drop_capabilities() -> None:
    """Empty the effective, permitted and inheritable sets."""
    syscall("capset", _CAPSET[MACHINE], _NO_CAPABILITIES[0], _NO_CAPABILITIES[1])
