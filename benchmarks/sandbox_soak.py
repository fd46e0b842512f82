"""10,000 short runs in a row on two workers: does anything grow, does it become slower? And after ``kill -9`` of a
worker amid its runs: when is the last of them gone?

python benchmarks/sandbox_soak.py [--runs 10000] [--workers 2] [--sandbox namespaces]

A machine's speed may move by a tenth within seconds. So another process does the same runs in turns with this one, and
has its slots renewed after each tenth: the drift is that of the throughput here over the throughput there.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from _report import figure
from _short_runs import Runs, Young, write_driver, young

from assay.testing.sandbox_kit import processes_with
from assay.testing.traces import Traces, cpu_seconds, memory_kib, traces

PARTS = 10
IN_TURN = 50
WORKER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from assay.evidence.interpreter import this_interpreter
from assay.evidence.sandbox import Program
from assay.evidence.sandboxes.namespaces import plugin
python = this_interpreter()
hostile = "import os, time\\nif os.fork() == 0: os.setsid()\\ntime.sleep(600)"
program = Program((python.executable, "-ISE", "-c", hostile, sys.argv[1]), read_only=python.read_only)
with ThreadPoolExecutor(2) as pool: list(pool.map(plugin.observe, [program, program]))
"""
"""Has two runs of two processes each under way."""


def main() -> int:
    """Print a line for each tenth, then what grew.

    1 if anything did, or if runs became slower by more than 5 %, beyond what twice the standard error explains.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sandbox", default="namespaces")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="assay-soak-") as name,
        ThreadPoolExecutor(asked.workers) as pool,
        young(Path(name), asked.sandbox, asked.workers) as other,
    ):
        folder = Path(name)
        write_driver(folder)
        runs = Runs(folder, asked.sandbox, asked.workers, pool)
        runs.renew()
        beside = (other.pid,)
        before, held, turns = traces(beside), memory_kib(beside), []
        per_part = max(1, asked.runs // PARTS // IN_TURN)
        for number in range(PARTS):
            other.renew()
            part = [_turn(runs, other, first=bool(at % 2)) for at in range(per_part)]
            turns += part
            now = memory_kib(beside)
            print(
                f"{(number + 1) * per_part * IN_TURN:>7} runs  {statistics.median(one.per_s for one in part):6.0f}"
                f" per s  {statistics.median(one.cpu_ms for one in part):5.2f} ms CPU each"
                f"  by young slots {statistics.median(one.young_per_s for one in part):6.0f} per s"
                f"  {sum(now.values()) / 1024:6.1f} MiB in {len(now)} processes",
                flush=True,
            )
        after, now = traces(beside), memory_kib(beside)
    return _judge(before, after, held, now, turns)


@dataclass(frozen=True)
class Turn:
    """Some runs, and as many by slots that are young."""

    per_s: float
    young_per_s: float
    cpu_ms: float
    """Processor time of a run."""


def _turn(runs: Runs, other: Young, *, first: bool) -> Turn:
    seconds = other.seconds(IN_TURN) if first else 0
    cpu = cpu_seconds((other.pid,))
    own = runs.seconds(IN_TURN)
    cpu = cpu_seconds((other.pid,)) - cpu
    return Turn(IN_TURN / own, IN_TURN / (seconds or other.seconds(IN_TURN)), cpu / IN_TURN * 1000)


def _judge(before: Traces, after: Traces, held: dict[int, int], now: dict[int, int], turns: list[Turn]) -> int:
    counted = (name for name in vars(before) if name != "files")  # others write temporary files too
    changed = [name for name in counted if getattr(before, name) != getattr(after, name)]
    grown = max(now[process] - kib for process, kib in held.items() if process in now)
    print(f"left behind or grown in number: {', '.join(changed) or 'nothing'}")
    print(f"largest growth of one process: {grown} KiB")
    rates = [one.per_s for one in turns]
    _drift("runs per s", rates)
    change, error = _drift("runs per s beside young slots", [one.per_s / one.young_per_s for one in turns])
    _drift("ms CPU per run", [one.cpu_ms for one in turns])
    figure("runs_per_s", statistics.median(rates))
    figure("growth_mib", grown / 1024)
    gone = statistics.median(_seconds_until_gone() for _ in range(5))
    print(
        f"after kill -9 of a worker with runs under way, the last of them is gone within {gone * 1000:.0f} ms (median)"
    )
    figure("gone_after_kill_ms", gone * 1000)
    return int(bool(changed) or grown > 1024 or gone > 1 or change + 2 * error < -5)


def _drift(title: str, values: list[float]) -> tuple[float, float]:
    """Percent by which the second half's geometric mean is above the first's, and the standard error; printed."""
    logarithms = [math.log(max(value, 1e-9)) for value in values]
    half = len(values) // 2
    first, last = logarithms[:half], logarithms[half:]
    percent = (math.exp(statistics.mean(last) - statistics.mean(first)) - 1) * 100
    error = math.sqrt(statistics.variance(first) / len(first) + statistics.variance(last) / len(last)) * 100
    print(f"{title}: {percent:+.1f} % from the first half to the second, standard error {error:.1f}")
    figure(title.replace(" ", "_") + "_drift_percent", percent)
    return percent, error


def _seconds_until_gone() -> float:
    token = f"soak-{os.getpid()}-{time.monotonic_ns()}"
    with subprocess.Popen([sys.executable, "-c", WORKER, token]) as worker:
        while len(processes_with(token)) < 1 + 2 * 2:
            time.sleep(0.01)
        begun = time.perf_counter()
        worker.kill()
        while processes_with(token):
            time.sleep(0.002)
        return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
