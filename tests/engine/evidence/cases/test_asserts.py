"""Which test files are read as values, and that they mean the same as when they are run."""

from __future__ import annotations

import textwrap

import pytest

from assay.evidence.caller import Ended, Outcome
from assay.evidence.callers._python.codec import encode
from assay.evidence.cases.asserts import read_asserts
from assay.evidence.cases.suite import Cases, Subject

HEAD = "from solution import f\n"


def cases(test: str, name: str = "test_it.py", **files: str) -> Cases | None:
    found = {path.replace("_py", ".py"): text for path, text in files.items()}
    return read_asserts({"solution.py": "", **found}, {name: textwrap.dedent(test)})


def verdicts(test: str, *returned: object) -> list[bool]:
    """Per test function, whether it holds when the calls return these values."""
    found = cases(HEAD + textwrap.dedent(test))
    assert found is not None
    answers = iter(returned)
    results = []
    for suite in found.suites:
        outcomes = [
            [Outcome(Ended.RETURNED, encode(next(answers))) for _ in check.calls]  # type: ignore[arg-type]
            for check in suite.checks
        ]
        complaints = [check.complaint(given) for check, given in zip(suite.checks, outcomes, strict=True)]
        results.append(not any(complaints))
    return results


def test_the_usual_forms_of_a_benchmark_are_read() -> None:
    found = cases(
        """
        import solution
        globals().update({k: v for k, v in vars(solution).items() if not k.startswith('__')})
        METADATA = ('author', 'test')

        def check(candidate):
            assert candidate([1.0, 2], 0.5) == True, "message"
            assert abs(candidate([], -1) - 2.0 / 3.0) < 1e-6
            assert True

        def test_solution():
            check(f)

        if __name__ == "__main__":
            test_solution()
        """
    )
    assert found is not None
    assert found.subject == Subject("solution.py", "f")
    (suite,) = found.suites
    assert suite.name == "test_it.py::test_solution"
    assert [check.calls for check in suite.checks] == [(([1.0, 2], 0.5),), (([], -1),), ()]


@pytest.mark.parametrize(
    ("importing", "called"),
    [
        ("import solution", "solution.f(1)"),
        ("import solution as s", "s.f(1)"),
        ("from solution import f", "f(1)"),
        ("from solution import f as g", "g(1)"),
        ("from solution import *", "f(1)"),
    ],
)
def test_the_candidate_may_be_imported_in_any_way(importing: str, called: str) -> None:
    found = cases(f"{importing}\nassert {called} == 2", "check.py")
    assert found is not None
    assert found.subject == Subject("solution.py", "f")
    assert [suite.name for suite in found.suites] == ["check.py"]


@pytest.mark.parametrize(
    "test",
    [
        "def test(): assert f(f(1)) == 2",
        "def test(): assert f(1) and f(2)",
        "def test(): assert 0 < f(1) < f(2)",
        "def test(): assert f(x=1) == 2",
        "def test(): assert f(*[1]) == 2",
        "def test(): assert f(lambda: 1) == 2",
        "def test(): assert f(b'x') == 2",
        "def test(): assert sorted(f(1), key=len) == 2",
        "def test(): assert int(f(1)) == 2",
        "def test(): assert f(1) is f",
        "def test(): assert f(1).real == 2",
        "def test(): assert f(10 ** 10 ** 10) == 2",
        "def test(): assert f('a' * 10 ** 9) == 2",
        "def test():\n    a = [1]\n    assert f(a) == 2",
        "def test():\n    for x in (1, 2): assert f(x) == x",
        "def test():\n    f(1)\n    assert f(1) == 2",
        "def test():\n    x = 1\n    x = 2\n    assert f(x) == 2",
        "def test(tmp_path): assert f(1) == 2",
        "@mark\ndef test(): assert f(1) == 2",
        "class Test:\n    def test(self): assert f(1) == 2",
        "def sorted(x): return x\ndef test(): assert sorted(f(1)) == 2",
        "def test(): pass",
        "def test(): assert 1 == 1",
        "assert f(1) == 2\ndef test(): assert f(1) == 2",
        "from solution import g\ndef test(): assert f(1) == g(1)",
        "import other\ndef test(): assert f(1) == 2",
        "def test(): assert f(1) ==",
    ],
)
def test_what_is_not_certain_to_mean_the_same_is_left_to_the_runner(test: str) -> None:
    assert cases(HEAD + test) is None


def test_all_files_are_read_or_none() -> None:
    right = HEAD + "def test(): assert f(1) == 2"
    files = {"solution.py": ""}
    assert read_asserts(files, {"test_a.py": right, "test_b.py": right}) is not None
    assert read_asserts(files, {"test_a.py": right, "data.json": "{}"}) is None
    assert read_asserts(files, {"test_a.py": right, "test_solution.py": right, "solution.py": ""}) is None


@pytest.mark.parametrize(
    ("test", "returned", "holds"),
    [
        ("f(1) == 1", 1.0, True),
        ("f(1) == True", 1, True),
        ("f(1) is True", 1, False),
        ("f(1) == [1]", (1,), False),
        ("f(1) == (1, 2)", (1, 2), True),
        ("f(1) == {'a': 1, 'b': [2]}", {"b": [2], "a": 1}, True),
        ("f(1) == {1, 2}", frozenset({2, 1}), True),
        ("f(1) != 5", 4, True),
        ("not f(1)", [], True),
        ("f(1)", "x", True),
        ("f(1) == float('nan')", float("nan"), False),
        ("f(1) is None", None, True),
        ("sorted(f(1)) == [1, 2]", [2, 1], True),
        ("len(f(1)) == 2", [0, 0], True),
        ("f(1) in (1, 2)", 3, False),
        ("isinstance(f(1), bool)", True, True),
        ("isinstance(f(1), list)", (), False),
        ("f(1) < 3", "a", False),
        ("max(f(1)) == 3", [1, 3], True),
        ("f(1) == 2 or 1 == 1", 5, True),
        ("abs(f(1) - 0.1) < 1e-9", 0.1, True),
    ],
)
def test_an_assertion_means_what_python_means(test: str, returned: object, holds: bool) -> None:  # noqa: FBT001
    assert verdicts(f"def test(): assert {test}", returned) == [holds]


class Always(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    "returned", [Always(1), object(), 10**3500, lambda: 2, [Always(2)], {"a": object()}, iter([2])]
)
def test_what_is_no_built_in_value_equals_nothing(returned: object) -> None:
    assert verdicts("def test(): assert f(1) == 2\ndef test_list(): assert f(1) == [2]", returned, returned) == [
        False,
        False,
    ]
    assert verdicts("def test(): assert f(1) != 2", returned) == [True]


def test_each_function_is_a_test_of_its_own() -> None:
    test = "def test_a(): assert f(1) == 1\ndef test_b(): assert f(2) == 2"
    assert verdicts(test, 1, 3) == [True, False]
