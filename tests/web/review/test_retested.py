"""What a reviewer is told of the hidden tests when a correction is run: nothing that could spell their text."""

from __future__ import annotations

import json

import pytest
from tests.web.pages.world import World, task_record

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay.domain.task import Candidate, Task, Tests
from assay_web.review import services
from assay_web.review.draft import DraftBody, DraftFile
from assay_web.review.jobs import carry_out
from assay_web.review.models import LiveRun
from assay_web.review.retested import TOGETHER, retested
from assay_web.tasks.services import import_tasks

FILES = frozenset({"test_shown.py"})
RIGHT = "def add(x):\n    return x + 1\n"
SHOWN = "import app\n\n\ndef test_shown(capsys):\n    assert app.add(1) == 2\n"
HIDDEN = (
    "import app\n\n\ndef test_corner(capsys):\n    assert app.add(-1) == 0\n\n\ndef test_far(capsys):\n    app.add(9)\n"
)
SPELLING = """

class Speller:
    def pytest_collection_modifyitems(self, session, config, items):
        import pathlib, pytest
        hidden = [one for one in items if "test_hidden" in one.nodeid]
        if hidden:
            module = hidden[0].getparent(pytest.Module)
            data = pathlib.Path(module.path).read_bytes()
            for number in range(len(data) * 8):
                def call(bit=data[number // 8] >> number % 8 & 1):
                    assert bit
                items.append(pytest.Function.from_parent(module, name=f"test_z{number:06d}", callobj=call))


def register():
    import gc, sys
    config = sys.modules.get("_pytest.config")
    for one in gc.get_objects() if config else ():
        if type(one) is config.Config:
            one.pluginmanager.register(Speller())
            return


register()
"""
"""Adds a test for each bit of the hidden file, which passes where the bit is 1."""


def run(outcome: Outcome, *tests: tuple[str, TestOutcome], forgeable: bool = True, reason: str = "") -> Run:
    results = tuple(TestResult(id=name, outcome=ended, message="secret") for name, ended in tests)
    passed = sum(one.outcome is TestOutcome.PASSED for one in results)
    return Run(
        outcome=outcome,
        tests=results,
        passed=passed,
        total=len(results),
        wall_s=2,
        forgeable=forgeable,
        reason=reason,
        output="secret",
    )


def shown(state: TestOutcome = TestOutcome.PASSED) -> tuple[str, TestOutcome]:
    return "test_shown.py::test_shown", state


def hidden(state: TestOutcome, number: int = 1) -> tuple[str, TestOutcome]:
    return f"test_hidden.py::test_{number}", state


PASSED, FAILED, NOT_RUN = TestOutcome.PASSED, TestOutcome.FAILED, TestOutcome.NOT_RUN
VISIBLE = run(Outcome.PASSED, shown()).model_copy(update={"output": ""})


@pytest.mark.parametrize(
    ("complete", "outcome", "together"),
    [
        (run(Outcome.PASSED, shown(), hidden(PASSED)), "passed", PASSED),
        (run(Outcome.FAILED, shown(), hidden(PASSED), hidden(FAILED, 2)), "failed", FAILED),
        (run(Outcome.FAILED, shown(), hidden(PASSED)), "failed", FAILED),
        (run(Outcome.TIMED_OUT, shown(), reason="secret"), "failed", FAILED),
        (run(Outcome.CRASHED, reason="secret"), "failed", FAILED),
        (run(Outcome.NOT_RUN, reason="secret"), "not_run", NOT_RUN),
    ],
)
def test_a_report_that_could_be_forged_is_one_result(complete: Run, outcome: str, together: TestOutcome) -> None:
    told = retested(VISIBLE, complete, FILES)
    assert told.tests[:-1] == VISIBLE.tests
    assert told.tests[-1] == TestResult(id=TOGETHER, outcome=together)
    assert (told.outcome, told.total, told.passed) == (outcome, 2, 1 + (together is PASSED))
    assert (told.wall_s, told.output, told.reason) == (VISIBLE.wall_s, "", "")


def test_what_visible_tests_fail_is_not_held_against_the_hidden_ones() -> None:
    told = retested(run(Outcome.FAILED, shown(FAILED)), run(Outcome.FAILED, shown(FAILED), hidden(PASSED)), FILES)
    assert (told.outcome, told.passed, told.total) == ("failed", 1, 2)
    assert told.tests[-1].outcome is PASSED


def test_a_limit_that_the_visible_run_met_is_told() -> None:
    visible = run(Outcome.TIMED_OUT, reason="10 s of wall time")
    told = retested(visible, run(Outcome.TIMED_OUT, reason="secret"), FILES)
    assert (told.outcome, told.reason, told.tests[-1].outcome) == ("timed_out", "10 s of wall time", FAILED)


def test_a_report_that_cannot_be_forged_is_told_test_by_test() -> None:
    complete = run(Outcome.FAILED, shown(), hidden(PASSED), hidden(FAILED, 2), forgeable=False)
    told = retested(VISIBLE, complete, FILES)
    assert [(one.id, one.outcome) for one in told.tests[1:]] == [("hidden 1", PASSED), ("hidden 2", FAILED)]
    assert (told.outcome, told.passed, told.total, told.wall_s) == ("failed", 2, 3, 4)


@pytest.mark.parametrize(("code", "together"), [(RIGHT, PASSED), (RIGHT + SPELLING, FAILED)])
def test_a_correction_cannot_spell_the_hidden_tests_through_added_ones(
    world: World, code: str, together: TestOutcome
) -> None:
    changes: dict[str, object] = {
        "tests": Tests(files={"test_shown.py": SHOWN, "test_hidden.py": HIDDEN}, visible=("test_shown.py",)),
        "candidates": (Candidate(id="a", files={"app.py": RIGHT}),),
    }
    record: Task = task_record("shared", "In one process", candidates=1).model_copy(update=changes)
    import_tasks(world.project, [record])
    held = world.claim(world.reviewer, world.project.tasks.get(record_id="shared"))
    services.lock_first_pass(world.reviewer, held.public_id, 0, DraftBody())
    files = [DraftFile(path="app.py", text=code)]
    started = services.run_correction(world.reviewer, held.public_id, "A", files)
    carry_out(started.pk)
    told = world.client(world.reviewer).get(f"/api/v1/runs/{started.public_id}").json()
    assert [(one["id"], one["outcome"], one["message"]) for one in told["tests"]] == [
        ("test_shown.py::test_shown", "passed", ""),
        (TOGETHER, together, ""),
    ]
    assert told["total"] == 2
    stored = LiveRun.objects.get(pk=started.pk)
    assert "test_corner" not in json.dumps(stored.result)
    assert stored.complete is not None
    spelled = len(HIDDEN) * 8 if SPELLING in code else 0
    assert len(stored.complete["tests"]) == 3 + spelled
