"""Tasks that we wrote in TypeScript, C and SQL: every verdict is the one that the candidate's name announces."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.run import Outcome
from assay.domain.task import Task
from assay.errors import RecordError
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.interchange import read_tasks
from assay.workflows.execute import run_candidate

TASKS = sorted((Path(__file__).parents[3] / "corpus" / "tasks").iterdir())
VERDICTS = {
    "right": Outcome.PASSED,
    "wrong": Outcome.FAILED,
    "careless": Outcome.FAILED,
    "broken": Outcome.COMPILE_ERROR,
    "mistyped": Outcome.COMPILE_ERROR,
    "crash": Outcome.CRASHED,
    "hang": Outcome.TIMED_OUT,
}
pytestmark = pytest.mark.timeout(300)


def read(folder: Path) -> Task:
    (task,) = read_tasks(folder)
    assert not isinstance(task, RecordError), task
    return task


@pytest.mark.parametrize("folder", TASKS, ids=lambda folder: folder.name)
def test_every_verdict_is_as_announced(folder: Path) -> None:
    task = read(folder)
    found = LANGUAGES.get(task.language).toolchain()
    if isinstance(found, MissingToolchain):
        pytest.skip(f"{found.reason}; {found.install}")
    if any(one.id == "hang" for one in task.candidates):
        task = task.model_copy(update={"tests": task.tests.model_copy(update={"timeout_s": 3})})
    runs = {one.id: run_candidate(task, one) for one in task.candidates}
    assert {name: run.outcome for name, run in runs.items()} == {name: VERDICTS[name] for name in runs}, runs
    assert {"right", "wrong"} <= runs.keys()


def test_there_are_five_tasks_in_each_language() -> None:
    languages = [read(folder).language for folder in TASKS]
    assert {language: languages.count(language) for language in languages} == {"typescript": 5, "c": 5, "sql": 5}
