"""Exports as a job: what comes out, what is chosen, what goes on from a mark, and that nothing is stored by halves."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.pages.world import World, task_record

from assay import Options, deliver
from assay.domain.review import Review as ReviewRecord
from assay.domain.task import Aspect, Language
from assay.errors import InputError
from assay.workflows.deliver import export_formats, reads_findings
from assay_web.adjudication.models import KnownDefect
from assay_web.exchange import selectors
from assay_web.exchange.models import Export, ExportPiece, ExportState
from assay_web.exchange.rules import ExportRequest, Mark, Selection, parse_mark
from assay_web.exchange.services import cancel_export, export_project, remove_old_files, request_export, run_export
from assay_web.review import services
from assay_web.review.models import Assignment, Review
from assay_web.review.selectors import review_record
from assay_web.review.selectors import task_record as record_of
from assay_web.tasks.services import import_tasks

REVIEWS = ExportRequest("reviews", ".jsonl")


def exported(world: World, request: ExportRequest = REVIEWS) -> tuple[Export, dict[str, bytes]]:
    export = request_export(world.project, world.lead, request)
    run_export(export.pk)
    export.refresh_from_db()
    names = set(export.pieces.values_list("file", flat=True))
    return export, {name: b"".join(selectors.export_pieces(export, name)) for name in names}


def told(export: Export) -> dict[str, Any]:
    manifest: dict[str, Any] | None = export.manifest
    assert manifest is not None
    return manifest


def rows(world: World, folder: Path, **choice: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - parts of a selection
    target = folder / "out.jsonl"
    export_project(world.project, "reviews", target, selection=Selection(**choice), options=Options())
    return [json.loads(line) for line in target.read_text().splitlines()]


def agree(world: World) -> None:
    for person in (world.reviewer, world.colleague):
        assignment = world.claim(person, world.task)
        Assignment.objects.filter(pk=assignment.pk).update(order=[0, 1])  # so that both prefer the same candidate
        world.submit(person, world.task)


def test_reviews_come_as_records_one_per_line(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    export, files = exported(world)
    assert export.state == ExportState.DONE
    assert set(files) == {
        "concurrency-reviews.jsonl",
        "concurrency-reviews.card.md",
        "concurrency-reviews.manifest.json",
    }
    (line,) = files["concurrency-reviews.jsonl"].decode().splitlines()
    record = ReviewRecord.model_validate_json(line)
    assert record.id == str(review.public_id)
    assert record.reviewer == world.reviewer.pseudonym
    assert record.presented
    assert (
        {one.candidate for one in record.verdicts} == set(record.presented) == {"id-of-the-first", "id-of-the-second"}
    )


def test_an_export_and_a_page_make_the_same_records(world: World) -> None:
    """One makes them of columns, the other of objects: hostile text, findings, verdicts, origins."""
    world.submit(world.reviewer, world.task)
    world.submit(world.colleague, world.hostile)
    found = list(selectors.reviewed(world.project, Selection(), selectors.mark_now()))
    tasks = [world.task, world.hostile]
    assert [one.task for one in found] == [record_of(task) for task in tasks]
    reviews = [Review.objects.get(assignment__task=task) for task in tasks]
    assert [one.reviews for one in found] == [
        (review_record(task, review),) for task, review in zip(tasks, reviews, strict=True)
    ]
    assert all(one.reviews[0].findings and one.reviews[0].verdicts for one in found)


@pytest.mark.parametrize("name", [one.name for one in export_formats() if not reads_findings(one.name)])
def test_what_a_format_does_not_read_makes_no_difference_to_it(world: World, tmp_path: Path, name: str) -> None:
    agree(world)
    until = selectors.mark_now()
    whole = list(selectors.reviewed(world.project, Selection(), until))
    rest = list(selectors.reviewed(world.project, Selection(), until, findings=False))
    assert all(one.findings and one.verdicts for task in whole for one in task.reviews)
    assert all(one.verdicts and not one.findings for task in rest for one in task.reviews)
    ending = next(one.endings[-1] for one in export_formats() if one.name == name)
    for folder, given in (("whole", whole), ("rest", rest)):
        (tmp_path / folder).mkdir()
        deliver(given, name, tmp_path / folder / f"x{ending}", options=Options(min_p=0.5))
    files = {file.name: file.read_bytes() for file in (tmp_path / "whole").iterdir()}
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "rest").iterdir()}


def test_every_format_that_tells_of_findings_is_given_them() -> None:
    assert {one.name for one in export_formats() if reads_findings(one.name)} == {
        "critique",
        "reviews",
        "sarif",
        "trl-stepwise",
    }


def test_preference_pairs_come_as_parquet(world: World) -> None:
    agree(world)
    export, files = exported(world, ExportRequest("trl-preference", ".parquet"))
    table = pq.read_table(BytesIO(files["concurrency-trl-preference.parquet"]))
    assert table.num_rows == 1
    assert table.column("chosen_model").to_pylist() == ["secret-model-9000"]
    assert told(export)["mark"]
    assert export.done == export.total == 1


def test_gold_never_leaves(world: World) -> None:
    agree(world)
    world.submit(world.reviewer, world.hostile)
    defect = {"id": "d", "path": "app.py"}
    KnownDefect.objects.create(candidate=world.task.candidates.all()[0], name="d", record=defect, planted=True)
    for request in (REVIEWS, ExportRequest("sarif", ".sarif")):
        export, files = exported(world, request)
        assert told(export)["left_out"] == {"gold": 1}
        assert "ordinary" not in b"".join(files.values()).decode()


def test_only_what_is_selected_comes_along(world: World, tmp_path: Path) -> None:
    accepted = world.submit(world.reviewer, world.task)
    services.accept_review(world.lead, world.project, accepted.public_id)
    world.submit(world.colleague, world.hostile)
    day = accepted.submitted_at.date()
    assert len(rows(world, tmp_path)) == 2
    assert [one["id"] for one in rows(world, tmp_path, accepted_only=True)] == [str(accepted.public_id)]
    assert rows(world, tmp_path, languages=(Language.RUST,)) == []
    assert len(rows(world, tmp_path, languages=(Language.PYTHON, Language.RUST))) == 2
    assert [one["task"] for one in rows(world, tmp_path, aspects=(Aspect.SECURITY,))] == ["hostile"]
    assert len(rows(world, tmp_path, first_day=day, last_day=day)) == 2
    assert rows(world, tmp_path, last_day=day.replace(year=2020)) == []
    assert rows(world, tmp_path, first_day=day.replace(year=day.year + 1)) == []


def test_a_mark_goes_on_where_the_last_export_ended(world: World, tmp_path: Path) -> None:
    world.submit(world.reviewer, world.task)
    first, _ = exported(world)
    mark = parse_mark(told(first)["mark"])
    assert rows(world, tmp_path, since=mark) == []
    world.submit(world.colleague, world.hostile)
    assert [one["task"] for one in rows(world, tmp_path, since=mark)] == ["hostile"]
    review = world.task.assignments.get().reviews.get()
    services.accept_review(world.lead, world.project, review.public_id)
    assert [one["task"] for one in rows(world, tmp_path, since=mark)] == ["ordinary", "hostile"]
    assert rows(world, tmp_path, since=selectors.mark_now()) == []


def test_what_comes_while_an_export_runs_waits_for_the_next_one(world: World) -> None:
    world.submit(world.reviewer, world.task)
    until = selectors.mark_now()
    world.submit(world.colleague, world.hostile)
    assert [one.task.id for one in selectors.reviewed(world.project, Selection(), until)] == ["ordinary"]


@pytest.mark.parametrize("text", ["", "r1", "r1-d2", "r1-d2-c3;drop", "r-1-d0-c0", "r1-d2-c" + "9" * 40])
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no mark"):
        parse_mark(text)


def test_a_mark_is_written_as_it_is_read() -> None:
    assert parse_mark(str(Mark(12, 3, 4))) == Mark(12, 3, 4)


def test_near_duplicates_of_unreviewed_tasks_count_too(world: World) -> None:
    import_tasks(world.project, [task_record("copy", "A copy", prompt="Write **it**!")])
    copy = world.project.tasks.get(record_id="copy")
    world.submit(world.reviewer, copy)
    (one,) = selectors.reviewed(world.project, Selection(), selectors.mark_now())
    assert (one.task.id, one.group) == ("copy", "ordinary")


def test_many_reviews_cost_no_more_queries_than_few(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(selectors.reviewed(world.project, Selection(), selectors.mark_now()))
        return len(captured)

    world.submit(world.reviewer, world.task)
    few = queries()
    import_tasks(world.project, [task_record(f"more-{n}", "More") for n in range(5)])
    for task in world.project.tasks.filter(record_id__startswith="more"):
        world.submit(world.colleague, task)
    assert queries() == few


def test_a_cancelled_export_stores_nothing(world: World) -> None:
    world.submit(world.reviewer, world.task)
    export = request_export(world.project, world.lead, REVIEWS)
    assert cancel_export(export)
    run_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.pieces.count()) == (ExportState.CANCELLED, 0)
    assert not cancel_export(export)


def test_an_export_that_is_taken_over_is_stored_once(world: World) -> None:
    world.submit(world.reviewer, world.task)
    export = request_export(world.project, world.lead, REVIEWS)
    Export.objects.filter(pk=export.pk).update(state=ExportState.RUNNING, done=1, total=9)  # its worker is dead
    run_export(export.pk)
    run_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.pieces.count()) == (ExportState.DONE, 3)


def test_what_the_engine_refuses_is_told(world: World) -> None:
    export = request_export(world.project, world.lead, ExportRequest("reviews", ".parquet"))
    run_export(export.pk)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    assert "cannot be written to" in export.problem
    assert not ExportPiece.objects.exists()


def test_only_so_many_may_wait(world: World) -> None:
    for _ in range(5):
        request_export(world.project, world.lead, REVIEWS)
    with pytest.raises(InputError, match="wait for one, or cancel one"):
        request_export(world.project, world.lead, REVIEWS)


def test_files_are_removed_after_a_week_and_the_manifest_stays(world: World) -> None:
    export, _ = exported(world)
    assert remove_old_files() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_export SET finished_at = now() - interval '8 days'")
    assert remove_old_files() == 1
    export.refresh_from_db()
    assert export.pieces.count() == 0
    assert told(export)["format"] == "reviews"


def test_large_files_come_in_pieces(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay_web.exchange.services.requests._PIECE", 100)
    world.submit(world.reviewer, world.task)
    export, files = exported(world)
    sizes = {one["name"]: one["bytes"] for one in told(export)["files"]}
    assert len(files["concurrency-reviews.jsonl"]) == sizes["concurrency-reviews.jsonl"] > 500
    assert export.pieces.count() > 10
