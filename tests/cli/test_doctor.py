from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from assay.workflows.diagnose import Diagnosis, Part
from assay_cli.commands import doctor
from assay_cli.exits import ExitCode

MISSING = Part("layer", "namespaces/seccomp", False, True, "seen", "do this", "untrusted code does not run")


def test_json_is_one_document_that_names_everything() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "assay_cli", "doctor", "--format", "json"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["sandbox"] == "namespaces"
    assert {"layer", "language", "analyzer"} == {part["kind"] for part in found["parts"]}
    assert all({"name", "available", "required", "detail", "install", "lost"} <= part.keys() for part in found["parts"])


@pytest.mark.parametrize(("sandbox", "code"), [("", ExitCode.MISSING), ("namespaces", ExitCode.DONE)])
def test_the_table_shows_remedy_and_loss_and_the_exit_code_the_sandbox(
    monkeypatch: pytest.MonkeyPatch, sandbox: str, code: ExitCode
) -> None:
    monkeypatch.setattr(doctor, "diagnose", lambda: Diagnosis(sandbox, (MISSING,)))
    with click.Context(doctor.command):
        run = CliRunner().invoke(doctor.command, [], standalone_mode=False)
    assert run.return_value is code
    assert "MISSING  namespaces/seccomp" in run.output
    assert "get it: do this" in run.output
    assert "lost: untrusted code does not run" in run.output
    assert ("does not run here" in run.output) is (not sandbox)
