"""The schemas say what the readers accept."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from assay.domain.task import Task
from assay.errors import InputError
from assay.interchange import read_tasks, schema, schema_names

from .strategies import tasks

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.mark.parametrize("name", schema_names())
def test_each_schema_is_valid_2020_12_with_its_own_id(name: str) -> None:
    document = schema(name)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$id"] == f"urn:assay:schema:{name}:v1"
    assert document["description"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tasks())
def test_every_task_follows_the_schema(task: Task) -> None:
    jsonschema.validate(json.loads(task.model_dump_json(by_alias=True)), schema("task"))


def test_the_samples_follow_the_schema() -> None:
    read = list(read_tasks(SAMPLES))
    assert read
    for task in read:
        assert isinstance(task, Task), task
        jsonschema.validate(json.loads(task.model_dump_json(by_alias=True)), schema("task"))


@pytest.mark.parametrize(
    "change",
    [{"langauge": "python"}, {"language": "pyton"}, {"title": 5}, {"candidates": []}, {"schema": "assay.task/v2"}],
)
def test_the_schema_refuses_what_the_reader_refuses(change: dict[str, object]) -> None:
    task = {
        "schema": "assay.task/v1",
        "id": "one",
        "title": "One",
        "prompt": "p",
        "language": "python",
        "aspects": ["quality"],
        "candidates": [{"id": "a", "files": {"a.py": ""}}],
    }
    jsonschema.validate(task, schema("task"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**task, **change}, schema("task"))


def test_an_unknown_name_lists_those_that_are_known() -> None:
    with pytest.raises(
        InputError, match="no schema 'tusk'; known: decision, finding, gold, plant, review, rubric, run, task"
    ):
        schema("tusk")
