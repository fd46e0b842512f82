"""Origins that no database can hold are refused as what they are: on the page, and by the job that imports."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.pages.world import World, read, task_record

from assay_web.exchange.models import Import
from assay_web.exchange.services import Upload, request_import, run_import
from assay_web.tasks.models import CandidateOrigin

WRONG = [
    ({"parameters": {"stop": "a\0b"}}, "parameters.stop: contains a NUL byte"),
    ({"model": "".join(map(chr, range(0x4E00, 0x4E00 + 5300)))}, "model: expected at most 300 characters"),
]


def with_origin(origin: dict[str, Any]) -> bytes:
    document = json.loads(task_record("late", "Late", prompt="Late one").model_dump_json(by_alias=True))
    document["candidates"][0]["origin"] = origin
    return json.dumps(document).encode()


def imported(world: World, content: bytes) -> Import:
    upload = Upload("tasks.jsonl", len(content), [content])
    made = request_import(world.lead, world.project, upload, dry_run=False)
    run_import(made.pk)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("origin", "told"), WRONG)
def test_the_page_names_the_record_and_what_is_wrong_with_it(world: World, origin: dict[str, Any], told: str) -> None:
    form = {"file": SimpleUploadedFile("tasks.jsonl", with_origin(origin)), "what": "import"}
    answer = read(world.client(world.lead).post("/projects/concurrency/import/", form))
    assert (answer.status, f"line 1: $.candidates[0].origin.{told}" in answer.text) == (422, True)


@pytest.mark.parametrize(("origin", "told"), WRONG)
def test_so_does_the_import_of_a_program(world: World, origin: dict[str, Any], told: str) -> None:
    made = imported(world, with_origin(origin))
    assert made.state == "refused"
    assert f"line 1: $.candidates[0].origin.{told}" in str(made.problems)


def test_the_longest_name_of_a_model_is_kept(world: World) -> None:
    model = "".join(map(chr, range(0x20000, 0x20000 + 300)))
    assert imported(world, with_origin({"model": model})).state == "done"
    assert CandidateOrigin.objects.filter(origin__model=model).exists()
