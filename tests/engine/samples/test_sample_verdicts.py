"""Which candidates of the sample tasks pass, in the sandbox.

The expected verdicts were found with the languages' own runners outside the sandbox (pytest, node, go test -race,
gcc, g++, javac, rustc), several times each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.run import Outcome
from assay.domain.task import Task
from assay.interchange import read_tasks
from assay.workflows.execute import has_runner, run_candidate, run_tests

SAMPLES = Path(__file__).parents[3] / "samples"
TASKS = {task.id: task for task in read_tasks(SAMPLES) if isinstance(task, Task) and task.tests.files}
RUNNABLE = {name: task for name, task in TASKS.items() if has_runner(task.language)}

PASSING = {
    "autosave": "b",
    "book-collection": "c1 c2 c4",
    "flatten-object": "c3 c6",
    "go-fanout": "d",
    "lfu-cache": "",
    "lru-cache": "c1 c2 c3",
    "min-coins": "",
    "movie-ticket-db": "c1 c3 c4",
    "rotation-count": "",
    "rust-frames": "a",
    "sql-report-query": "b",
    "ts-retry": "d",
    "ttl-cache": "c",
    "url-handler": "",
    "zero-even-odd": "c1 c2",
}

each_runnable = pytest.mark.parametrize("name", sorted(RUNNABLE))


def test_every_task_with_tests_has_an_expected_verdict() -> None:
    assert PASSING.keys() == TASKS.keys()


@each_runnable
def test_the_candidates_that_pass_are_the_expected_ones(name: str) -> None:
    task = RUNNABLE[name]
    runs = {candidate.id: run_candidate(task, candidate) for candidate in task.candidates}
    assert " ".join(one for one, run in runs.items() if run.outcome is Outcome.PASSED) == PASSING[name]
    assert not [run for run in runs.values() if run.outcome in {Outcome.SANDBOX_ERROR, Outcome.NOT_RUN}]


@pytest.mark.parametrize("name", sorted(name for name, task in RUNNABLE.items() if task.reference))
def test_the_reference_passes(name: str) -> None:
    task = RUNNABLE[name]
    assert task.reference
    run = run_tests(task.language, {**task.files, **task.reference.files}, task.tests)
    assert (run.outcome, run.passed) == (Outcome.PASSED, run.total)
    assert run.total > 0


@pytest.mark.parametrize("name", sorted(name for name, task in RUNNABLE.items() if task.source == "Assay samples"))
def test_visible_tests_alone_do_not_find_the_failings_we_wrote(name: str) -> None:
    task = RUNNABLE[name]
    runs = [run_candidate(task, candidate, visible_only=True) for candidate in task.candidates]
    assert [run.outcome for run in runs] == [Outcome.PASSED] * len(task.candidates)


@pytest.mark.parametrize("candidate_id", ["a", "b", "c", "d"])
def test_the_races_of_the_flagship_show_five_times_of_five(candidate_id: str) -> None:
    task = TASKS["ttl-cache"]
    candidate = task.candidate(candidate_id)
    assert candidate is not None
    runs = [run_candidate(task, candidate) for _ in range(5)]
    expected = Outcome.PASSED if candidate_id == "c" else Outcome.FAILED
    assert [run.outcome for run in runs] == [expected] * 5
    failed = {tuple(test.id for test in run.tests if test.outcome == "failed") for run in runs}
    assert len(failed) == 1
