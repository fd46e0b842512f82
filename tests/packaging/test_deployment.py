"""The files in deploy/ hold what they promise, as far as that can be seen without a container engine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from assay_cli.main import cli

DEPLOY = Path(__file__).parents[2] / "deploy"
ASSAY = Path(sys.executable).parent / "assay"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def is_a_command(arguments: list[str]) -> None:
    """The command line takes these arguments, whatever it would do then."""
    name, *rest = arguments
    command = cli.get_command(cli.make_context("assay", [], resilient_parsing=True), name)
    assert command is not None, name
    command.make_context(name, rest)


def test_linters_have_nothing_to_say_about_the_image() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, DEPLOY / "Containerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_workflow_is_sound_and_runs_what_is_there() -> None:
    root = DEPLOY.parent
    workflow = root / ".github" / "workflows" / "check.yml"
    zizmor = Path(sys.executable).parent / "zizmor"
    options = ["--offline", "--no-progress", "--persona", "auditor", "--format", "plain"]
    done = subprocess.run([zizmor, *options, workflow], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    steps = [step for job in yaml.safe_load(workflow.read_text())["jobs"].values() for step in job["steps"]]
    commands = " ".join(step.get("run", "") for step in steps)
    assert os.access(root / ".ci" / "run", os.X_OK)
    assert ".ci/run" in commands
    assert subprocess.run(["make", "-n", "audit"], cwd=root, capture_output=True, check=False).returncode == 0
    assert "make audit" in commands


def test_make_takes_the_systems_python_unless_another_is_named() -> None:
    asked = ["/usr/bin/python3", "-c", "import asyncio, sqlite3, ssl, sys; print(sys.version_info >= (3, 11))"]
    fits = (
        Path(asked[0]).exists() and "True" in subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    )
    for named, taken in (("", fits), ("3.11", False)):
        command = ["make", "--dry-run", "--always-make", f"UV_PYTHON={named}", ".venv/.synced"]
        told = subprocess.run(command, cwd=DEPLOY.parent, capture_output=True, text=True, check=True).stdout
        assert ("--python /usr/bin/python3" in told) is taken


def test_the_image_starts_what_the_command_line_knows() -> None:
    [default] = re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    is_a_command(yaml.safe_load(default))


def test_the_services_know_each_other_and_their_settings() -> None:
    document: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = document["services"]
    assert set(services) == {"database", "web", "worker"}
    settings = (DEPLOY.parent / "docs" / "settings.md").read_text()
    for name in ("web", "worker"):
        assert set(services[name]["depends_on"]) <= set(services)
        for variable in services[name]["environment"]:
            assert f"`{variable}" in settings
        assert services[name]["cap_drop"] == ["ALL"]
    is_a_command(services["worker"]["command"])
    assert "privileged" not in document.__str__()
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.name)
def test_units_are_valid_and_start_what_the_command_line_knows(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd)")
    text = unit.read_text()
    [start] = re.findall(r"^ExecStart=/opt/assay/bin/assay (.*)$", text, re.MULTILINE)
    is_a_command(start.split())
    here = tmp_path / unit.name
    here.write_text(text.replace("/opt/assay/bin/assay", str(ASSAY)))
    done = subprocess.run([analyze, "verify", here], capture_output=True, text=True, check=False)
    about_this = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (done.returncode, about_this) == (0, [])
