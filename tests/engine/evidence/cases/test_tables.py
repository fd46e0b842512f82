"""Tests given as JSON: the same table in every language whose functions can be called."""

from __future__ import annotations

import json

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run
from assay.domain.task import Language, Tests
from assay.evidence.cases.tables import Comparison, value_of
from assay.workflows.execute import run_tests

pytestmark = pytest.mark.timeout(300)

TABLE = {"entry": "largest", "cases": [{"arguments": [[3, 9, 4]], "returns": 9}, {"arguments": [[-5]], "returns": -5}]}
FILES = {
    Language.PYTHON: ("s.py", "def largest(xs): return {}", "max(xs)", "xs[-1]"),
    Language.JAVASCRIPT: ("s.js", "function largest(xs) {{ return {}; }}", "Math.max(...xs)", "xs.at(-1)"),
    Language.TYPESCRIPT: (
        "s.ts",
        "function largest(xs: number[]): number {{ return {}; }}",
        "Math.max(...xs)",
        "xs[0]",
    ),
    Language.GO: ("s.go", "package s\n\nfunc largest(xs []int) int {{\n\treturn {}\n}}\n", "slices(xs)", "xs[0]"),
    Language.RUST: ("s.rs", "fn largest(xs: Vec<i64>) -> i64 {{ {} }}", "*xs.iter().max().unwrap()", "xs[0]"),
    Language.JAVA: (
        "S.java",
        "class S {{\n  static int largest(int[] xs) {{ return {}; }}\n}}\n",
        "java.util.Arrays.stream(xs).max().getAsInt()",
        "xs[0]",
    ),
    Language.CPP: (
        "s.cpp",
        "#include <algorithm>\n#include <vector>\nint largest(std::vector<int> xs) {{ return {}; }}\n",
        "*std::max_element(xs.begin(), xs.end())",
        "xs[0]",
    ),
}
SLICES = """
func slices(xs []int) int {
	m := xs[0]
	for _, x := range xs {
		if x > m {
			m = x
		}
	}
	return m
}
"""


def run(language: Language, files: dict[str, str], table: object, **more: object) -> Run:
    tests = Tests(files={"largest.cases.json": json.dumps(table)}, timeout_s=60)
    return run_tests(language, files, tests, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", FILES)
def test_right_and_wrong_candidates_are_told_apart(language: Language) -> None:
    path, code, right, wrong = FILES[language]
    for body, outcome in ((right, Outcome.PASSED), (wrong, Outcome.FAILED)):
        text = code.format(body) + (SLICES if language is Language.GO else "")
        found = run(language, {path: text}, TABLE)
        assert (found.outcome, found.total) == (outcome, 2), found
        assert (found.evidence_class, found.forgeable) == (EvidenceClass.E2, False)
        assert found.versions


def python(code: str, *cases: dict[str, object], **more: object) -> Run:
    return run(Language.PYTHON, {"s.py": code}, {"entry": "f", "cases": list(cases)}, **more)


@pytest.mark.parametrize(
    ("code", "case", "passes"),
    [
        ("def f(x): return x / 3", {"arguments": [1], "returns": 0.333333, "tolerance": 1e-5}, True),
        ("def f(x): return x / 3", {"arguments": [1], "returns": 0.333333}, False),
        ("def f(x): return 1.0", {"arguments": [1], "returns": 1}, True),
        ("def f(x): return True", {"arguments": [1], "returns": 1}, False),
        ("def f(x): return float('nan')", {"arguments": [1], "returns": {"real": "nan"}}, True),
        ("def f(x): return (1, 2)", {"arguments": [1], "returns": [1, 2]}, True),
        ("def f(x): return [1, 2]", {"arguments": [1], "returns": {"tuple": [1, 2]}}, False),
        ("def f(x): return {2, 1}", {"arguments": [1], "returns": {"set": [1, 2]}}, True),
        ("def f(x): return {1: 'a'}", {"arguments": [1], "returns": {"map": [[1, "a"]]}}, True),
        ("def f(x): return {'a': None}", {"arguments": [1], "returns": {"a": None}}, True),
        ("def f(x): raise KeyError(x)", {"arguments": [1], "raises": "KeyError"}, True),
        ("def f(x): raise KeyError(x)", {"arguments": [1], "raises": "ValueError"}, False),
        ("def f(x): raise KeyError(x)", {"arguments": [1], "raises": ""}, True),
        ("def f(x): return x", {"arguments": [1], "raises": ""}, False),
        ("def f(x): x.sort()", {"arguments": [[2, 1]], "returns": None, "changed": [[1, 2]]}, True),
        ("def f(x): x.sort()", {"arguments": [[2, 1]], "changed": [[2, 1]]}, False),
        ("def f(x): return None", {"arguments": [[2, 1]], "changed": [[2, 1]]}, True),
    ],
)
def test_what_a_case_can_say(code: str, case: dict[str, object], passes: bool) -> None:  # noqa: FBT001
    found = python(code, case)
    assert found.outcome is (Outcome.PASSED if passes else Outcome.FAILED), found


def test_cases_without_an_answer_are_recorded_from_the_reference() -> None:
    reference = {"r.py": "def f(x):\n    if x < 0: raise ValueError\n    return [x, x + 1]"}
    cases: list[dict[str, object]] = [{"arguments": [3]}, {"name": "negative", "arguments": [-1]}]
    assert python("def f(x): return [x, x + 1]", *cases, reference=reference).outcome is Outcome.FAILED
    right = "def f(x):\n    if x < 0: raise ValueError(x)\n    return [x, x + 1]"
    assert python(right, *cases, reference=reference).outcome is Outcome.PASSED
    tuples = python(right.replace("[x, x + 1]", "(x, x + 1)"), *cases, reference=reference)
    assert [one.outcome.value for one in tuples.tests] == ["failed", "passed"]
    assert "the reference [3, 4]" in tuples.tests[0].message


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"cases": [{"arguments": [1], "returns": 1}]}, "names no entry"),
        ({"entry": "f", "cases": []}, "largest.cases.json"),
        ({"entry": "f", "cases": [{"arguments": [1], "answer": 1}]}, "answer"),
        ({"entry": "f", "cases": [{"arguments": [{"set": [[1]]}], "returns": 1}]}, "no value can be"),
        ({"entry": "f", "cases": [{"arguments": [{"real": 5}], "returns": 1}]}, "cannot be read"),
        ({"entry": "f", "cases": [{"arguments": [1]}]}, "the task has none"),
    ],
)
def test_a_table_that_cannot_be_used_is_not_run_and_says_why(table: object, reason: str) -> None:
    found = run(Language.PYTHON, {"s.py": "def f(x): return x"}, table)
    assert found.outcome is Outcome.NOT_RUN
    assert reason in found.reason


def test_a_candidate_without_the_function_is_a_compile_error() -> None:
    found = python("def g(x): return x", {"arguments": [1], "returns": 1})
    assert (found.outcome, found.total) == (Outcome.COMPILE_ERROR, 1)
    assert "no function 'f'" in found.reason


def test_a_language_without_a_caller_says_so() -> None:
    assert "no caller" in run(Language.C, {"s.c": "int f(int x) { return x; }"}, TABLE).reason


def test_other_tests_beside_a_table_make_the_weaker_class() -> None:
    files = {
        "f.cases.json": json.dumps({"entry": "f", "cases": [{"arguments": [1], "returns": 1}]}),
        "test_f.py": "from s import f\ndef test_f(monkeypatch): assert f(2) == 2",
    }
    found = run_tests(Language.PYTHON, {"s.py": "def f(x): return x"}, Tests(files=files, timeout_s=60))
    assert (found.outcome, found.total) == (Outcome.PASSED, 2)
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E0, True)
    found = run_tests(Language.PYTHON, {"s.py": "def f(x): return 1"}, Tests(files=files, timeout_s=60))
    assert [one.outcome.value for one in found.tests] == ["passed", "failed"]


def test_lists_stand_for_tuples_unless_the_comparison_is_strict() -> None:
    assert Comparison(0).holds(((1,),), [[1]])
    assert not Comparison(0, strict=True).holds((1,), [1])
    assert not Comparison(0).holds([1], (1,))
    assert value_of({"set": [1]}) == {1}
