"""Run the benchmarks, each in a process of its own, and collect their figures in docs/measured/bench.json.

    python tools/bench.py [NAME …]

A name is that of a script, or with a size that the script is run at besides: ``load``, ``load:hour``. Without a name
all of them run, one after another, so that none disturbs another; ``MINUTES`` bounds each. What a script printed last
as ``{"bench": …, "figures": {…}}`` replaces what is known of it on this kind of machine, with how soon Python itself
started there just before, date, commit and exit code; one that fails leaves the figures of the others alone, and its
own of an earlier run. It ends with 1 if a script failed to print figures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "benchmarks"
TARGET: Final = ROOT / "docs" / "measured" / "bench.json"
MINUTES: Final = 20
"""Most for a script of which nothing else is said."""


STARTS: Final = 20
"""How often Python is started to see how fast the machine is at this time."""


@dataclass(frozen=True)
class Plan:
    """How a script is run for the table: its arguments, and after how many minutes it is ended."""

    arguments: tuple[str, ...] = ()
    minutes: float = MINUTES


PLANS: Final = {
    "load": Plan(("--reviewers", "200", "--seconds", "600"), 25),
    "load:hour": Plan(("--reviewers", "200", "--seconds", "3600"), 90),
    "collecting:million": Plan(("--tasks", "1000000"), 60),
    "import_export:million": Plan(("--only", "import", "--tasks", "1000000"), 60),
    "page_speed": Plan(("--tasks", "1000", "10000", "100000"), 60),
    "sandbox_soak": Plan(minutes=30),
    "faults": Plan(("--table",), 180),
    "hosts": Plan(minutes=180),
    "workers": Plan(minutes=60),
    "peers": Plan(minutes=60),
    "peers_apart": Plan(minutes=40),
}
NOT_MEASURED: Final = frozenset({"planting", "precision", "noise", "peers", "peers_apart"})
"""Scripts with documents of their own, and those that need Label Studio, which ``make bench-peers`` installs."""


@dataclass
class Ran:
    """What came of a script."""

    code: int
    seconds: float
    start_ms: float
    figures: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    """Run those named, or all; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args().names
    every = sorted({path.stem for path in FOLDER.glob("[a-z]*.py")} | set(PLANS))
    if unknown := sorted(set(names) - set(every)):
        parser.error(f"no benchmark {unknown[0]!r}; known: {', '.join(every)}")
    without = []
    for name in names or [one for one in every if one not in NOT_MEASURED]:
        print(f"== {name}", flush=True)
        ran = run(FOLDER / f"{script_of(name)}.py", PLANS.get(name, Plan()))
        print(f"== {name} ended with {ran.code} after {ran.seconds:.0f} s", flush=True)
        if ran.figures:
            keep(TARGET, name, ran)
        else:
            without.append(name)
    if without:
        print(f"no figures from {', '.join(without)}")
    return 1 if without else 0


def script_of(name: str) -> str:
    """The script that measures it."""
    return name.partition(":")[0]


def run(script: Path, plan: Plan) -> Ran:
    """Run a script, passing on what it prints; ended with all that it started once its time is over."""
    ran = Ran(0, 0, python_start_ms())
    begun = time.monotonic()
    command = [sys.executable, str(script), *plan.arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        clocks = [
            threading.Timer(seconds, _end, (process, number))
            for seconds, number in ((plan.minutes * 60, signal.SIGINT), (plan.minutes * 60 + 60, signal.SIGKILL))
        ]
        for clock in clocks:
            clock.start()
        try:
            for line in process.stdout or ():
                if told := figures_in(line):
                    ran.figures |= told
                else:
                    print(line, end="", flush=True)
            ran.code = process.wait()
        finally:
            for clock in clocks:
                clock.cancel()
    ran.seconds = time.monotonic() - begun
    return ran


def python_start_ms() -> float:
    """Processor time of starting Python bare, in the middle of some."""

    def spent_s() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    took = []
    for _ in range(STARTS):
        before = spent_s()
        subprocess.run([sys.executable, "-ISE", "-c", "pass"], check=True)
        took.append(spent_s() - before)
    return 1000 * statistics.median(took)


def _end(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Its time is over: first so that it can tidy up, a minute later at once."""
    print(f"ended by {number.name}: its time is over", flush=True)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def figures_in(line: str) -> dict[str, Any]:
    """The figures of a summary line; empty for any other line."""
    if not line.startswith('{"bench"'):
        return {}
    try:
        told = json.loads(line)
    except ValueError:
        return {}
    return dict(told.get("figures", {}))


def keep(target: Path, name: str, ran: Ran) -> None:
    """Put what was found in the file."""
    measured = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    here = {
        "machine": machine(),
        "python_start_ms": round(ran.start_ms, 1),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": _told("git", "rev-parse", "--short=10", "HEAD"),
        "arguments": " ".join(PLANS.get(name, Plan()).arguments),
        "took_s": round(ran.seconds),
        "ended": ran.code,
        "figures": ran.figures,
    }
    measured[name] = [*(one for one in measured.get(name, ()) if one["machine"] != here["machine"]), here]
    text = json.dumps(dict(sorted(measured.items())), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    cpu = [line for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": cpu[0].partition(":")[2].strip() if cpu else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory),
        "kernel": platform.release().split("-")[0],
        "python": platform.python_version(),
    }


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
