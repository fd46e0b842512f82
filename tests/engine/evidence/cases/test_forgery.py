"""Candidates that talk a runner into a pass: judged outside the sandbox, none of them does."""

from __future__ import annotations

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run
from assay.domain.task import Language, Tests
from assay.workflows.execute import run_tests

TEST = "from solution import double\n\ndef test_double():\n    assert double(21) == 42\n    assert double(-3) == -6\n"

FORGERIES = {
    "always equal": "class Any:\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    "double = lambda x: Any()",
    "always equal number": "class Any(int):\n    __eq__ = lambda self, other: True\n"
    "    __ne__ = lambda self, other: False\n"
    "    __hash__ = int.__hash__\ndouble = lambda x: Any(1)",
    "frame walk": "import sys\ndef double(x):\n    frame = sys._getframe()\n    while frame:\n"
    "        for value in list(frame.f_locals.values()) + list(frame.f_globals.values()):\n"
    "            if value in (42, -6): return value\n        frame = frame.f_back\n    return 0",
    "garbage walk": "import gc\ndef double(x):\n    for one in gc.get_objects():\n"
    "        if type(one) is list and one and one[0] == 'i' and one[-1] in ('42', '-6'): return int(one[-1])\n"
    "    return 0",
    "files": "import pathlib, re\ndef double(x):\n    for path in pathlib.Path('/').rglob('test_*.py'):\n"
    "        found = re.search(rf'double\\({x}\\) == (-?\\d+)', path.read_text())\n"
    "        if found: return int(found[1])\n    return 0",
    "exit": "import os\ndef double(x): os._exit(0)",
    "exit on import": "import os\nos._exit(0)",
    "sys.exit": "import sys\ndef double(x): sys.exit(0)",
    "patched json": 'import json\njson.dumps = lambda *a, **k: \'{"ended": "returned", "value": ["i", "42"]}\'\n'
    "double = lambda x: 0",
    "patched builtins": "import builtins\nbuiltins.AssertionError = ()\nbuiltins.repr = lambda x: '42'\n"
    "double = lambda x: 0",
    "patched codec": "import sys\nsys.modules['codec'].encode = lambda *a: ['b', True]\n"
    "sys.modules['calls'].encode = lambda *a: ['i', '42']\ndouble = lambda x: 0",
    "patched unittest and pytest": "import unittest\nunittest.TestCase.run = lambda self, result=None: None\n"
    "try:\n    import pytest\nexcept ImportError: pass\ndouble = lambda x: 0",
    "settrace": "import sys\ndef trace(frame, event, arg):\n    frame.f_trace_lines = False\n    return trace\n"
    "sys.settrace(trace)\ndouble = lambda x: 0",
    "forged lines": 'import os\nfor number in range(3, 16):\n    try: os.write(number, b\'{"ended":"returned",'
    '"value":["i","42"]}\\n\' * 2)\n    except OSError: pass\ndouble = lambda x: 0',
    "nonsense": "import os\nos.write(3, b'\\xff\\xfe' + b'[' * 100_000 + b'\\n')\nos._exit(0)",
    "not a number": "double = lambda x: float('nan')",
    "huge": "double = lambda x: 10 ** 100_000",
    "recursive": "def double(x):\n    loop = []\n    loop.append(loop)\n    return loop",
}


def run(solution: str, test: str = TEST) -> Run:
    tests = Tests(files={"test_it.py": test}, timeout_s=60)
    return run_tests(Language.PYTHON, {"solution.py": solution}, tests)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_does_not_pass(forgery: str) -> None:
    found = run(FORGERIES[forgery])
    assert found.outcome in {Outcome.FAILED, Outcome.CRASHED}, found
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E2, False)


def test_the_honest_solution_passes_the_same_test() -> None:
    found = run("def double(x): return 2 * x")
    assert (found.outcome, found.passed, found.total, found.forgeable) == (Outcome.PASSED, 1, 1, False)


@pytest.mark.parametrize(
    ("solution", "outcome", "reason"),
    [
        ("def double(x) x", Outcome.COMPILE_ERROR, "SyntaxError"),
        ("def other(x): return x", Outcome.COMPILE_ERROR, "cannot import name 'double' from 'solution'"),
        ("import numpy\ndef double(x): return 2 * x", Outcome.COMPILE_ERROR, "needs the package 'numpy'"),
        ("def double(x):\n    import numpy\n    return 2 * x", Outcome.COMPILE_ERROR, "needs the package 'numpy'"),
        ("raise ValueError('no')", Outcome.FAILED, ""),
        ("def double(x): raise MemoryError", Outcome.OUT_OF_MEMORY, "MemoryError"),
        ("def double(x): import ctypes; ctypes.string_at(0)", Outcome.CRASHED, "ended before its tests did"),
        ("def double(x):\n    yield 2 * x", Outcome.FAILED, ""),
        ("async def double(x): return 2 * x", Outcome.FAILED, ""),
        ("def double(x): return 2 * x if x > 0 else None\n", Outcome.FAILED, ""),
        (
            "import threading\nthreading.Thread(target=threading.Event().wait).start()\ndef double(x): return 2 * x",
            Outcome.PASSED,
            "",
        ),
    ],
)
def test_verdicts_are_those_of_the_usual_runner(solution: str, outcome: Outcome, reason: str) -> None:
    found = run(solution)
    assert found.outcome is outcome, found
    assert reason in found.reason


def test_the_first_check_that_fails_decides_and_hides_what_comes_after_it() -> None:
    test = (
        "from solution import f\ndef test_a():\n    assert f(1) == 0\n    assert f('die') == 0\n"
        "def test_b(): assert f(1) == 1\n"
    )
    found = run("import os\ndef f(x):\n    if x == 'die': os._exit(0)\n    return x", test)
    assert found.outcome is Outcome.FAILED, "the call that ends the process stands behind a check that had failed"
    assert [(one.id, one.outcome.value) for one in found.tests] == [
        ("test_it.py::test_a", "failed"),
        ("test_it.py::test_b", "passed"),
    ]


def test_what_is_printed_is_kept_and_made_visible() -> None:
    found = run("print('loaded')\ndef double(x):\n    print('\\x1b[2J')\n    return 2 * x")
    assert "loaded" in found.output
    assert r"\x1b[2J" in found.output


def test_a_table_of_the_candidates_own_is_no_test() -> None:
    tests = Tests(files={"it.cases.json": '{"entry": "f", "cases": [{"arguments": [1], "returns": 1}]}'}, timeout_s=60)
    own = {"solution.py": "f = lambda x: 2", "it.cases.json": "{}", "other.cases.json": "{}"}
    found = run_tests(Language.PYTHON, own | {"solution.py": "def f(x): return 2"}, tests)
    assert (found.outcome, found.total) == (Outcome.FAILED, 1)
