"""System calls that no program under test needs."""

from __future__ import annotations

from assay.testing.attacks.attack import Attack, Control, system_calls

_LIKE_THE_OTHERS = "refused by the same filter as those that succeed outside"

ATTACKS = (
    Attack("new user namespace", system_calls("call(272, 97, 0x10000000)")),
    Attack(
        "new namespace by clone",
        system_calls("call(56, 220, 0x10000000 | 17, 0, 0, 0, 0)"),
        control=Control.NONE,
        why="the copy of the control would go on; the one before shows that the namespace can be made outside",
    ),
    Attack(
        "clone3",
        system_calls("call(435, 435, ctypes.create_string_buffer(88), 88)"),
        control=Control.NONE,
        why="the copy of the control would go on",
    ),
    Attack(
        "enter another namespace",
        system_calls("call(308, 268, __import__('os').open('/proc/self/ns/uts', 0), 0)"),
        control=Control.FENCED,
    ),
    Attack(
        "mounts and roots",
        system_calls(
            "call(165, 40, b'none', b'/tmp', b'tmpfs', 0, None)",
            "call(166, 39, b'/tmp', 2)",
            "call(161, 51, b'/tmp')",
            "call(155, 41, b'/tmp', b'/tmp')",
            "call(428, 428, -100, b'/', 1)",
            "call(430, 430, b'tmpfs', 0)",
        ),
        control=Control.FENCED,
    ),
    Attack(
        "other processes' memory",
        system_calls("call(101, 117, 0, 0, 0, 0)", "call(310, 270, 1, None, 0, None, 0, 0)"),
    ),
    Attack(
        "the kernel's large interfaces",
        system_calls(
            "call(425, 425, 4, ctypes.create_string_buffer(120))",
            "call(321, 280, 0, ctypes.create_string_buffer(128), 128)",
            "call(323, 282, 0)",
            "call(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)",
            "call(250, 219, 0, -3, 1)",
            "call(246, 104, 0, 0, None, 0)",
            "call(304, 265, -1, None, 0)",
        ),
        control=Control.NONE,
        why=f"each needs rights or a kernel's option that machines differ in; {_LIKE_THE_OTHERS}",
    ),
    Attack(
        "memory that nobody counts",
        system_calls("call(319, 279, b'bomb', 0)", "call(29, 194, 0, 4096, 0o1600)"),
        control=Control.FENCED,
    ),
    Attack(
        "queues and semaphores",
        system_calls("call(68, 186, 0, 0o1600)", "call(64, 190, 0, 1, 0o1600)"),
        control=Control.FENCED,
    ),
)
