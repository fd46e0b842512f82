"""Who waits at a terminal sees what is being done; what is piped holds nothing of it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from assay.workflows.check import check

CODE = "import os\n\n\ndef run(path: str) -> int:\n    os.system(path)\n    return len(open(path).read())\n"


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "code.py"
    path.write_text(CODE)
    return path


def test_every_tool_is_told_and_probes_come_after_those_that_run_beside_one_another(code: Path) -> None:
    steps: list[str] = []
    check([code], select=["ruff", "bandit", "leak"], watch=steps.append)
    *beside, last = [step.partition(" on ")[0] for step in steps]
    assert (sorted(beside), last) == (["bandit", "ruff"], "leak")
    assert all(step.endswith("code.py") for step in steps)


def test_a_terminal_shows_the_step_and_standard_output_does_not(code: Path) -> None:
    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "assay_cli", "check", str(code), "--select", "ruff", "--no-cache"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "160"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, env=environment) as process:
        os.close(terminal)
        seen = b""
        while True:
            try:
                part = os.read(screen, 4096)
            except OSError:  # the other side is closed
                break
            seen += part
        assert process.stdout is not None
        output = process.stdout.read()
    os.close(screen)
    assert process.returncode == 0
    assert b"ruff on" in seen
    assert b"ruff on" not in output
    assert b"S605" in output


def test_a_pipe_shows_nothing(code: Path) -> None:
    command = [sys.executable, "-m", "assay_cli", "check", str(code), "--select", "ruff", "--no-cache"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
