"""Things of every kind that requests can be about, in a world that has none of them yet."""

from __future__ import annotations

from django.utils import timezone
from tests.web.pages.world import World

from assay_web.adjudication.models import Conflict
from assay_web.applications.models import Application
from assay_web.applications.services import apply, tell_of_oneself
from assay_web.exchange.models import Export, ExportPiece, ExportState
from assay_web.gold.models import Flag, GoldDoubt
from assay_web.projects.services import change_requirements
from assay_web.review.models import Review
from assay_web.tasks.models import Task


def full(doubt: GoldDoubt) -> GoldDoubt:
    """Its task is given to nobody else."""
    Task.objects.filter(gold=doubt.result.item).update(overlap=1)
    return doubt


def flag_on(world: World) -> Flag:
    """The colleague seems to have become worse."""
    return Flag.objects.create(
        project=world.project, user=world.colleague, consequence="talk", evidence=[], sums=[], until=timezone.now()
    )


def application_of(world: World) -> Application:
    """The project takes applications, and the newcomer has applied."""
    change_requirements(world.project, {"takes_applications": True})
    tell_of_oneself(world.newcomer, {"languages": {"go": 1}, "time_zone": "UTC", "hours_per_week": 5})
    return apply(world.newcomer, "concurrency", "")


def finished_export(world: World) -> Export:
    """An export whose files can be had."""
    export = Export.objects.create(
        project=world.project,
        requested_by=world.lead,
        format="reviews",
        ending=".jsonl",
        choices={},
        state=ExportState.DONE,
        manifest={"files": [{"name": "concurrency-reviews.jsonl", "rows": 0}], "beside": []},
        finished_at=timezone.now(),
    )
    ExportPiece.objects.create(export=export, file="concurrency-reviews.jsonl", position=0, content=b"")
    return export


def disputes(world: World, review: Review) -> list[Conflict]:
    """An open conflict and a settled one on the task that the reviewer has reviewed."""
    answers = [{"assignment": review.assignment_id, "value": "reject"}]
    return [
        Conflict.objects.create(
            project=world.project,
            task=world.hostile,
            kind=kind,
            key=state,
            position=0,
            criterion=criterion,
            answers=answers,
            weight=1.0,
            state=state,
            outcome=outcome,
            closed_at=timezone.now() if outcome else None,
        )
        for kind, criterion, state, outcome in (
            ("verdict", "", "open", None),
            ("rating", "correctness", "closed", "accept"),
        )
    ]
