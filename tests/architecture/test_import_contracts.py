"""The architecture is a file that fails the build: these tests show that it really does."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FORBIDDEN = [
    ("assay/domain/task.py", "import assay.registry", "layers point down"),
    ("assay/errors.py", "from assay.domain import task", "layers point down"),
    ("assay/domain/run.py", "import django", "knows no face"),
    ("assay/registry.py", "import assay_cli", "knows no face"),
    ("assay/evidence/analyzers/ruff.py", "import assay.workflows.collect", "knows its port"),
    ("assay/evidence/critics/openai_compatible.py", "import httpx", "open connections"),
    ("assay/workflows/collect.py", "def late():\n    import assay.network.http", "layers point down"),
    ("assay/workflows/collect.py", "import assay.client", "open connections"),
    ("assay/client/shapes.py", "import assay.domain.task", "nothing of the engine"),
    ("assay_web/kit/__init__.py", "import assay_web.review.models", "nobody pushes"),
    ("assay_cli/main.py", "import assay.evidence.sandbox", "speak to the engine through its face"),
    ("assay_web/site/health.py", "import assay_cli.exits", "does not know the command line"),
    ("assay_web/review/models.py", "import assay_web.review.services", "services ask nobody above"),
    ("assay_web/accounts/models.py", "def late():\n    import assay_web.review.services", "nobody pushes"),
]


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of this repository over the packages in ``source``."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / ".importlinter", "--no-cache", "--no-logo"],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
        cwd=source,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the source tree that a test may break."""
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__", "static", "node_modules"))
    return source


def test_the_contracts_hold(copy: Path) -> None:
    answer = lint(copy)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(("file", "line", "contract"), FORBIDDEN, ids=[f"{f}: {i}" for f, i, _ in FORBIDDEN])
def test_a_forbidden_import_breaks_a_contract(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / file
    path.write_text(f"{path.read_text()}\n{line}\n")

    answer = lint(copy)

    assert answer.returncode != 0
    broken = [row for row in answer.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(contract in row for row in broken)
