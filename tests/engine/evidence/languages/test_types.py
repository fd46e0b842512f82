"""TypeScript: types are checked where a compiler is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.domain.run import Outcome, Run
from assay.domain.task import Language, Tests
from assay.evidence import toolchain
from assay.workflows.execute import run_tests

pytestmark = pytest.mark.timeout(300)

BIN = Path(__file__).parents[4] / "web" / "node_modules" / ".bin"
TEST = "import assert from 'node:assert';\nimport { twice } from './twice.ts';\nassert.equal(twice(2), 4);\n"


@pytest.fixture(autouse=True)
def compiler(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not (BIN / "tsc").exists():
        pytest.skip("TypeScript is not installed; make environment")
    monkeypatch.setenv("PATH", str(BIN), prepend=":")
    for one in (toolchain.find, toolchain.typescript):
        one.cache_clear()
    yield
    for one in (toolchain.find, toolchain.typescript):
        one.cache_clear()


def run(source: str) -> Run:
    return run_tests(Language.TYPESCRIPT, {"twice.ts": source}, Tests(files={"test_twice.ts": TEST}, timeout_s=60))


def test_what_has_right_types_is_run() -> None:
    source = (
        "import { createHash } from 'node:crypto';\n"
        "export const twice = (n: number): number => (createHash('sha256').update('x').digest().length / 16) * n;\n"
    )
    found = run(source)
    assert (found.outcome, found.reason) == (Outcome.PASSED, ""), found.output
    assert "typescript" in found.versions


def test_a_type_error_is_a_compile_error_with_its_place() -> None:
    found = run("export const twice = (n: number): string => 2 * n;\n")
    assert found.outcome is Outcome.COMPILE_ERROR
    assert found.reason == "twice.ts(1,45): error TS2322: Type 'number' is not assignable to type 'string'."


def test_a_package_that_is_not_there_is_named() -> None:
    found = run("import 'left-pad';\nexport const twice = (n: number): number => 2 * n;\n")
    assert (found.outcome, found.reason) == (Outcome.COMPILE_ERROR, "needs 'left-pad', which is not installed here")
