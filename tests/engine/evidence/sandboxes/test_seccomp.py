"""The filter is run by a small interpreter here, so that both machines' tables are tested on either."""

from __future__ import annotations

import errno
import struct

import pytest

from assay.evidence.sandboxes._slot import seccomp

ARCHITECTURES = (0xC000003E, 0xC00000B7)
ALLOW, KILL = 0x7FFF0000, 0x80000000


def verdict(machine: int, number: int, *arguments: int, architecture: int | None = None) -> int:
    """What the filter returns for a call (the BPF subset of seccomp(2))."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, architecture or ARCHITECTURES[machine], 0, *padded)
    program = [
        struct.unpack_from("<HBBI", seccomp.encode(seccomp.assemble(machine)), at)
        for at in range(0, 8 * len(seccomp.assemble(machine)), 8)
    ]
    counter = accumulator = 0
    while True:
        operation, if_true, if_false, operand = program[counter]
        counter += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("<I", data, operand)[0]
        elif operation == 0x06:
            return int(operand)
        else:
            holds = {0x15: accumulator == operand, 0x35: accumulator >= operand, 0x45: bool(accumulator & operand)}
            counter += if_true if holds[operation] else if_false


def refused(error: int) -> int:
    return 0x00050000 | error


@pytest.mark.parametrize("machine", [0, 1])
@pytest.mark.parametrize("name", sorted(seccomp._DENIED))
def test_every_denied_call_is_refused(machine: int, name: str) -> None:
    number = seccomp._DENIED[name][machine]
    if number >= 0:
        assert verdict(machine, number) == refused(errno.EPERM)


@pytest.mark.parametrize(("machine", "read", "execve"), [(0, 0, 59), (1, 63, 221)])
def test_ordinary_calls_are_allowed(machine: int, read: int, execve: int) -> None:
    assert verdict(machine, read) == ALLOW
    assert verdict(machine, execve) == ALLOW


@pytest.mark.parametrize(("machine", "clone"), [(0, 56), (1, 220)])
def test_clone_makes_threads_and_processes_but_no_namespaces(machine: int, clone: int) -> None:
    assert verdict(machine, clone, 0x3D0F00) == ALLOW
    assert verdict(machine, clone, 17) == ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(machine, clone, flag | 17) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", [0, 1])
def test_clone3_looks_unknown_so_that_libraries_use_clone(machine: int) -> None:
    assert verdict(machine, 435) == refused(errno.ENOSYS)


@pytest.mark.parametrize(("machine", "socket", "pair"), [(0, 41, 53), (1, 198, 199)])
def test_only_unix_sockets_can_be_made(machine: int, socket: int, pair: int) -> None:
    for call in (socket, pair):
        assert verdict(machine, call, 1) == ALLOW
        for family in (0, 2, 10, 16, 17, 38, 40):
            assert verdict(machine, call, family) == refused(errno.EACCES)
        assert verdict(machine, call, (1 << 32) | 2) == refused(errno.EACCES), "the kernel reads the low half"


@pytest.mark.parametrize(("machine", "ioctl"), [(0, 16), (1, 29)])
def test_input_cannot_be_pushed_into_a_terminal(machine: int, ioctl: int) -> None:
    assert verdict(machine, ioctl, 0, 0x5412) == refused(errno.EPERM)
    assert verdict(machine, ioctl, 0, 0x5401) == ALLOW


def test_calls_of_another_architecture_end_the_process() -> None:
    assert verdict(0, 0, architecture=0x40000003) == KILL
    assert verdict(1, 0, architecture=ARCHITECTURES[0]) == KILL


def test_the_x32_numbers_are_unknown() -> None:
    assert verdict(0, 0x40000000 | 165) == refused(errno.ENOSYS)
