"""A wrong candidate is not passed, whatever it does; where tests and candidate share a process, half of them are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES
from assay.evidence.sandbox import SANDBOXES
from assay.testing.attacks.verdicts import FORGERIES, HONEST, TESTS, Forgery

by_name = pytest.mark.parametrize("forgery", FORGERIES, ids=lambda one: one.name)


@pytest.fixture(params=["namespaces", "bubblewrap"])
def sandbox(request: pytest.FixtureRequest) -> str:
    if request.param == "bubblewrap" and not shutil.which("bwrap"):
        pytest.skip("bwrap is not installed; sudo apt-get install bubblewrap")
    return str(request.param)


def judged(sandbox: str, source: str) -> Run:
    tests = Tests(files={"test_square.py": TESTS}, timeout_s=30)
    return LANGUAGES.get("python").run(SANDBOXES.get(sandbox), {"square.py": source}, tests)


@by_name
def test_a_forgery_is_not_passed(sandbox: str, forgery: Forgery) -> None:
    run = judged(sandbox, forgery.source)
    assert run.evidence_class is EvidenceClass.E2
    assert not run.forgeable
    assert run.outcome in {Outcome.FAILED, Outcome.CRASHED}
    assert run.passed == 0
    assert forgery.witness in run.output + run.reason + run.tests[0].message, "it was really tried"


def test_the_right_answer_is_passed(sandbox: str) -> None:
    run = judged(sandbox, HONEST)
    assert (run.outcome, run.evidence_class) == (Outcome.PASSED, EvidenceClass.E2)
    assert "tried" in run.output


@by_name
def test_in_one_process_with_the_tests_some_are_passed(forgery: Forgery, tmp_path: Path) -> None:
    (tmp_path / "square.py").write_text(forgery.source)
    (tmp_path / "tests.py").write_text(f"{TESTS}\n\ntest_square()\n")
    run = subprocess.run([sys.executable, "tests.py"], cwd=tmp_path, capture_output=True, check=False)
    assert (run.returncode == 0) is forgery.fools_one_process


def test_forgeries_have_distinct_names() -> None:
    assert len({one.name for one in FORGERIES}) == len(FORGERIES)
    assert sum(one.fools_one_process for one in FORGERIES) >= 8
