"""Parquet and saved datasets: tasks come back as they were written, and what is wrong is told by row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange import arrow_rows
from assay.interchange.importer import Given, importer_of

TASK: dict[str, Any] = {
    "schema": "assay.task/v1",
    "id": "one",
    "title": "One",
    "prompt": "Do it.",
    "language": "python",
    "aspects": ["correctness"],
    "tests": {"files": {"test_app.py": "def test(): ..."}, "timeout_s": 5.0},
    "candidates": [{"id": "a", "files": {"app.py": "x = 1\n"}, "origin": {"model": "m"}}],
}
OTHER = {**TASK, "id": "two", "candidates": [{"id": "b", "files": {"other.py": "y = 2\n"}}]}


def read(path: Path) -> list[Task | RecordError]:
    return list(importer_of(path).read(path, Given()))


def parquet(path: Path, *rows: dict[str, Any]) -> Path:
    pq.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


def test_structs_keep_only_the_files_that_a_row_has(tmp_path: Path) -> None:
    one, two = read(parquet(tmp_path / "tasks.parquet", TASK, OTHER))
    assert one == Task.model_validate_json(json.dumps(TASK))
    assert two == Task.model_validate_json(json.dumps(OTHER))


def test_nested_values_may_be_texts_of_json(tmp_path: Path) -> None:
    flat = {key: json.dumps(value) if isinstance(value, (dict, list)) else value for key, value in TASK.items()}
    assert read(parquet(tmp_path / "tasks.parquet", flat)) == [Task.model_validate_json(json.dumps(TASK))]


def test_maps_are_files(tmp_path: Path) -> None:
    columns = {key: pa.array([value]) for key, value in TASK.items() if key != "tests"}
    columns["files"] = pa.array([[("app.py", "x = 0\n")]], pa.map_(pa.string(), pa.string()))
    pq.write_table(pa.table(columns), tmp_path / "tasks.parquet")
    (task,) = read(tmp_path / "tasks.parquet")
    assert isinstance(task, Task)
    assert task.files == {"app.py": "x = 0\n"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"surprise": 1}, "surprise"),
        ({"prompt": None}, "prompt"),
        ({"candidates": "[{"}, "$.candidates: is no JSON"),
        ({"files": '{"../../etc/passwd": "x"}'}, "leaves the task's folder"),
    ],
)
def test_a_wrong_row_is_told_and_the_next_one_read(change: dict[str, Any], told: str, tmp_path: Path) -> None:
    flat = {key: json.dumps(value) if isinstance(value, (dict, list)) else value for key, value in TASK.items()}
    wrong = parquet(tmp_path / "tasks.parquet", {**flat, **change}, {**flat, "id": "right", **dict.fromkeys(change)})
    if "surprise" in change or "prompt" in change:
        parquet(wrong, {**flat, **change})
    error = read(wrong)[0]
    assert isinstance(error, RecordError)
    assert told in str(error)
    assert f"{wrong}: row 1" in str(error)


def test_values_that_no_record_can_hold_are_told(tmp_path: Path) -> None:
    (error,) = read(parquet(tmp_path / "tasks.parquet", {**TASK, "prompt": b"\xff"}))
    assert "row 1: holds a value that JSON cannot say" in str(error)


def test_what_is_no_parquet_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "tasks.parquet").write_bytes(b"PAR1 and then nothing PAR1")
    (error,) = read(tmp_path / "tasks.parquet")
    assert "cannot be read as Parquet" in str(error)


def test_a_group_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_rows, "MAX_GROUP_BYTES", 100)
    (error,) = read(parquet(tmp_path / "tasks.parquet", TASK))
    assert "row group" in str(error)


def saved(folder: Path, *rows: dict[str, Any], name: str = "data-00000-of-00001.arrow") -> Path:
    """As ``Dataset.save_to_disk`` does it."""
    folder.mkdir(parents=True)
    table = pa.Table.from_pylist(list(rows))
    with pa.OSFile(str(folder / name), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    (folder / "state.json").write_text(json.dumps({"_data_files": [{"filename": name}], "_split": "train"}))
    (folder / "dataset_info.json").write_text("{}")
    return folder


def test_a_saved_dataset(tmp_path: Path) -> None:
    folder = saved(tmp_path / "saved", TASK, OTHER)
    (folder / "cache-1234.arrow").write_bytes(b"what a filter remembered")
    assert [task.id for task in read(folder) if isinstance(task, Task)] == ["one", "two"]


def test_a_dictionary_of_splits(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "dataset_dict.json").write_text('{"splits": ["train", "test"]}')
    saved(tmp_path / "both" / "train", TASK)
    saved(tmp_path / "both" / "test", OTHER)
    assert {task.id for task in read(tmp_path / "both") if isinstance(task, Task)} == {"one", "two"}


def test_a_repository_of_parquet(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    parquet(tmp_path / "data" / "train-00000-of-00001.parquet", TASK)
    (tmp_path / "load.py").write_text("raise SystemExit('run')")
    assert [task.id for task in read(tmp_path) if isinstance(task, Task)] == ["one"]


def test_a_state_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    outside = saved(tmp_path / "outside", TASK)
    folder = saved(tmp_path / "saved", TASK)
    (folder / "linked.arrow").symlink_to(outside / "data-00000-of-00001.arrow")
    for name in ("../outside/data-00000-of-00001.arrow", "linked.arrow", "none.arrow"):
        (folder / "state.json").write_text(json.dumps({"_data_files": [{"filename": name}]}))
        (error,) = read(folder)
        assert "which is no file beside it" in str(error)
