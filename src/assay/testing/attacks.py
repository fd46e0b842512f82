"""What a hostile program tries.

Each payload is Python that prints ``tried`` once the attempt was really made (the witness) and ``breached`` if it got
what it wanted. Payloads get the fields of :class:`assay.testing.sandbox_kit.Outside` as variables: ``port``,
``udp_port``, ``abstract`` and ``unix`` (sockets), ``marker`` (a file that others may read, in a folder that others may
write), ``decoy`` (a process), ``secret``, ``source`` (a file of the engine), ``descriptor`` (an open file).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assay.domain.run import Limits, Outcome


@dataclass(frozen=True)
class Attack:
    """One attempt and what must come of it."""

    name: str
    payload: str
    stop: Outcome | None = None
    """The limit that must end it; None when it must come to its own end."""
    outside: bool = False
    """Whether the payload is safe to run outside, where it must print ``breached`` (the negative control)."""
    benign: str = ""
    """A harmless relative, which must run to its end and print ``fine`` (the benign control)."""
    exit_status: int | None = None
    """The exit status that must be reported, where it matters."""
    limits: Limits = field(default_factory=lambda: Limits(wall_s=30, cpu_s=30, memory_mib=128, processes=16))


_SYSTEM_CALL = """
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
call = lambda x86, arm, *rest: libc.syscall(x86 if platform.machine() == "x86_64" else arm, *rest)
"""


def _attempt(action: str, before: str = "") -> str:
    """Breached unless ``action`` is refused."""
    lines = ("import os, resource, signal, socket, stat", before, "try:", f"    {action}")
    return "\n".join((*lines, "except (OSError, ValueError) as error: print(error)", "else: print('breached')", _TRIED))


def _system_calls(*actions: str) -> str:
    """Breached unless every one returns -1."""
    checks = (f"if {action} >= 0: print('breached', {action!r})" for action in actions)
    return "\n".join((_SYSTEM_CALL, *checks, _TRIED))


_TRIED = "print('tried', flush=True)"
_QUICK = Limits(wall_s=1.5, cpu_s=30, memory_mib=128, processes=16)
_SMALL_DISK = Limits(wall_s=30, cpu_s=30, memory_mib=256, files_mib=16)

_NETWORK = (
    Attack("tcp", _attempt("socket.create_connection(('127.0.0.1', port), 2)"), outside=True),
    Attack(
        "udp",
        _attempt("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', udp_port))"),
        outside=True,
    ),
    Attack("netlink", _attempt("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)"), outside=True),
    Attack("raw socket", _attempt("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)")),
    Attack("vsock", _attempt("socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)")),
    Attack(
        "abstract unix socket",
        _attempt("socket.socket(socket.AF_UNIX).connect('\\0' + abstract)"),
        outside=True,
        benign="import socket\nleft, right = socket.socketpair()\nleft.send(b'fine')\nprint(right.recv(9))",
    ),
    Attack("path unix socket", _attempt("socket.socket(socket.AF_UNIX).connect(unix)"), outside=True),
)

_FILL = """
import os
size = 0
for folder in ('.', os.environ['TMPDIR'], '/dev/shm'):
    try:
        with open(folder + '/filler', 'wb', 0) as file:
            while size < 1 << 27: size += file.write(bytes(1 << 20))
    except OSError as error: print(error)
print('breached' if size > 17 << 20 else 'held', 'tried')
"""

_USE_UP_INODES = """
import os
try:
    for number in range(100_000): os.mkdir(str(number))
except OSError as error: print(error)
else: print('breached')
print('tried')
"""

_FILES = (
    Attack(
        "read a host file",
        _attempt("open(marker)"),
        outside=True,
        benign="open('own', 'w').write('fine')\nprint(open('own').read())",
    ),
    Attack("write a host file", _attempt("open(marker + '.new', 'w')"), outside=True),
    Attack("read the engine's source", _attempt("open(source)"), outside=True),
    Attack("write a system file", _attempt("open('/usr/assay-attack', 'w')")),
    Attack("follow a link out", _attempt("open('link')", before="os.symlink(marker, 'link')")),
    Attack("go through process 1", _attempt("open('/proc/1/root' + marker)")),
    Attack("read password hashes", _attempt("open('/etc/shadow')")),
    Attack("make a device", _attempt("os.mknod('disk', stat.S_IFBLK | 0o600, os.makedev(8, 0))")),
    Attack("fill every folder", _FILL, limits=_SMALL_DISK),
    Attack("use up inodes", _USE_UP_INODES),
)

_READ_ENVIRONMENTS = """
import os, pathlib
seen = [str(dict(os.environ)).encode()]
for file in pathlib.Path('/proc').glob('[0-9]*/environ'):
    try: seen.append(file.read_bytes())
    except OSError: pass
if any(secret.encode() in one for one in seen): print('breached')
print('tried')
"""

_LIST_DESCRIPTORS = """
import os
for number in range(4, 1024):
    try: os.fstat(number)
    except OSError: continue
    print('breached', number)
print('tried')
"""

_SECRETS = (
    Attack("read environments", _READ_ENVIRONMENTS, outside=True),
    Attack("see a host process", _attempt("os.stat(f'/proc/{decoy}')"), outside=True),
    Attack("use inherited descriptors", _LIST_DESCRIPTORS, outside=True),
    Attack("read the memory of process 1", _attempt("open('/proc/1/mem', 'rb')")),
)

_KILL_THE_PARENT = """
import os, signal, time
for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM):
    try: os.kill(os.getppid(), number)
    except PermissionError as error: print(error)
time.sleep(.2)
print('tried')
"""

_DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork(): os._exit(0)
    print('tried', flush=True)
    time.sleep(60)
os.wait()
time.sleep(.5)
"""

_FORGE_THE_SIGNAL_OF_READINESS = """
import os
for number in range(1, 64):
    try: os.write(number, b'\\x06tried')
    except OSError: pass
os._exit(3)
"""

_PROCESSES = (
    Attack("kill a host process", _attempt("os.kill(decoy, signal.SIGTERM)"), outside=True),
    Attack("kill the parent", _KILL_THE_PARENT, exit_status=0),
    Attack("kill everyone", f"import os\n{_TRIED}\ntry: os.kill(-1, 9)\nexcept OSError: pass"),
    Attack("kill itself", f"import os\n{_TRIED}\nos.kill(os.getpid(), 9)", exit_status=-9),
    Attack("outlive its parent as a daemon", _DAEMON, exit_status=0),
    Attack("lower its out-of-memory score", _attempt("open('/proc/self/oom_score_adj', 'w').write('-1')")),
    Attack("raise its limits", _attempt("resource.setrlimit(resource.RLIMIT_NPROC, (10**5, 10**5))")),
    Attack("become root", _attempt("os.setresuid(0, 0, 0)")),
    Attack("segmentation fault", f"import ctypes\n{_TRIED}\nctypes.string_at(0)", exit_status=-11),
    Attack("close every descriptor", f"import os\n{_TRIED}\nos.closerange(0, 4096)\nos._exit(7)", exit_status=7),
    Attack("forge the signal of readiness", _FORGE_THE_SIGNAL_OF_READINESS, exit_status=3),
)

_KERNEL = (
    Attack("new user namespace", _system_calls("call(272, 97, 0x10000000)"), outside=True),
    Attack("new namespace by clone", _system_calls("call(56, 220, 0x10000000 | 17, 0, 0, 0, 0)")),
    Attack("clone3", _system_calls("call(435, 435, ctypes.create_string_buffer(88), 88)")),
    Attack(
        "mounts and roots",
        _system_calls(
            "call(165, 40, b'none', b'/tmp', b'tmpfs', 0, None)",
            "call(166, 39, b'/tmp', 2)",
            "call(161, 51, b'/tmp')",
            "call(155, 41, b'/tmp', b'/tmp')",
            "call(428, 428, -100, b'/', 1)",
            "call(430, 430, b'tmpfs', 0)",
        ),
    ),
    Attack(
        "other processes' memory",
        _system_calls("call(101, 117, 0, 0, 0, 0)", "call(310, 270, 1, None, 0, None, 0, 0)"),
        outside=True,
    ),
    Attack(
        "the kernel's large interfaces",
        _system_calls(
            "call(425, 425, 4, ctypes.create_string_buffer(120))",
            "call(321, 280, 0, ctypes.create_string_buffer(128), 128)",
            "call(323, 282, 0)",
            "call(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)",
            "call(250, 219, 0, -3, 1)",
            "call(246, 104, 0, 0, None, 0)",
            "call(304, 265, -1, None, 0)",
        ),
    ),
    Attack(
        "memory that nobody counts",
        _system_calls("call(319, 279, b'bomb', 0)", "call(29, 194, 0, 4096, 0o1600)"),
        outside=True,
    ),
)

_FORK_BOMB = f"""
import os
{_TRIED}
while True:
    try: os.fork()
    except OSError: pass
"""

_THREAD_BOMB = f"""
import threading, time
{_TRIED}
try:
    while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError: time.sleep(60)
"""

_MEMORY_IN_MANY_PROCESSES = f"""
import os, time
{_TRIED}
for _ in range(8):
    if os.fork() == 0:
        block = [b'x' * (1 << 20) for _ in range(40)]
        time.sleep(60)
time.sleep(60)
"""

_IGNORE_EVERY_SIGNAL = f"""
import signal
for number in signal.valid_signals() - {{9, 19}}:
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
{_TRIED}
while True:
    try: signal.pause()
    except BaseException: pass
"""

_LIMITS = (
    Attack(
        "fork bomb",
        _FORK_BOMB,
        Outcome.PROCESS_LIMIT,
        benign="import os\nif os.fork() == 0: os._exit(0)\nos.wait()\nprint('fine')",
    ),
    Attack(
        "thread bomb",
        _THREAD_BOMB,
        Outcome.PROCESS_LIMIT,
        benign="import threading\none = threading.Thread(target=print, args=('fine',))\none.start()\none.join()",
    ),
    Attack(
        "memory in one process",
        f"{_TRIED}\nblock = [b'x' * (1 << 20) for _ in range(1000)]",
        Outcome.OUT_OF_MEMORY,
        benign="block = b'x' * (20 << 20)\nprint('fine')",
    ),
    Attack("memory in many processes", _MEMORY_IN_MANY_PROCESSES, Outcome.OUT_OF_MEMORY),
    Attack("endless output", f"{_TRIED}\nwhile True: print('x' * 4096)", Outcome.OUTPUT_LIMIT),
    Attack("endless errors", f"import os\n{_TRIED}\nwhile True: os.write(2, b'x' * 4096)", Outcome.OUTPUT_LIMIT),
    Attack(
        "endless report",
        f"import os\n{_TRIED}\nwhile True: os.write(3, b'x' * 4096)",
        Outcome.OUTPUT_LIMIT,
        benign="import os\nos.write(3, b'a report')\nprint('fine')",
    ),
    Attack("sleep forever", f"import time\n{_TRIED}\ntime.sleep(600)", Outcome.TIMED_OUT, limits=_QUICK),
    Attack("ignore every signal", _IGNORE_EVERY_SIGNAL, Outcome.TIMED_OUT, limits=_QUICK),
    Attack(
        "processor time in children",
        f"import os\n{_TRIED}\nfor _ in range(3):\n    if os.fork() == 0: break\nwhile True: pass",
        Outcome.TIMED_OUT,
        limits=Limits(wall_s=60, cpu_s=1, memory_mib=128, processes=16),
    ),
)

ATTACKS = (*_NETWORK, *_FILES, *_SECRETS, *_PROCESSES, *_KERNEL, *_LIMITS)
"""All of them; names are unique."""
