"""A lead takes a project's reviews away as a file; a wrong choice is told on the page."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.http import FileResponse
from tests.web.pages.world import World, read

from assay.domain.review import Review as ReviewRecord
from assay.workflows.deliver import export_formats
from assay_web.review import services
from assay_web.review.models import Assignment

ADDRESS = "/projects/concurrency/export/"


@pytest.fixture
def no_leftovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def download(world: World, **choice: str) -> tuple[FileResponse, bytes]:
    response = world.client(world.lead).post(ADDRESS, choice)
    assert isinstance(response, FileResponse)
    return response, b"".join(response)


def test_reviews_come_as_records_one_per_line(world: World, no_leftovers: Path) -> None:
    review = world.submit(world.reviewer, world.task)
    response, content = download(world, file="reviews.jsonl")
    (line,) = content.decode().splitlines()
    record = ReviewRecord.model_validate_json(line)
    assert record.id == str(review.public_id)
    assert record.reviewer == world.reviewer.pseudonym
    assert response.headers["Content-Disposition"] == 'attachment; filename="concurrency-reviews.jsonl"'


def test_preference_pairs_come_as_parquet(world: World, no_leftovers: Path) -> None:
    for person in (world.reviewer, world.colleague):
        assignment = world.claim(person, world.task)
        Assignment.objects.filter(pk=assignment.pk).update(order=[0, 1])  # so that both prefer the same candidate
        world.submit(person, world.task)
    _, content = download(world, file="trl-preference.parquet")
    table = pq.read_table(BytesIO(content))
    assert {"prompt", "chosen", "rejected"} <= set(table.column_names)
    assert table.num_rows == 1


def test_undecided_reviews_can_be_left_out(world: World, no_leftovers: Path) -> None:
    accepted = world.submit(world.reviewer, world.task)
    services.accept_review(world.lead, world.project, accepted.public_id)
    world.submit(world.colleague, world.hostile)
    _, everything = download(world, file="reviews.jsonl")
    _, decided = download(world, file="reviews.jsonl", accepted_only="on")
    assert len(everything.splitlines()) == 2
    assert [json.loads(line)["id"] for line in decided.splitlines()] == [str(accepted.public_id)]


def test_a_project_without_reviews_gives_an_empty_file(world: World, no_leftovers: Path) -> None:
    _, content = download(world, file="reviews.jsonl")
    assert content == b""


@pytest.mark.parametrize("choice", ["", "reviews.parquet", "reviews.exe", "../../etc/passwd", "no-such.jsonl"])
def test_a_file_that_no_format_can_make_is_refused_on_the_page(world: World, no_leftovers: Path, choice: str) -> None:
    page = read(world.client(world.lead).post(ADDRESS, {"file": choice}))
    assert page.status == 422
    assert page.every("select", name="file")[0]["aria-invalid"] == "true"
    assert "Thread-safe cache" in page.text


def test_only_what_the_formats_can_do_is_offered(world: World) -> None:
    page = world.page(world.lead, "/projects/concurrency/")
    offered = {one["value"] for one in page.every("option")}
    assert offered == {one.name + ending for one in export_formats() for ending in one.endings}
    assert {"reviews.jsonl", "sarif.sarif", "trl-preference.parquet"} <= offered


@pytest.mark.parametrize("person", ["reviewer", "newcomer"])
def test_others_find_nothing(world: World, person: str) -> None:
    assert world.client(getattr(world, person)).post(ADDRESS, {"file": "reviews.jsonl"}).status_code == 404


def test_an_address_alone_exports_nothing(world: World) -> None:
    assert world.client(world.lead).get(ADDRESS).status_code == 405
