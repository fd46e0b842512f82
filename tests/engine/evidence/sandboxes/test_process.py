from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.domain.run import Limits, Outcome
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES
from assay.evidence.sandbox import SANDBOXES, examine, missing_layers

PROCESS = SANDBOXES.get("process")
MISSING = missing_layers(examine(PROCESS))


def test_it_does_not_claim_what_it_cannot_do() -> None:
    assert "pid-namespace" in MISSING


def test_tests_run_and_the_verdict_says_what_was_missing() -> None:
    tests = Tests(files={"test_it.py": "from it import n\ndef test_n(): assert n == 1"}, timeout_s=60)
    right, wrong = (LANGUAGES.get("python").run(PROCESS, {"it.py": f"n = {n}"}, tests) for n in (1, 2))
    assert (right.outcome, wrong.outcome) == (Outcome.PASSED, Outcome.FAILED)
    assert right.missing_layers == MISSING
    assert not set(MISSING) & set(right.layers)


def test_its_folder_is_removed(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    tests = Tests(files={"test_it.py": "def test_it():\n    open('left', 'w')"}, timeout_s=60)
    assert LANGUAGES.get("python").run(PROCESS, {}, tests).outcome is Outcome.PASSED
    assert list(open_folder.iterdir()) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """One that any user may enter, unlike those below ``tmp_path``."""
    with tempfile.TemporaryDirectory(prefix="assay-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_limits_are_the_same_as_in_the_other_sandbox() -> None:
    tests = Tests(files={"test_it.py": "def test_it():\n    while True: pass"}, timeout_s=1)
    found = LANGUAGES.get("python").run(PROCESS, {}, tests)
    assert found.outcome is Outcome.TIMED_OUT
    assert found.limits == Limits(wall_s=1, cpu_s=2)
