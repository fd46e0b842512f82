"""Run Assay as a user without rights."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import assay

NOBODY = 65534


def run_as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments and our packages, as a user who owns nothing. Only root can ask for it."""
    packages = ":".join({str(Path(assay.__file__).parents[1]), str(Path(pytest.__file__).parents[1])})
    return subprocess.run(
        [_interpreter_of_everyone(), "-sB", *arguments],
        env={"PYTHONPATH": packages, "HOME": "/nonexistent"},
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


def _interpreter_of_everyone() -> str:
    """An interpreter of our version that other users can start; ours may lie in root's home."""
    wanted = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    for candidate in (sys.executable, shutil.which("python3", path="/usr/local/bin:/usr/bin")):
        if candidate:
            command = [candidate, "-c", wanted]
            try:
                subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], check=True, env={})
            except (OSError, subprocess.CalledProcessError):
                continue
            return candidate
    pytest.skip("no interpreter of this version is open to other users")
