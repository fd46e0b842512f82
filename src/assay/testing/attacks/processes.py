"""Against other processes, those above it, and itself."""

from __future__ import annotations

from assay.domain.run import Outcome
from assay.testing.attacks.attack import QUICK, TRIED, Attack, Control, attempt

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

_ITSELF = "it harms itself alone: what counts is how its end is told"

_THREADS_LEFT = f"""
import threading, time
for _ in range(4): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
{TRIED}
"""

_SWALLOW_EVERYTHING = f"""
import time
{TRIED}
while True:
    try: time.sleep(60)
    except BaseException: continue
"""

_OVERFLOW_THE_STACK = f"""
import sys
{TRIED}
sys.setrecursionlimit(10**9)
class Deep:
    def __getattr__(self, name): return getattr(self, name)
Deep().deep
"""

ATTACKS = (
    Attack("kill a host process", attempt("os.kill(decoy, signal.SIGTERM)")),
    Attack("kill the parent", _KILL_THE_PARENT, exit_status=0, control=Control.NONE, why="it would end the control"),
    Attack(
        "kill everyone",
        f"import os\n{TRIED}\ntry: os.kill(-1, 9)\nexcept OSError: pass",
        control=Control.NONE,
        why="it would end the machine's processes; the one before shows that a host process can be ended outside",
    ),
    Attack(
        "kill itself",
        f"import os\n{TRIED}\nos.kill(os.getpid(), 9)",
        exit_status=-9,
        control=Control.NONE,
        why=_ITSELF,
    ),
    Attack("outlive its parent as a daemon", _DAEMON, exit_status=0, control=Control.FENCED),
    Attack("leave threads running", _THREADS_LEFT, exit_status=0, control=Control.NONE, why=_ITSELF),
    Attack("swallow every exception", _SWALLOW_EVERYTHING, Outcome.TIMED_OUT, limits=QUICK, control=Control.EXCEEDS),
    Attack(
        "lower its out-of-memory score",
        attempt("open('/proc/self/oom_score_adj', 'w').write('-1')"),
        control=Control.AS_ROOT,
    ),
    Attack(
        "raise its limits",
        attempt("resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))"),
        control=Control.NONE,
        why="outside there may be no limit to raise",
    ),
    Attack("become root", attempt("os.setresuid(0, 0, 0)"), control=Control.FENCED),
    Attack(
        "segmentation fault",
        f"import ctypes\n{TRIED}\nctypes.string_at(0)",
        exit_status=-11,
        control=Control.NONE,
        why=_ITSELF,
    ),
    Attack("overflow the stack", _OVERFLOW_THE_STACK, exit_status=-11, control=Control.NONE, why=_ITSELF),
    Attack(
        "close every descriptor",
        f"import os\n{TRIED}\nos.closerange(0, 4096)\nos._exit(7)",
        exit_status=7,
        control=Control.NONE,
        why=_ITSELF,
    ),
    Attack(
        "forge the signal of readiness",
        _FORGE_THE_SIGNAL_OF_READINESS,
        exit_status=3,
        control=Control.NONE,
        why="outside there is no such signal; the exit status shows that the forged end was not believed",
    ),
)
