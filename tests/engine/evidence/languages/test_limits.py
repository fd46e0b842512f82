"""Every limit is reached on purpose, in each language, and is reported by its name; nothing else is.

The programs are bounded by themselves, a little above each limit, so that a sandbox that fails here harms nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assay.domain.run import EvidenceClass, Outcome
from assay.domain.task import Language, Tests
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.workflows.execute import run_tests

pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True)
class Setting:
    """A language: where the candidate's function stands, the test that calls it, and what it does for each outcome."""

    language: Language
    file: str
    around: str
    test_file: str
    test: str
    does: dict[Outcome, str]
    evidence: EvidenceClass = EvidenceClass.E0


PYTHON = {
    Outcome.PASSED: "return 2 * n",
    Outcome.FAILED: "return n",
    Outcome.COMPILE_ERROR: "return 2 *",
    Outcome.CRASHED: "import ctypes; ctypes.string_at(0)",
    Outcome.TIMED_OUT: "\n    while True: pass",
    Outcome.OUT_OF_MEMORY: 'return [b"x" * (1 << 24) for _ in range(64)]',
    Outcome.OUTPUT_LIMIT: "\n    for _ in range(2500): print('x' * 4096)",
    Outcome.PROCESS_LIMIT: "\n    import os, time\n    for _ in range(100):\n"
    "        if not os.fork(): time.sleep(20); os._exit(0)\n    return 2 * n",
}
SETTINGS = {
    "python, tests as values": Setting(
        Language.PYTHON,
        "s.py",
        "def twice(n): {}\n",
        "test_s.py",
        "from s import twice\ndef test_twice(): assert twice(2) == 4\n",
        PYTHON,
        EvidenceClass.E2,
    ),
    "python, tests beside the candidate": Setting(
        Language.PYTHON,
        "s.py",
        "def twice(n): {}\n",
        "test_s.py",
        "from s import twice\ndef test_twice(monkeypatch): assert twice(2) == 4\n",
        PYTHON,
    ),
    "javascript": Setting(
        Language.JAVASCRIPT,
        "s.js",
        "module.exports = (n) => {{ {} }};\n",
        "test_s.js",
        "require('node:assert').equal(require('./s.js')(2), 4);\n",
        {
            Outcome.PASSED: "return 2 * n;",
            Outcome.FAILED: "return n;",
            Outcome.COMPILE_ERROR: "return 2 *;",
            Outcome.CRASHED: "process.kill(process.pid, 'SIGSEGV'); for (;;) {}",
            Outcome.TIMED_OUT: "for (;;) {}",
            Outcome.OUT_OF_MEMORY: "const held = [];\n"
            "for (let i = 0; i < 1500; i++) held.push(new Array(100000).fill(n));",
            Outcome.OUTPUT_LIMIT: "for (let i = 0; i < 2000; i++) console.log('x'.repeat(4096));",
            Outcome.PROCESS_LIMIT: "const { spawn } = require('child_process');\n"
            "for (let i = 0; i < 600; i++) {\n"
            "  const one = spawn('/bin/sleep', ['20'], { stdio: 'ignore' }); one.on('error', () => {}); one.unref();\n"
            "}\nreturn 2 * n;",
        },
    ),
    "java": Setting(
        Language.JAVA,
        "S.java",
        "class S {{ static int twice(int n) {{ {} }} }}\n",
        "Main.java",
        "class Main { public static void main(String[] a) { if (S.twice(2) != 4) throw new AssertionError(); } }\n",
        {
            Outcome.PASSED: "return 2 * n;",
            Outcome.FAILED: "return n;",
            Outcome.COMPILE_ERROR: "return 2 *;",
            Outcome.CRASHED: 'try { new ProcessBuilder("/bin/sh", "-c", "kill -11 $PPID").start().waitFor(); }'
            " catch (Exception e) {} return n;",
            Outcome.TIMED_OUT: "while (true) n++;",
            Outcome.OUT_OF_MEMORY: "java.util.List<long[]> held = new java.util.ArrayList<>();"
            " for (int i = 0; i < 128; i++) held.add(new long[1 << 20]); return held.size();",
            Outcome.OUTPUT_LIMIT: 'for (int i = 0; i < 2000; i++) System.out.println("x".repeat(4096)); return n;',
            Outcome.PROCESS_LIMIT: "for (int i = 0; i < 600; i++) new Thread(() -> {"
            " try { Thread.sleep(20_000); } catch (InterruptedException e) {} }).start(); return 2 * n;",
        },
    ),
    "cpp": Setting(
        Language.CPP,
        "s.cpp",
        "#include <csignal>\n#include <cstdio>\n#include <cstring>\n#include <unistd.h>\n#include <vector>\n"
        "int twice(int n) {{ {} }}\n",
        "test_s.cpp",
        '#include "s.cpp"\n#undef NDEBUG\n#include <cassert>\nint main() { assert(twice(2) == 4); }\n',
        {
            Outcome.PASSED: "return 2 * n;",
            Outcome.FAILED: "return n;",
            Outcome.COMPILE_ERROR: "return 2 *;",
            Outcome.CRASHED: "return *(volatile int *)8;",
            Outcome.TIMED_OUT: "for (volatile int i = 0;; i++) {}",
            Outcome.OUT_OF_MEMORY: "std::vector<char *> held;\n"
            "for (int i = 0; i < 64; i++) { held.push_back(new char[1 << 24]);"
            " std::memset(held.back(), n, 1 << 24); } return held.size();",
            Outcome.OUTPUT_LIMIT: 'for (int i = 0; i < 100000; i++) std::puts("a line of some length"); return n;',
            Outcome.PROCESS_LIMIT: "for (int i = 0; i < 600; i++) if (!fork()) { sleep(20); _exit(0); } return 2 * n;",
        },
    ),
}
CASES = [(name, outcome) for name, setting in SETTINGS.items() for outcome in setting.does]


@pytest.mark.parametrize(("name", "outcome"), CASES, ids=[f"{name}: {outcome}" for name, outcome in CASES])
def test_a_run_ends_with_the_limit_that_it_reached(name: str, outcome: Outcome) -> None:
    setting = SETTINGS[name]
    found = LANGUAGES.get(setting.language).toolchain()
    if isinstance(found, MissingToolchain):
        pytest.skip(f"{found.reason}; {found.install}")
    code = setting.around.format(setting.does[outcome])
    tests = Tests(files={setting.test_file: setting.test}, timeout_s=4 if outcome is Outcome.TIMED_OUT else 60)
    run = run_tests(setting.language, {setting.file: code}, tests)
    assert run.outcome is outcome, (run.reason, run.output[-2000:], run.tests)
    assert bool(run.reason) is (outcome not in {Outcome.PASSED, Outcome.FAILED})
    assert run.evidence_class is setting.evidence
    assert (run.passed == run.total) is (outcome is Outcome.PASSED) or outcome is Outcome.PROCESS_LIMIT
