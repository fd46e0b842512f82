"""Folder, record and JSON Lines are three forms of one thing."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic_core import to_json

from assay.domain.task import Task
from assay.errors import InputError, RecordError
from assay.interchange import read_tasks, write_task_folder, write_tasks

_spec = importlib.util.spec_from_file_location("strategies", Path(__file__).with_name("strategies.py"))
assert _spec
assert _spec.loader
strategies = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(strategies)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(strategies.tasks())
def test_a_task_survives_folder_and_json_lines(task: Task) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, packed = Path(place, "one"), Path(place, "tasks.jsonl.gz")
        write_task_folder(task, folder)
        (from_folder,) = read_tasks(folder)
        assert isinstance(from_folder, Task), from_folder
        assert write_tasks([from_folder], packed) == 1
        (from_lines,) = read_tasks(packed)
        assert from_folder == task
        assert from_lines == task


def a_task(**changes: object) -> Task:
    record = {
        "id": "one",
        "title": "One",
        "prompt": "Write it.\n",
        "language": "python",
        "aspects": ["correctness"],
        "candidates": [{"id": "a", "files": {"a.py": "x = 1\r\n"}}],
        **changes,
    }
    return Task.model_validate_json(to_json(record))


def test_writing_the_same_tasks_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    tasks = [a_task(), a_task(id="two")]
    for name in ("1.jsonl.gz", "2.jsonl.gz"):
        write_tasks(tasks, tmp_path / name)
    assert (tmp_path / "1.jsonl.gz").read_bytes() == (tmp_path / "2.jsonl.gz").read_bytes()


def test_an_error_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_text("before")

    def breaking() -> Iterator[Task]:
        yield a_task()
        raise KeyError("broken source")

    with pytest.raises(KeyError, match="broken source"):
        write_tasks(breaking(), path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["tasks.jsonl"]
    assert path.read_text() == "before"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"candidates": [{"id": "a/b", "files": {"x": ""}}]},
            'candidate id "a/b" cannot name a folder; use JSON Lines',
        ),
        ({"candidates": [{"id": "é" * 150, "files": {"x": ""}}]}, "cannot name a folder"),
        ({"files": {"__pycache__/x.py": ""}}, '"files/__pycache__/x.py" would be ignored on reading; use JSON Lines'),
        (
            {"candidates": [{"id": "a", "files": {"x": ""}, "origin": {"parameters": {"seed": None}}}]},
            "null cannot be written as TOML; leave the key out, or use JSON Lines",
        ),
    ],
)
def test_what_folders_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError) as refused:
        write_task_folder(a_task(**changes), tmp_path / "one")
    assert message in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_never_written_over(tmp_path: Path) -> None:
    write_task_folder(a_task(), tmp_path / "one")
    with pytest.raises(InputError, match="exists already; name a new folder"):
        write_task_folder(a_task(title="Other"), tmp_path / "one")
    (task,) = read_tasks(tmp_path / "one")
    assert not isinstance(task, RecordError)
    assert task.title == "One"


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its folder does not exist; make the folder first"):
        write_task_folder(a_task(), tmp_path / "no" / "one")
