"""Benchmarks' solution dumps: samples of one question are candidates of one task."""

from __future__ import annotations

import json
from pathlib import Path

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given, importer_of

PROMPT = {
    "task_id": "HumanEval/0",
    "prompt": 'def twice(x):\n    """Two times x."""\n',
    "entry_point": "twice",
    "canonical_solution": "    return 2 * x\n",
    "test": "def check(candidate):\n    assert candidate(2) == 4\n",
}


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def read(path: Path, given: Given) -> list[Task | RecordError]:
    return list(importer_of(path).read(path, given))


def test_completions_go_on_where_the_prompt_ends(tmp_path: Path) -> None:
    dump = lines(
        tmp_path / "samples.jsonl",
        {"task_id": "HumanEval/0", "completion": "    return x + x\n"},
        {"task_id": "HumanEval/0", "completion": "    return x * x\n"},
        {"task_id": "HumanEval/0", "completion": "    return x + x\n"},
        {"task_id": "HumanEval/0", "solution": PROMPT["prompt"] + "    return x << 1\n"},
    )
    (task,) = read(dump, Given(prompts=lines(tmp_path / "problems.jsonl", PROMPT), model="some-model"))
    assert isinstance(task, Task)
    assert [one.files["solution.py"].splitlines()[-1].strip() for one in task.candidates] == [
        "return x + x",
        "return x * x",
        "return x << 1",
    ]
    assert {one.origin.model for one in task.candidates} == {"some-model"}
    assert task.reference is not None
    assert task.reference.files["solution.py"] == PROMPT["prompt"] + "    return 2 * x\n"
    assert task.tests.visible == ()


def test_its_tests_tell_right_from_wrong(tmp_path: Path) -> None:
    dump = lines(tmp_path / "samples.jsonl", {"task_id": "HumanEval/0", "completion": "    return x * x + 1\n"})
    (task,) = read(dump, Given(prompts=lines(tmp_path / "problems.jsonl", PROMPT)))
    assert isinstance(task, Task)
    code = task.tests.files["test_solution.py"]
    assert code.startswith("from solution import *\nfrom solution import twice\n")
    assert code.endswith("def test_check():\n    check(twice)\n")
    compile(code, "test_solution.py", "exec")


def test_what_cannot_be_a_task_is_told_with_its_place(tmp_path: Path) -> None:
    dump = lines(tmp_path / "samples.jsonl", {"task_id": "A/1", "completion": "x"}, {"completion": "x"}, [1])
    first, second, third = read(dump, Given())
    assert f"{dump}:2: has no task_id or no code" in str(first)
    assert f"{dump}:3: is no JSON object" in str(second)
    assert "give the benchmark's own file with --prompts" in str(third)


def test_an_entry_point_that_is_no_name_makes_no_test(tmp_path: Path) -> None:
    hostile = {**PROMPT, "entry_point": "twice); import os  #"}
    dump = lines(tmp_path / "samples.jsonl", {"task_id": "HumanEval/0", "completion": "    return 1\n"})
    (task,) = read(dump, Given(prompts=lines(tmp_path / "problems.jsonl", hostile)))
    assert isinstance(task, Task)
    assert task.tests.files == {}
