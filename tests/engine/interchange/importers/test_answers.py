"""Dumps of answers by many models: neutral ids, hidden origins, no published verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange.importer import Given, importer_of

ROW: dict[str, Any] = {
    "id": "some/one",
    "language": "python",
    "aspects": ["correctness", "ranking"],
    "prompt": "def one():\n",
    "source": "somebody/somewhere",
    "licence": "MIT",
    "candidates": [
        {"model": "first", "code": "Here:\n```python\ndef one():\n    return 1\n```", "upstream": {"pass": True}},
        {"model": "second", "completion": "    return 1\n"},
        {"model": "third", "files": {"app.py": "one = 1\n"}},
        {"model": "a person", "code": "one = 1", "ai": False},
    ],
}


def read(path: Path, *rows: object) -> list[Task | RecordError]:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return list(importer_of(path).read(path, Given()))


def test_each_answer_is_a_candidate_under_a_neutral_id(tmp_path: Path) -> None:
    (task,) = read(tmp_path / "dump.jsonl", ROW)
    assert isinstance(task, Task)
    assert [(one.id, one.origin.model) for one in task.candidates] == [
        ("c1", "first"),
        ("c2", "second"),
        ("c3", "third"),
    ]
    assert [dict(one.files) for one in task.candidates] == [
        {"solution.py": "def one():\n    return 1\n"},
        {"solution.py": "def one():\n    return 1\n"},
        {"app.py": "one = 1\n"},
    ]
    assert (task.source, task.license) == ("somebody/somewhere", "MIT")
    assert "upstream" not in task.model_dump_json()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"prompt": None}, "$.prompt: has no prompt"),
        ({"language": "cobol"}, "$.language: names no language"),
        ({"language": {}}, "$.language: names no language"),
        ({"aspects": 7}, "$.aspects: is no list"),
        ({"candidates": [{"model": "m", "code": ""}]}, "$.candidates: holds no candidate"),
        ({"candidates": [{"model": "m", "files": {"/etc/passwd": "x"}}], "aspects": ["quality"]}, "it is absolute"),
    ],
)
def test_a_row_that_is_no_task_is_told(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    right, error = read(tmp_path / "dump.jsonl", ROW, {**ROW, **change})
    assert isinstance(right, Task)
    assert isinstance(error, RecordError)
    assert told in str(error)
    assert "dump.jsonl:2" in str(error)
