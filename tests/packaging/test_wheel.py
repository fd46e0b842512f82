"""The wheel in a clean environment without Node.js is the whole platform."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.support.demo import Demo, start

ROOT = Path(__file__).parents[2]
UV = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")

pytestmark = [pytest.mark.xdist_group("wheel"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([UV, "build", "--quiet", "--out-dir", folder, ROOT], check=True, cwd=folder)
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``assay`` command in an environment that holds the wheel and what it asks for, at the locked versions."""
    folder = tmp_path_factory.mktemp("clean")
    locked = folder / "locked.txt"
    export: list[str | Path] = [
        UV,
        "export",
        "--frozen",
        "--no-dev",
        "--no-emit-project",
        "--quiet",
        "--output-file",
        locked,
    ]
    subprocess.run(export, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    install: list[str | Path] = [UV, "pip", "install", "--quiet", "--python", python]
    subprocess.run([*install, "--require-hashes", "-r", locked], check=True)
    subprocess.run([*install, "--no-deps", wheel], check=True)
    return python.with_name("assay")


@pytest.fixture(scope="module")
def demo(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    path = ":".join(folder for folder in os.environ["PATH"].split(":") if not (Path(folder) / "node").exists())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path)
        patch.delenv("PYTHONPATH", raising=False)
        running = start(tmp_path_factory.mktemp("wheel"), command=(str(installed),))
    yield running
    assert running.stop() == 0


def test_the_wheel_holds_front_end_samples_rubrics_and_types_but_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "assay_web/static/workbench/workbench.js",
        "assay_web/static/workbench/workbench.css",
        "assay_cli/samples/ttl-cache/task.toml",
        "assay/judgement/rubrics/default.toml",
        "assay/py.typed",
        "assay_cli/py.typed",
        "assay_web/py.typed",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "web/", "benchmarks/"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".map")]


def test_pages_and_their_assets_are_served(demo: Demo) -> None:
    with httpx.Client(base_url=demo.url, follow_redirects=True, timeout=30) as client:
        page = client.get("accounts/login/")
        email, password = demo.accounts["reviewer"]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1]}
        queue = client.post("accounts/login/", data=form, headers={"Referer": demo.url})
        assert queue.url.path == "/queue/"
        assert "Caching layer" in queue.text
        assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', queue.text))
        assert len(assets) >= 2
        for asset in {*assets, "/static/workbench/workbench.js", "/static/workbench/workbench.css"}:
            assert client.get(asset).status_code == 200, asset


def test_the_engine_checks_and_runs_without_the_sources(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "danger.py").write_text("def run(text):\n    return eval(text)\n")
    answer = subprocess.run(
        [installed, "check", "danger.py", "--format", "json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert '"cwe": 95' in answer.stdout
