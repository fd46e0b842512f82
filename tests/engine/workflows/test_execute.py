from __future__ import annotations

from collections.abc import Callable

import pytest

from assay.domain.finding import Proof, Reproducer
from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay.errors import SandboxUnavailable
from assay.evidence import sandbox
from assay.evidence.sandbox import Execution
from assay.testing import FakeSandbox
from assay.workflows.execute import aloud, has_runner, judge_reproducer, run_candidate, run_reproducer, run_tests

TESTS = Tests(
    files={
        "test_visible.py": "from app import add\ndef test_small(): assert add(1, 1) == 2",
        "test_hidden.py": "from app import add\ndef test_large(): assert add(10, 10) == 20",
    },
    visible=("test_visible.py",),
    timeout_s=60,
)
TASK = Task(
    id="adding",
    title="Add",
    prompt="Add two numbers.",
    language=Language.PYTHON,
    aspects=(Aspect.CORRECTNESS,),
    files={"app.py": "from core import add", "core.py": "raise NotImplementedError"},
    tests=TESTS,
    candidates=(
        Candidate(id="right", files={"core.py": "def add(a, b): return a + b"}),
        Candidate(id="overfitted", files={"core.py": "def add(a, b): return 2"}),
    ),
)
WRONG = {"app.py": "def add(a, b): return 2"}
RIGHT = {"app.py": "def add(a, b): return a + b"}


def reproduce(files: dict[str, str], code: str, name: str = "test_defect.py") -> Run:
    return run_reproducer(Language.PYTHON, files, Reproducer(files={name: code}), timeout_s=60)


def test_a_candidates_files_lie_over_the_base_files() -> None:
    right, overfitted = (run_candidate(TASK, candidate) for candidate in TASK.candidates)
    assert (right.task, right.candidate, right.outcome, right.passed, right.total) == (
        "adding",
        "right",
        Outcome.PASSED,
        2,
        2,
    )
    assert (overfitted.candidate, overfitted.outcome, overfitted.passed) == ("overfitted", Outcome.FAILED, 1)


def test_reviewers_tests_can_be_run_alone() -> None:
    run = run_candidate(TASK, TASK.candidates[1], visible_only=True)
    assert (run.outcome, [one.id for one in run.tests]) == (Outcome.PASSED, ["test_visible.py::test_small"])


@pytest.mark.parametrize("language", [one for one in Language if not has_runner(one)])
def test_a_language_without_a_runner_is_named(language: Language) -> None:
    run = run_tests(language, {"a": "x"}, Tests(files={"test": "x"}))
    assert run.outcome is Outcome.NOT_RUN
    assert language in run.reason
    assert ("for analysis only" in run.reason) is (language in {"dockerfile", "github-actions", "shell"})
    assert run.evidence_class is None


def test_without_tests_nothing_is_run() -> None:
    assert run_tests(Language.PYTHON, RIGHT, Tests()).reason == "no tests"


@pytest.fixture
def degraded(monkeypatch: pytest.MonkeyPatch) -> FakeSandbox:
    answer: Callable[[object], Execution] = lambda _: Execution(stop=None, missing_layers=("seccomp",))  # noqa: E731
    fake = FakeSandbox(answer, missing=("seccomp",))
    monkeypatch.setattr(sandbox, "SANDBOXES", (fake,))
    monkeypatch.setattr(sandbox, "_examined", {})
    return fake


def test_without_a_required_layer_nothing_is_run(degraded: FakeSandbox) -> None:
    with pytest.raises(SandboxUnavailable, match="seccomp is missing"):
        run_tests(Language.PYTHON, RIGHT, TESTS)
    assert degraded.programs == []


def test_a_degraded_run_says_what_was_missing(degraded: FakeSandbox) -> None:
    run = run_tests(Language.PYTHON, RIGHT, TESTS, allow_degraded=True)
    assert run.missing_layers == ("seccomp",)
    assert len(degraded.programs) == 1


def test_a_reproducer_that_fails_on_the_candidate_and_passes_on_the_fix_proves() -> None:
    code = "from app import add\ndef test_defect(): assert add(5, 5) == 10"
    on_candidate, on_fixed = reproduce(WRONG, code), reproduce(RIGHT, code)
    assert judge_reproducer(on_candidate, None) is Proof.DEMONSTRATED
    assert judge_reproducer(on_candidate, on_fixed) is Proof.PROVEN
    assert judge_reproducer(on_candidate, on_candidate) is Proof.DEMONSTRATED
    assert judge_reproducer(on_fixed, None) is Proof.REFUTED


@pytest.mark.parametrize(
    "code",
    [
        "def test_defect() assert",
        "import not_there\ndef test_defect(): pass",
        "raise ValueError",
        "x = 1",
        "exit()",
        "def test_defect(): pass\nexit()",
    ],
)
def test_a_reproducer_that_tests_nothing_shows_nothing(code: str) -> None:
    assert judge_reproducer(reproduce(WRONG, code), None) is Proof.UNPROVEN


def test_a_hang_of_the_candidate_can_be_demonstrated() -> None:
    files = {"app.py": "def add(a, b):\n    while True: pass"}
    reproducer = Reproducer(files={"test_defect.py": "from app import add\ndef test_defect(): add(1, 2)"})
    run = run_reproducer(Language.PYTHON, files, reproducer, timeout_s=3)
    assert run.outcome is Outcome.TIMED_OUT
    assert judge_reproducer(run, None) is Proof.DEMONSTRATED


def test_a_script_can_be_a_reproducer() -> None:
    run = reproduce(WRONG, "from app import add\nassert add(5, 5) == 10", name="defect.py")
    assert judge_reproducer(run, None) is Proof.DEMONSTRATED


@pytest.mark.parametrize("outcome", [Outcome.SANDBOX_ERROR, Outcome.COMPILE_ERROR, Outcome.NOT_RUN])
def test_outcomes_that_say_nothing_of_the_candidate_prove_nothing(outcome: Outcome) -> None:
    tests = (TestResult(id="test_defect", outcome=TestOutcome.FAILED),)
    passed = Run(outcome=Outcome.PASSED, total=1, passed=1)
    assert judge_reproducer(Run(outcome=outcome, tests=tests), passed) is Proof.UNPROVEN
    assert judge_reproducer(Run(outcome=Outcome.FAILED, tests=tests), passed) is Proof.PROVEN
    assert judge_reproducer(Run(outcome=Outcome.FAILED, tests=tests), Run(outcome=outcome)) is Proof.DEMONSTRATED


def test_who_listens_hears_what_a_run_prints_and_of_no_other_run() -> None:
    heard: list[str] = []
    code = "def test_one():\n    print('at it \\x1b[1m')\n    assert False\n"
    reproducer = Reproducer(files={"test_one.py": code})
    with aloud(heard.append):
        run = run_reproducer(Language.PYTHON, WRONG, reproducer, timeout_s=60)
    assert run.outcome is Outcome.FAILED
    assert heard[0].startswith("at it \\x1b[1m")
    assert run.output.startswith(heard[-1])
    told = len(heard)
    run_reproducer(Language.PYTHON, WRONG, reproducer, timeout_s=60)
    assert len(heard) == told
