"""A machine that forbids user namespaces: a user namespace of its own, in which no further one may be made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TASK = {
    "schema": "assay.task/v1",
    "id": "one",
    "title": "One",
    "prompt": "Give one.",
    "language": "python",
    "aspects": ["correctness"],
    "tests": {"files": {"test_it.py": "from it import n\ndef test_it(): assert n == 1"}, "timeout_s": 60},
    "candidates": [{"id": "right", "files": {"it.py": "n = 1"}}, {"id": "wrong", "files": {"it.py": "n = 2"}}],
}
FORBID = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" -m assay_cli "$@"'


def without_namespaces(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-Ur", "true"], check=False).returncode:
        pytest.skip("user namespaces cannot be taken away here")
    command = [unshare, "-Ur", "sh", "-c", FORBID, sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    path = tmp_path / "tasks.jsonl"
    path.write_text(json.dumps(TASK) + "\n")
    return path


def test_untrusted_code_is_refused_in_one_line_with_the_remedy(tasks: Path) -> None:
    run = without_namespaces("run", tasks)
    assert run.returncode == 3
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert "pid-namespace" in run.stderr
    assert "user.max_user_namespaces" in run.stderr
    assert "--allow-degraded" in run.stderr


def test_allowed_all_the_same_every_verdict_says_what_was_missing(tasks: Path) -> None:
    run = without_namespaces("run", tasks, "--allow-degraded")
    assert run.returncode == 0, run.stderr
    right, wrong = map(json.loads, run.stdout.splitlines())
    assert (right["outcome"], wrong["outcome"]) == ("passed", "failed")
    for line in (right, wrong):
        assert line["sandbox"] == "process"
        assert "pid-namespace" in line["missing_layers"]
        assert "pid-namespace" not in line["layers"]


def test_the_doctor_says_why_and_what_to_do() -> None:
    run = without_namespaces("doctor")
    assert run.returncode == 3
    assert "MISSING  namespaces/pid-namespace" in run.stdout
    assert run.stdout.count("sysctl -w user.max_user_namespaces") == 1
    assert "does not run here" in run.stdout
