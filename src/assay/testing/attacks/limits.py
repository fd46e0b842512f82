"""Using more than is given."""

from __future__ import annotations

from assay.domain.run import Limits, Outcome
from assay.testing.attacks.attack import QUICK, TRIED, Attack, Control

_FORK_BOMB = f"""
import os
{TRIED}
while True:
    try: os.fork()
    except OSError: pass
"""

_TOO_MANY_PROCESSES = f"""
import os, time
{TRIED}
for _ in range(6):
    try: os.fork()
    except OSError: pass
time.sleep(60)
"""

_TOO_MANY_THREADS = f"""
import threading, time
{TRIED}
try:
    for _ in range(100): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
except RuntimeError: pass
time.sleep(60)
"""

_MEMORY_IN_MANY_PROCESSES = f"""
import os, time
{TRIED}
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
{TRIED}
while True:
    try: signal.pause()
    except BaseException: pass
"""

_HUGE_TEXT_OF_AN_EXCEPTION = f"""
{TRIED}
raise ValueError("x" * (256 << 20))
"""

_HOSTILE_TEXT = """
import os
text = "\\x1b[2J\\x1b]0;owned\\x07\\u202e\\u2066\\ufeff\\x00\\ud800" + "e" + "\\u0301" * 10000
os.write(1, b"tried " + text.encode("utf-8", "surrogatepass") + bytes(range(256)))
"""

ATTACKS = (
    Attack(
        "fork bomb",
        _FORK_BOMB,
        Outcome.PROCESS_LIMIT,
        control=Control.NONE,
        why="it would bring the machine down; the next one is the same with an end to it",
        benign="import os\nif os.fork() == 0: os._exit(0)\nos.wait()\nprint('fine')",
    ),
    Attack(
        "too many processes",
        _TOO_MANY_PROCESSES,
        Outcome.PROCESS_LIMIT,
        control=Control.EXCEEDS,
    ),
    Attack(
        "too many threads",
        _TOO_MANY_THREADS,
        Outcome.PROCESS_LIMIT,
        control=Control.EXCEEDS,
        benign="import threading\none = threading.Thread(target=print, args=('fine',))\none.start()\none.join()",
    ),
    Attack(
        "memory in one process",
        f"{TRIED}\nblock = [b'x' * (1 << 20) for _ in range(1000)]",
        Outcome.OUT_OF_MEMORY,
        control=Control.EXCEEDS,
        benign="block = b'x' * (20 << 20)\nprint('fine')",
    ),
    Attack("memory in many processes", _MEMORY_IN_MANY_PROCESSES, Outcome.OUT_OF_MEMORY, control=Control.EXCEEDS),
    Attack(
        "huge text of an exception",
        _HUGE_TEXT_OF_AN_EXCEPTION,
        Outcome.OUTPUT_LIMIT,
        control=Control.EXCEEDS,
        limits=Limits(wall_s=30, cpu_s=30, memory_mib=1024),
    ),
    Attack(
        "hostile text",
        _HOSTILE_TEXT,
        control=Control.NONE,
        why="any terminal is the control; the kit sees that what is shown of it holds no control character",
    ),
    Attack(
        "endless output",
        f"{TRIED}\nwhile True: print('x' * 4096)",
        Outcome.OUTPUT_LIMIT,
        control=Control.EXCEEDS,
        benign="print('fine' * 1000)",
    ),
    Attack(
        "endless errors",
        f"import os\n{TRIED}\nwhile True: os.write(2, b'x' * 4096)",
        Outcome.OUTPUT_LIMIT,
        control=Control.EXCEEDS,
    ),
    Attack(
        "endless report",
        f"import os\n{TRIED}\nwhile True: os.write(3, b'x' * 4096)",
        Outcome.OUTPUT_LIMIT,
        control=Control.EXCEEDS,
        benign="import os\nos.write(3, b'a report')\nprint('fine')",
    ),
    Attack(
        "sleep forever",
        f"import time\n{TRIED}\ntime.sleep(600)",
        Outcome.TIMED_OUT,
        limits=QUICK,
        control=Control.EXCEEDS,
        benign="import time\ntime.sleep(.1)\nprint('fine')",
    ),
    Attack("ignore every signal", _IGNORE_EVERY_SIGNAL, Outcome.TIMED_OUT, limits=QUICK, control=Control.EXCEEDS),
    Attack(
        "processor time in children",
        f"import os\n{TRIED}\nfor _ in range(3):\n    if os.fork() == 0: break\nwhile True: pass",
        Outcome.TIMED_OUT,
        limits=Limits(wall_s=60, cpu_s=1, memory_mib=128, processes=16),
        control=Control.EXCEEDS,
    ),
)
