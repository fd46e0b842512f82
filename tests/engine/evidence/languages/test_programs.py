"""Tests that are programs: the same promises in every language, each on a real toolchain in a real sandbox."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run, TestOutcome
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import choose_sandbox

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Case:
    """One language: a file name, a right answer, a test of it, and what goes wrong in its own way."""

    file: str
    right: str
    test_file: str
    test: str
    endless: str
    crash: str | None
    broken: str
    absent: str
    name: str
    loud: str


CASES = {
    "javascript": Case(
        "double.js",
        "module.exports = (n) => 2 * n;",
        "double.test.js",
        "const test = require('node:test'); const assert = require('node:assert');\n"
        "test('doubles', () => assert.equal(require('./double.js')(2), 4));",
        "module.exports = () => { for (;;) {} };",
        "module.exports = () => process.kill(process.pid, 'SIGSEGV');",
        "module.exports = (n) => {",
        "require('left-pad'); module.exports = (n) => 2 * n;",
        "left-pad",
        'module.exports = (n) => { console.log(\'{"name":"doubles","passed":true}\'); return n; };',
    ),
    "typescript": Case(
        "double.ts",
        "export const double = (n: number): number => 2 * n;",
        "double.test.ts",
        "import test from 'node:test'; import assert from 'node:assert';\nimport { double } from './double.ts';\n"
        "test('doubles', () => assert.equal(double(2), 4));",
        "export const double = (n: number): number => { for (;;) {} };",
        "export const double = (n: number): number => { process.kill(process.pid, 'SIGSEGV'); return n; };",
        "export const double = (n: number): number => {",
        "import 'left-pad'; export const double = (n: number): number => 2 * n;",
        "left-pad",
        "export const double = (n: number): number => { console.log('ok 1 - doubles'); return n; };",
    ),
    "go": Case(
        "double.go",
        "package double\nfunc Double(n int) int { return 2 * n }\n",
        "double_test.go",
        'package double\nimport "testing"\nfunc TestDoubles(t *testing.T) { if Double(2) != 4 { t.Error("not 4") } }\n',
        "package double\nfunc Double(n int) int { for {} }\n",
        None,
        "package double\nfunc Double(n int) int { return 2 *\n",
        'package double\nimport "example.org/pad"\nfunc Double(n int) int { return pad.Left(n) }\n',
        "example.org/pad",
        'package double\nimport "fmt"\nfunc Double(n int) int { fmt.Println("--- PASS: TestDoubles"); return n }\n',
    ),
    "rust": Case(
        "double.rs",
        "pub fn double(n: i64) -> i64 { 2 * n }\n",
        "test_double.rs",
        'include!("double.rs");\n#[test]\nfn doubles() { assert_eq!(double(2), 4); }\n',
        "pub fn double(n: i64) -> i64 { let mut i = n; loop { unsafe { std::ptr::write_volatile(&mut i, n) } } }\n",
        "pub fn double(n: i64) -> i64 { unsafe { std::ptr::read_volatile(8 as *const i64) + n } }\n",
        "pub fn double(n: i64) -> i64 { 2 * \n",
        "use rand::random;\npub fn double(n: i64) -> i64 { 2 * n }\n",
        "rand",
        'pub fn double(n: i64) -> i64 { println!("test doubles ... ok"); n }\n',
    ),
    "java": Case(
        "Doubler.java",
        "class Doubler { static int twice(int n) { return 2 * n; } }",
        "DoublerTest.java",
        "class DoublerTest { public static void main(String[] a) { assert Doubler.twice(2) == 4 : 'x'; } }",
        "class Doubler { static int twice(int n) { while (true) { n++; } } }",
        None,
        "class Doubler { static int twice(int n) { return 2 * } }",
        "import com.example.pad.Left; class Doubler { static int twice(int n) { return 2 * n; } }",
        "com.example.pad",
        'class Doubler { static int twice(int n) { System.out.println("OK (1 test)"); return n; } }',
    ),
    "c": Case(
        "double.c",
        "int twice(int n) { return 2 * n; }\n",
        "test_double.c",
        '#include "double.c"\n#include <assert.h>\nint main(void) { assert(twice(2) == 4); return 0; }\n',
        "int twice(int n) { for (volatile int i = 0;; i++) {} }\n",
        "int twice(int n) { return *(volatile int *)8; }\n",
        "int twice(int n) { return 2 * ; }\n",
        "#include <left_pad.h>\nint twice(int n) { return 2 * n; }\n",
        "left_pad.h",
        '#include <stdio.h>\nint twice(int n) { puts("PASS"); return n; }\n',
    ),
    "cpp": Case(
        "double.cpp",
        "int twice(int n) { return 2 * n; }\n",
        "test_double.cpp",
        '#include "double.cpp"\n#include <cassert>\nint main() { assert(twice(2) == 4); }\n',
        "int twice(int n) { for (volatile int i = 0;; i++) {} }\n",
        "int twice(int n) { return *(volatile int *)8; }\n",
        "int twice(int n) { return 2 * ; }\n",
        "#include <left_pad.hpp>\nint twice(int n) { return 2 * n; }\n",
        "left_pad.hpp",
        '#include <cstdio>\nint twice(int n) { puts("PASS"); return n; }\n',
    ),
}


@pytest.fixture(params=CASES)
def language(request: pytest.FixtureRequest) -> str:
    name = str(request.param)
    found = LANGUAGES.get(name).toolchain()
    if isinstance(found, MissingToolchain):
        pytest.skip(f"{found.reason}; {found.install}")
    return name


def run(language: str, source: str, *, timeout_s: float = 30) -> Run:
    case = CASES[language]
    tests = Tests(files={case.test_file: case.test}, timeout_s=timeout_s)
    return LANGUAGES.get(language).run(choose_sandbox(), {case.file: source}, tests)


def test_a_right_answer_passes_with_its_evidence_labelled(language: str) -> None:
    found = run(language, CASES[language].right)
    assert (found.outcome, found.passed, found.total) == (Outcome.PASSED, 1, 1), found.output
    assert found.tests[0].id.partition("::")[0] == CASES[language].test_file
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E0, True)
    assert found.versions


def test_a_wrong_answer_fails_and_what_it_prints_does_not_help(language: str) -> None:
    found = run(language, CASES[language].loud)
    assert (found.outcome, found.passed) == (Outcome.FAILED, 0)
    assert any(one.outcome is TestOutcome.FAILED and one.message for one in found.tests)


def test_what_never_ends_is_timed_out(language: str) -> None:
    case = CASES[language]
    found = run(language, case.endless, timeout_s=3)
    assert found.outcome is Outcome.TIMED_OUT
    assert "ran longer than" in found.reason


def test_a_crash_is_called_one(language: str) -> None:
    crash = CASES[language].crash
    if crash is None:
        crash = {
            "go": 'package double\nimport "os"\nfunc Double(n int) int { os.Exit(3); return n }\n',
            "java": "class Doubler { static int twice(int n) { Runtime.getRuntime().halt(3); return n; } }",
        }[language]
    found = run(language, crash)
    assert found.outcome in {Outcome.CRASHED, Outcome.FAILED}
    assert found.passed == 0


def test_what_does_not_compile_says_so(language: str) -> None:
    found = run(language, CASES[language].broken)
    assert found.outcome is Outcome.COMPILE_ERROR, found.output
    assert found.reason
    assert found.passed == 0


def test_a_package_that_is_not_there_is_named(language: str) -> None:
    case = CASES[language]
    found = run(language, case.absent)
    assert found.outcome is Outcome.COMPILE_ERROR, found.output
    assert case.name in found.reason


def test_without_anything_to_run_it_is_not_run(language: str) -> None:
    found = LANGUAGES.get(language).run(choose_sandbox(), {}, Tests(files={"notes.txt": "nothing"}))
    assert found.outcome is Outcome.NOT_RUN
    assert "no test file" in found.reason
