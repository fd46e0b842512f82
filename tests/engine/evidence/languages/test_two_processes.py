"""Python tests that call functions in another process: the same verdicts as in one, and none that is forged (E1)."""

from __future__ import annotations

import textwrap

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run
from assay.domain.task import Language, Tests
from assay.evidence.languages._python.linkable import linkable
from assay.testing.attacks.verdicts import FORGERIES, HONEST, Forgery
from assay.workflows.execute import run_tests

SOLUTION = """
    import math
    from typing import List

    LIMITS = {"low": [1, 2], "high": (3, 4.5)}
    calls = 0

    class Refused(ValueError):
        def __init__(self, what, code=3):
            super().__init__(what)
            self.code = code

    def push(items, item, *, twice=False):
        global calls
        calls += 1
        if item == "":
            raise Refused("empty")
        items.extend([item] * (1 + twice))
        return items

    def swap(grid):
        grid[0], grid[1] = grid[1], grid[0]

    def keep(items, kept=[]):
        kept.append(items)
        return kept

    def count():
        return calls

    def lookup(key):
        return {"a": {1, 2}, "b": frozenset({(1, b"x")}), "c": 2**70, "d": 1j, "e": None, "f": bytearray(b"y")}[key]
    """
TEST = """
    import copy
    import math
    import pytest
    import solution
    from solution import LIMITS, Refused, keep, lookup, push, swap

    @pytest.fixture
    def items(): return [1]

    class TestPush:
        @pytest.mark.parametrize("item", ["x", 2.5, (1, (2,))])
        def test_what_is_returned_is_what_was_given(self, items, item):
            found = push(items, item)
            assert found is items and items == [1, item] and type(items[1]) is type(item)

        def test_by_name(self, items): assert push(items=items, item=7, twice=True)[1:] == [7, 7]

    def test_rows_stay_themselves_when_they_change_places():
        first, second = [1], [2]
        grid = [first, second]
        assert swap(grid) is None
        assert grid[0] is second and grid[1] is first and first == [1]
        shared = [first, first]
        push(shared[0], 5)
        assert shared == [[1, 5], [1, 5]] and shared[0] is shared[1]

    def test_what_was_kept_is_no_copy():
        mine = [1]
        kept = keep(mine)
        mine.append(2)
        assert keep([]) is kept
        assert kept == [[1, 2], []] and kept[0] is mine

    def test_errors_are_those_of_the_module():
        with pytest.raises(Refused, match="empty") as caught: push([], "")
        assert isinstance(caught.value, ValueError) and caught.value.args == ("empty",)
        with pytest.raises(KeyError) as missing: lookup("z")
        assert str(missing.value) == "'z'"
        with pytest.raises(TypeError): push()

    def test_values_of_every_plain_type():
        found = [lookup(key) for key in "abcdef"]
        assert found == [{1, 2}, frozenset({(1, b"x")}), 2**70, 1j, None, bytearray(b"y")]
        assert copy.deepcopy(LIMITS) == {"low": [1, 2], "high": (3, 4.5)} and solution.LIMITS is LIMITS

    def test_state_stays_in_the_module():
        before = solution.count()
        push([], 1)
        assert solution.count() == before + 1 and solution.math is math

    def test_many():
        for number in range(300):
            assert push(list(range(number)), number) == list(range(number + 1))
    """


def run(solution: str, test: str, timeout_s: float = 60) -> Run:
    tests = Tests(files={"test_it.py": textwrap.dedent(test)}, timeout_s=timeout_s)
    return run_tests(Language.PYTHON, {"solution.py": textwrap.dedent(solution)}, tests)


LOOP = """
    from solution import double

    def test_all():
        for n in range(9):
            assert double(n) == n + n
    """


def test_across_the_link_everything_is_as_it_would_be_in_one_process() -> None:
    found = run(SOLUTION, TEST)
    assert (found.outcome, found.reason, found.passed) == (Outcome.PASSED, "", 10), [one.message for one in found.tests]
    assert (found.evidence_class, found.forgeable, found.missing_layers) == (EvidenceClass.E1, False, ())
    in_one = run(SOLUTION, f"{textwrap.dedent(TEST)}\ndef test_more(tmp_path): pass\n")
    assert in_one.evidence_class is EvidenceClass.E0
    assert [one.id for one in in_one.tests][:-1] == [one.id for one in found.tests]
    assert in_one.outcome is Outcome.PASSED, "the same tests in the candidate's process"


@pytest.mark.parametrize(
    ("solution", "outcome", "reason"),
    [
        ("def double(x): return x", Outcome.FAILED, ""),
        ("def double(x) return x", Outcome.COMPILE_ERROR, "SyntaxError"),
        ("import numpy\ndef double(x): return x + x", Outcome.COMPILE_ERROR, "needs the package 'numpy'"),
        ("def other(x): return x", Outcome.COMPILE_ERROR, "cannot import name 'double'"),
        (
            "def double(x):\n    import os\n    os._exit(0)",
            Outcome.CRASHED,
            "ended before its tests did, with exit status 0",
        ),
        ("def double(x):\n    import ctypes\n    ctypes.string_at(0)", Outcome.CRASHED, "by signal SIGSEGV"),
        ("def double(x): raise MemoryError", Outcome.OUT_OF_MEMORY, "MemoryError"),
        ("def double(x): return b'.' * (1 << 30)", Outcome.OUT_OF_MEMORY, "emory"),
        ("def double(x):\n    import os\n    os.write(4, b'[' * 99_999 + b'\\n')", Outcome.CRASHED, "ended before"),
        ("def double(x):\n    while x: pass\n    return 0", Outcome.TIMED_OUT, "ran longer than 3 s"),
    ],
)
def test_what_becomes_of_the_candidate_is_the_verdict(solution: str, outcome: Outcome, reason: str) -> None:
    found = run(solution, LOOP, 3 if outcome is Outcome.TIMED_OUT else 60)
    assert found.outcome is outcome, found
    assert reason in found.reason
    assert found.evidence_class is EvidenceClass.E1


SQUARE = """
    from solution import square

    def test_square():
        for n in (3, 4):
            assert square(n) == n * n
    """


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda one: one.name)
def test_a_forgery_is_not_passed_as_what_it_is_not(forgery: Forgery) -> None:
    found = run(forgery.source, SQUARE)
    assert forgery.witness in found.output + found.reason + found.tests[0].message, "it was really tried"
    beyond = forgery.name in {"an object equal to everything", "a number equal to everything", "not a number"}
    assert found.evidence_class is (EvidenceClass.E0 if beyond else EvidenceClass.E1)
    assert found.outcome is not Outcome.PASSED or found.forgeable


def test_the_honest_answer_is_passed() -> None:
    found = run(HONEST, SQUARE)
    assert (found.outcome, found.evidence_class) == (Outcome.PASSED, EvidenceClass.E1)
    assert "tried" in found.output


@pytest.mark.parametrize(
    ("solution", "use"),
    [
        (
            "class Box:\n    def __init__(self): self.x = 4\ndef double(n): return Box().x",
            "assert solution.Box().x == 4",
        ),
        ("from collections import namedtuple\ndouble = namedtuple('P', 'x')", "assert double(4).x == 4"),
        ("def double(n): return n(2) * 2", "assert double(lambda n: n) == 4"),
        ("def double(n):\n    yield n", "for n in (4, 5): assert list(double(n)) == [n]"),
        (
            "import functools\n@functools.cache\ndef double(n): return n",
            "double.cache_clear()\n    assert double(4) == 4",
        ),
        ("SIZE = 3\ndef double(n): return SIZE", "solution.SIZE = 4\n    assert double(0) == 4"),
        ("class No(Exception): code = 4\ndef double(n): raise No", "assert solution.No.code == 4"),
    ],
)
def test_what_cannot_cross_is_run_in_one_process_instead(solution: str, use: str) -> None:
    found = run(solution, f"import solution\nfrom solution import double\ndef test_it():\n    {use}\n")
    assert (found.outcome, found.evidence_class, found.forgeable) == (Outcome.PASSED, EvidenceClass.E0, True), found


def test_the_candidates_names_take_the_place_of_none_of_the_tests() -> None:
    test = """
        import solution
        globals().update({k: v for k, v in vars(solution).items() if not k.startswith("__")})

        def test_it():
            for n in range(3):
                assert abs(double(n) - 2 * n) < 1e-9
        """
    assert run("import math\ndef double(n): return 2 * n", test).evidence_class is EvidenceClass.E1
    found = run("def double(n): return 0\ndef abs(n): return 0", test)
    assert (found.outcome, found.evidence_class, found.forgeable) == (Outcome.PASSED, EvidenceClass.E0, True)
    forged = "__all__ = ['double', '__builtins__']\n__builtins__ = {}\ndef double(n): return 0"
    assert run(forged, test).outcome is not Outcome.PASSED


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "import time",
        "from unittest import mock",
        "def test_b(capsys): pass",
        "random.seed(1)",
        "open('x')",
        "async def test_b(): pass",
        "assert double.__doc__",
        "import other",
        "from . import solution",
        "def f(",
    ],
)
def test_tests_that_reach_into_the_process_are_not_taken_out_of_it(line: str) -> None:
    plain = {"test_it.py": "import random\nfrom solution import double\n"}
    assert linkable({"solution.py": ""}, plain)
    assert linkable({"solution.py": ""}, {"test_it.py": f"{plain['test_it.py']}{line}\n"}) is None
    assert linkable({"solution.py": ""}, {**plain, "data.json": "{}"}) is None
    assert linkable({"solution.py": "", "json.py": ""}, plain) is None
    assert linkable({"solution.py": ""}, {"test_it.py": "def test_it(): pass\n"}) is None
