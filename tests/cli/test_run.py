from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assay.evidence.sandboxes import _cgroups
from assay.testing.sandbox_kit import processes_with

RIGHT, WRONG = "def double(x): return 2 * x", "def double(x): return x"


def assay(*arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, "-m", "assay_cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert run.returncode == status, run.stdout + run.stderr
    return run


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.jsonl"
    record = {
        "schema": "assay.task/v1",
        "id": "double",
        "title": "Double",
        "prompt": "Double a number.",
        "language": "python",
        "aspects": ["correctness"],
        "tests": {"files": {"test_it.py": "from it import double\ndef test_it(): assert double(3) == 6"}},
        "candidates": [{"id": "right", "files": {"it.py": RIGHT}}, {"id": "wrong", "files": {"it.py": WRONG}}],
    }
    record["tests"]["timeout_s"] = 60  # type: ignore[index]
    other = record | {"id": "other", "language": "shell"}
    path.write_text(f"{json.dumps(record)}\n{json.dumps(other)}\n")
    return path


def test_one_json_line_per_candidate_in_order(tasks: Path) -> None:
    run = assay("run", tasks, "-j", "2", "--format", "json")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(line["task"], line["candidate"], line["outcome"]) for line in lines] == [
        ("double", "right", "passed"),
        ("double", "wrong", "failed"),
        ("other", "right", "not_run"),
        ("other", "wrong", "not_run"),
    ]
    right, wrong, other, _ = lines
    assert {"tests", "passed", "total", "wall_s", "cpu_s", "peak_mib", "reason", "sandbox", "layers"} <= right.keys()
    assert (right["passed"], right["total"], right["evidence_class"], right["forgeable"]) == (1, 1, "E2", False)
    assert right["tests"] == [{"id": "test_it.py::test_it", "outcome": "passed", "message": ""}]
    assert wrong["tests"][0]["message"] == "line 2: assert double(3) == 6\nwhere the call returned 3"
    assert other["reason"] == "shell is for analysis only: there are no tests to run"
    assert run.stderr == "4 candidates: 1 failed, 1 passed, 2 not_run\n"


def test_json_is_the_default_where_no_terminal_is(tasks: Path) -> None:
    run = assay("run", tasks, "--candidate", "right")
    assert [json.loads(line)["candidate"] for line in run.stdout.splitlines()] == ["right", "right"]


def test_a_table_can_be_asked_for(tasks: Path) -> None:
    heading, *rows = assay("run", tasks, "--format", "table").stdout.splitlines()
    assert heading.split()[:4] == ["task", "candidate", "outcome", "passed"]
    assert rows[0].split()[:4] == ["double", "right", "passed", "1/1"]
    assert rows[2].split()[:3] == ["other", "right", "not_run"]
    assert "shell" in rows[2]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "failed"], 1),
        (["--fail-on", "failed", "--candidate", "right"], 0),
        (["--fail-on", "not-passed", "--candidate", "right"], 1),
        (["--candidate", "third"], 2),
        (["--jobs", "0"], 2),
    ],
)
def test_exit_codes(tasks: Path, arguments: list[str], status: int) -> None:
    assay("run", tasks, *arguments, status=status)


def test_bad_input_is_one_line_and_the_rest_is_run(tasks: Path) -> None:
    with tasks.open("a") as file:
        file.write("{not json\n")
    run = assay("run", tasks, "--candidate", "right", status=2)
    assert len(run.stdout.splitlines()) == 2
    assert run.stderr.startswith(f"assay: {tasks}:3")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    run = assay("run", tmp_path / "none.jsonl", status=2)
    assert run.stdout == ""
    assert "none.jsonl" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.fixture
def heard() -> Iterator[None]:
    """A shell starts what it runs in the background with interrupts ignored, and programs started from there inherit
    that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_an_interrupted_run_ends_at_once_and_leaves_nothing(tasks: Path, tmp_path: Path) -> None:
    token = f"token-{tmp_path.name}-{os.getpid()}"
    hang = f"import os, time\nos.execv('/bin/sh', ['sh', '-c', 'sleep 600 # {token}'])"
    record = json.loads(tasks.read_text().splitlines()[0])
    record["candidates"] = [{"id": name, "files": {"it.py": hang}} for name in ("a", "b", "c")]
    record["tests"]["timeout_s"] = 500
    tasks.write_text(json.dumps(record) + "\n")
    command = [sys.executable, "-m", "assay_cli", "run", str(tasks), "-j", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert wait_until(lambda: len(processes_with(token)) == 2), "two candidates hang"
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=60)
        assert run.returncode == 130
        assert "Traceback" not in errors
    assert wait_until(lambda: not processes_with(token))
    found = _cgroups.controllers()
    places = [place for place in (found.memory, found.pids) if place]
    left = [path for place in places for path in place.glob(f"assay-*-{run.pid}-*")]
    assert left == []


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not holds():
        time.sleep(0.05)
    return holds()
