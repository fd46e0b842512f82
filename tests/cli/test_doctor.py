from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from tests.support.ordinary import run_as_nobody

from assay.evidence import toolchain
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


def test_where_programs_were_looked_for_is_told_when_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    types = Part("language", "typescript/types", False, False, "no tsc", "npm install", "types are not checked")
    monkeypatch.setenv("PATH", "/opt/mine")
    monkeypatch.setattr(doctor, "diagnose", lambda: Diagnosis("namespaces", (types,), toolchain.searched()))
    run = CliRunner().invoke(doctor.command, [], standalone_mode=False)
    assert "missing  typescript/types" in run.output
    assert "get it: npm install" in run.output
    assert "lost: types are not checked" in run.output
    assert "Programs were looked for in /opt/mine, " in run.output
    assert "/usr/bin" in run.output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_without_control_groups_is_told_what_is_lost_and_runs_all_the_same() -> None:
    run = run_as_nobody("-m", "assay_cli", "doctor")
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "namespaces/memory-cgroup" in line)
    assert lines[at].split()[0] == "missing"
    assert "Delegate=yes" in lines[at + 1]
    assert "lost: memory is bounded per process" in lines[at + 2]
    assert "namespaces/memory-per-process" in run.stdout
    assert "runs in the sandbox 'namespaces'" in run.stdout
