"""What every sample task must be: readable, attributed, and silent about where its candidates come from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange import read_tasks
from assay.judgement.rubric import rubric_names

SAMPLES = Path(__file__).parents[3] / "samples"
RECORDS = list(read_tasks(SAMPLES))
TASKS = [record for record in RECORDS if isinstance(record, Task)]
OURS = "Assay samples"

MODELS = re.compile(
    r"\b(gpt-?\d|chatgpt|claude|sonnet|haiku|gemini|llama|deepseek|qwen|mistral|codestral|wizardcoder|kimi|grok|codegeex"
    r"|assistant-style|assay-samples)",
    re.IGNORECASE,
)
TEST_NAMES = re.compile(r"(?:def (test_\w+)|\btest\(\s*[\"`']([^\"`']+)|func (Test\w+)|fn (\w+)\(\)|(check\(.*\);))")

each_task = pytest.mark.parametrize("task", [pytest.param(task, id=task.id) for task in TASKS])


def hidden_files(task: Task) -> dict[str, str]:
    return {path: text for path, text in task.tests.files.items() if path not in task.tests.visible}


def reviewer_sees(task: Task) -> dict[str, str]:
    files = {f"candidate {one.id}: {path}": text for one in task.candidates for path, text in one.files.items()}
    tests = {f"test {path}": text for path, text in task.tests.visible_files.items()}
    return {"title": task.title, "prompt": task.prompt} | task.files | tests | files


def test_every_folder_is_a_task() -> None:
    problems = [str(record) for record in RECORDS if isinstance(record, RecordError)]
    assert problems == []
    assert {task.id for task in TASKS} == {path.parent.name for path in SAMPLES.glob("*/task.toml")}


def test_there_are_tasks_of_many_languages_from_us_and_from_real_models() -> None:
    ours = [task for task in TASKS if task.source == OURS]
    assert len(ours) >= 4
    assert len(TASKS) - len(ours) >= 8
    assert len({task.language for task in TASKS}) >= 8


def test_ids_are_unique() -> None:
    ids = [task.id for task in TASKS]
    assert sorted(set(ids)) == sorted(ids)


def test_the_readme_names_every_task() -> None:
    readme = (SAMPLES / "README.md").read_text()
    assert [task.id for task in TASKS if f"`{task.id}`" not in readme] == []


@each_task
def test_source_and_licence_are_stated(task: Task) -> None:
    assert task.source
    assert task.license
    if task.source == OURS:
        assert task.license == "Apache-2.0"


@each_task
def test_what_others_wrote_has_a_notice(task: Task) -> None:
    notice = SAMPLES / task.id / "NOTICE.md"
    if task.source == OURS:
        assert not notice.exists()
        return
    text = notice.read_text()
    assert f"licence {task.license}" in text
    assert "https://" in text
    assert "Changes made:" in text
    if task.license == "MIT":
        assert "Copyright (c)" in text
        assert "Permission is hereby granted" in text


@each_task
def test_the_rubric_is_known(task: Task) -> None:
    assert not isinstance(task.rubric, str) or task.rubric in rubric_names()


@each_task
def test_every_candidate_has_an_origin_and_something_in_each_file(task: Task) -> None:
    for candidate in task.candidates:
        assert candidate.origin.model, candidate.id
        assert all(text.strip() for text in candidate.files.values()), candidate.id


@each_task
def test_nothing_that_a_reviewer_sees_names_a_model(task: Task) -> None:
    names = [str(one.origin.model) for one in task.candidates]
    for place, text in reviewer_sees(task).items():
        told = MODELS.search(f"{place}\n{text}")
        assert not told, f"{place}: {told}"
        assert not [name for name in names if name in text], place


@each_task
def test_candidate_ids_do_not_tell(task: Task) -> None:
    ids = [candidate.id for candidate in task.candidates]
    letters = [chr(ord("a") + number) for number in range(len(ids))]
    numbers = [f"c{number}" for number in range(1, len(ids) + 1)]
    assert ids in (letters, numbers)


@each_task
def test_candidates_of_a_task_have_the_same_file_names(task: Task) -> None:
    assert len({tuple(sorted(candidate.files)) for candidate in task.candidates}) == 1


@each_task
def test_no_two_candidates_are_the_same(task: Task) -> None:
    texts = [tuple(sorted(candidate.files.items())) for candidate in task.candidates]
    assert len(set(texts)) == len(texts)


@each_task
def test_visible_tests_hold_no_hidden_test(task: Task) -> None:
    visible = "\n".join(task.tests.visible_files.values())
    for path, text in hidden_files(task).items():
        named = [next(filter(None, names)) for names in TEST_NAMES.findall(text)]
        shown = [name for name in named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", visible)]
        assert shown == [], path


@each_task
def test_some_tests_are_visible_and_some_are_hidden(task: Task) -> None:
    if task.tests.files:
        assert task.tests.visible
        assert hidden_files(task)


@each_task
def test_candidates_and_reference_bring_no_file_of_the_tests(task: Task) -> None:
    for files in [*(one.files for one in task.candidates), task.reference.files if task.reference else {}]:
        assert not set(files) & set(task.tests.files)
