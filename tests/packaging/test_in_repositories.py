"""The GitHub Action and the pre-commit hook, tried on this machine: their own steps, the real pre-commit."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
GOOD = "def add(a: int, b: int) -> int:\n    return a + b\n"
BAD = "import subprocess\n\n\ndef show(name):\n    return subprocess.check_output('ls ' + name, shell=True)\n"

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """A runner's environment in which Assay has been installed already: from this very environment."""
    programs = tmp_path / "temp" / "assay" / "bin"
    programs.mkdir(parents=True)
    (programs / "assay").symlink_to(PROGRAMS / "assay")
    return {**os.environ, "RUNNER_TEMP": str(tmp_path / "temp"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def step(name: str, environment: dict[str, str], folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as a runner does: its ``env`` from the inputs, its script by bash."""
    [found] = [one for one in ACTION["runs"]["steps"] if one["name"] == name]
    given = {key: str(one["default"]) for key, one in ACTION["inputs"].items()} | inputs

    def value(template: str) -> str:
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], template)

    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", found["run"]],
        env=environment | {key: value(one) for key, one in found["env"].items()},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    (folder / "src with space").mkdir(parents=True)
    (folder / "good.py").write_text(GOOD)
    (folder / "src with space" / "bad.py").write_text(BAD)
    return folder


def test_the_action_annotates_and_fails_at_the_threshold(runner: dict[str, str], code: Path) -> None:
    done = step("Check", runner, code)
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::(error|warning) file=src with space/bad\.py,line=5", done.stdout, re.MULTILINE)


def test_the_action_passes_where_there_is_nothing_or_nothing_is_asked(runner: dict[str, str], code: Path) -> None:
    assert step("Check", runner, code, paths="good.py\n").returncode == 0
    assert step("Check", runner, code, **{"fail-on": ""}).returncode == 0


def test_the_action_takes_several_paths_and_writes_sarif(runner: dict[str, str], code: Path) -> None:
    paths = "\n  good.py\n  src with space/bad.py  \n\n"
    done = step("Check", runner, code, paths=paths, sarif="out.sarif", select="bandit")
    assert done.returncode == 1, done.stderr
    log = json.loads((code / "out.sarif").read_text())
    assert log["version"] == "2.1.0"
    assert {run["tool"]["driver"]["name"] for run in log["runs"]} == {"bandit"}


@pytest.mark.parametrize("hostile", ["$(touch owned)", "`touch owned`", "x; touch owned", "--help"])
@pytest.mark.parametrize("name", ["paths", "select", "fail-on"])
def test_nothing_in_an_input_is_run(runner: dict[str, str], code: Path, name: str, hostile: str) -> None:
    done = step("Check", runner, code, **{name: hostile})
    assert done.returncode == 2
    assert not (code / "owned").exists()


def test_tools_for_actions_have_nothing_to_say() -> None:
    done = subprocess.run(
        [PROGRAMS / "zizmor", "--offline", "--no-progress", ROOT / "action.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one["run"]
        checked = subprocess.run(
            [PROGRAMS / "shellcheck", "--shell=bash", "-"],
            input=one["run"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A git repository that offers our hook."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", folder)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "hooks")
    return folder


def commit(folder: Path, hooks: Path, tmp_path: Path, **more: object) -> subprocess.CompletedProcess[str]:
    """What the real pre-commit says of all files. Assay itself is installed already, so its own step is left out."""
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=hooks, check=True, capture_output=True, text=True
    ).stdout.strip()
    hook = {"id": "assay-check", "language": "unsupported", **more}
    config = {"repos": [{"repo": hooks.as_uri(), "rev": revision, "hooks": [hook]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    return subprocess.run(
        [PROGRAMS / "pre-commit", "run", "--all-files", "--verbose"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_stops_a_commit_with_a_grave_finding(code: Path, hooks: Path, tmp_path: Path) -> None:
    (code / "notes.md").write_text("# no code\n")
    done = commit(code, hooks, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "assay check" in done.stdout
    assert "bad.py:5" in done.stdout
    assert "notes.md" not in done.stdout


def test_the_hook_lets_good_code_pass_and_takes_other_arguments(code: Path, hooks: Path, tmp_path: Path) -> None:
    assert commit(code, hooks, tmp_path, files="good").returncode == 0
    assert commit(code, hooks, tmp_path, args=["--no-tests"]).returncode == 0


def test_nothing_of_a_commit_is_run(code: Path, hooks: Path, tmp_path: Path) -> None:
    (code / "src with space" / "bad.py").write_text("import pathlib\npathlib.Path('ran').touch()\n")
    assert commit(code, hooks, tmp_path).returncode == 0
    assert not list(code.rglob("ran"))
