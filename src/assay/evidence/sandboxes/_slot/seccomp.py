"""The system-call filter: a deny list, assembled as classic BPF by hand.

A deny list, because programs of eight languages and whatever their runtimes will call next must run; it is one of
several layers, not the only one. Numbers are from the kernel's own tables (x86-64, and the generic table of arm64);
-1 means that the machine has no such call.
"""

from __future__ import annotations

import ctypes
import errno

from . import kernel

_AUDIT_ARCH = (0xC000003E, 0xC00000B7)
_X32_BIT = 0x40000000
_NAMESPACE_FLAGS = 0x7E020000  # NEWNS NEWCGROUP NEWUTS NEWIPC NEWUSER NEWPID NEWNET
_AF_UNIX = 1
_INJECT_INPUT = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX

_DENIED = {
    # mounts, roots, namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
    # large attack surface in the kernel
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "fanotify_init": (300, 262), "lookup_dcookie": (212, 18), "modify_ldt": (154, -1),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "mbind": (237, 235), "set_mempolicy": (238, 237),
    # memory and queues that no limit of the run would see
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # the machine
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "acct": (163, 89), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "adjtimex": (159, 171), "sethostname": (170, 161), "setdomainname": (171, 162),
    "syslog": (103, 116), "quotactl": (179, 60), "quotactl_fd": (443, 443), "iopl": (172, -1), "ioperm": (173, -1),
    "vhangup": (153, 58), "uselib": (134, -1), "sysfs": (139, -1), "_sysctl": (156, -1), "nfsservctl": (180, 42),
}  # fmt: skip
_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR, _IOCTL = (56, 220), (435, 435), (41, 198), (53, 199), (16, 29)

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AT_NUMBER, _AT_ARCH, _AT_ARGUMENT = 0, 4, (16, 24)
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

Instruction = tuple[int, int, int, int]
"""Operation, jump if true, jump if false, operand."""
Step = tuple[int, int | str, int | str, int]
"""The same, while a jump may still name the answer that it leads to: a key of ``_ANSWERS``."""
_ANSWERS = {"allow": _ALLOW, "refuse": _ERRNO | errno.EPERM, "unknown": _ERRNO | errno.ENOSYS}
"""They end the filter, once each: the kernel translates it anew for every run, and each instruction costs."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def assemble(machine: int) -> list[Instruction]:
    """The filter for column ``machine`` of the tables (0: x86-64, 1: arm64)."""
    steps: list[Step] = [
        (_LOAD, 0, 0, _AT_ARCH),
        (_JUMP_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _AT_NUMBER),
        *_choose(_cases(machine)),
    ]
    places = {answer: len(steps) + at for at, answer in enumerate(_ANSWERS)}

    def jump(at: int, to: int | str) -> int:
        return to if isinstance(to, int) else places[to] - at - 1

    resolved = [
        (operation, jump(at, true), jump(at, false), operand)
        for at, (operation, true, false, operand) in enumerate(steps)
    ]
    return [*resolved, *((_RETURN, 0, 0, answer) for answer in _ANSWERS.values())]


def _cases(machine: int) -> list[tuple[int, str | list[Step]]]:
    """First number of a range of calls and the answer to all of it, or how to find that, in the order of numbers."""
    special: dict[int, str | list[Step]] = {numbers[machine]: "refuse" for numbers in _DENIED.values()}
    special[_CLONE3[machine]] = "unknown"  # its flags lie in memory; clone is used then
    special[_CLONE[machine]] = [_argument(0), (_JUMP_SET, "refuse", "allow", _NAMESPACE_FLAGS)]
    for call in (_SOCKET, _SOCKETPAIR):
        not_unix = (_RETURN, 0, 0, _ERRNO | errno.EACCES)
        special[call[machine]] = [_argument(0), (_JUMP_EQUAL, "allow", 0, _AF_UNIX), not_unix]
    first, second = _INJECT_INPUT
    inject: list[Step] = [(_JUMP_EQUAL, "refuse", 0, first), (_JUMP_EQUAL, "refuse", "allow", second)]
    special[_IOCTL[machine]] = [_argument(1), *inject]
    cases: list[tuple[int, str | list[Step]]] = [(0, "allow")]
    for number in sorted(special):
        for start, answer in ((number, special[number]), (number + 1, special.get(number + 1, "allow"))):
            if start >= 0 and cases[-1][1] != answer:
                cases.append((start, answer))
    if machine == 0:
        cases.append((_X32_BIT, "unknown"))
    return cases


def _choose(cases: list[tuple[int, str | list[Step]]]) -> list[Step]:
    """A binary tree: the kernel runs the filter for every call there is when it is installed, to know the harmless."""
    middle = len(cases) // 2
    below, above = _side(cases[:middle]), _side(cases[middle:])
    to_above = above if isinstance(above, str) else 0 if isinstance(below, str) else len(below)
    jump = (_JUMP_AT_LEAST, to_above, below if isinstance(below, str) else 0, cases[middle][0])
    return [jump, *(step for side in (below, above) if not isinstance(side, str) for step in side)]


def _side(cases: list[tuple[int, str | list[Step]]]) -> str | list[Step]:
    return cases[0][1] if len(cases) == 1 else _choose(cases)


def _argument(number: int) -> Step:
    """Look at the low half of an argument."""
    return (_LOAD, 0, 0, _AT_ARGUMENT[number])


def encode(program: list[Instruction]) -> bytes:
    """Instructions as the kernel's ``struct sock_filter`` array."""
    return b"".join(
        operation.to_bytes(2, "little") + bytes((true, false)) + operand.to_bytes(4, "little")
        for operation, true, false, operand in program
    )


_code = encode(assemble(kernel.MACHINE)) if kernel.MACHINE >= 0 else b""
_buffer = ctypes.create_string_buffer(_code, len(_code))
LENGTH = len(_code) // 8
"""Instructions of this machine's filter."""
_program = _Program(LENGTH, ctypes.addressof(_buffer))


def address() -> int:
    """Where this machine's filter lies."""
    return ctypes.addressof(_buffer)


def install() -> None:
    """Put the filter on this process and all that it will start. Needs no_new_privs."""
    kernel.install_filter(_program)
