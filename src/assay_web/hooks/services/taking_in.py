"""What happened becomes messages, one for each webhook that wants to be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from django.db import transaction

from assay_web.adjudication.models import Conflict
from assay_web.exchange.models import Export, Import
from assay_web.hooks.models import Delivery, Event, Webhook
from assay_web.hooks.services.sending import enqueue
from assay_web.review.models import Review

LOT: Final = 200
"""Events of one transaction."""

Data = dict[str, object]


@transaction.atomic
def take_in() -> int:
    """Make messages of a lot of events, and queue them; how many events there were."""
    events = list(Event.objects.select_for_update(skip_locked=True).order_by("pk")[:LOT])
    hooks = Webhook.objects.filter(active=True, project__in={one.project_id for one in events})
    by_project: dict[int, list[Webhook]] = {}
    for hook in hooks.select_related("project").defer("secret"):
        by_project.setdefault(hook.project_id, []).append(hook)
    made: list[Delivery] = []
    for event in events:
        wanting = [hook for hook in by_project.get(event.project_id, ()) if event.kind in hook.events]
        data = _data(event, wanting[0].project.slug) if wanting else None
        if data is not None:
            made += [Delivery(webhook=hook, kind=event.kind, body=_body(event, data)) for hook in wanting]
    enqueue(Delivery.objects.bulk_create(made))
    Event.objects.filter(pk__in=[one.pk for one in events]).delete()
    return len(events)


def _body(event: Event, data: Data) -> str:
    return json.dumps({"type": event.kind, "timestamp": event.at.isoformat(), "data": data})


def _data(event: Event, slug: str) -> Data | None:
    """What the message tells: ids, and where the API tells the rest to whoever may know it. None where it is gone."""
    told = _TOLD[event.kind.partition(".")[0]](event.subject_id, f"/api/v1/projects/{slug}")
    return None if told is None else {"project": slug, **told}


def _review(assignment: int, root: str) -> Data | None:
    last = Review.objects.filter(assignment=assignment).order_by("-revision")
    row = last.values_list("public_id", "revision", "assignment__task__public_id").first()
    if row is None:
        return None
    review, revision, task = row
    return {"review": str(review), "revision": revision, "task": str(task), "address": f"{root}/reviews/{review}"}


def _conflict(conflict: int, _: str) -> Data | None:
    row = Conflict.objects.filter(pk=conflict).values_list("public_id", "kind", "task__public_id").first()
    if row is None:
        return None
    found, kind, task = row
    address = f"/api/v1/adjudication/conflicts/{found}"
    return {"conflict": str(found), "kind": kind, "task": str(task), "address": address}


def _export(export: int, _: str) -> Data | None:
    row = Export.objects.filter(pk=export).values_list("public_id", "state", "format").first()
    if row is None:
        return None
    found, state, format_name = row
    return {"export": str(found), "state": state, "format": format_name, "address": f"/api/v1/exports/{found}"}


def _import(brought: int, _: str) -> Data | None:
    row = Import.objects.filter(pk=brought).values_list("public_id", "state", "tasks").first()
    if row is None:
        return None
    found, state, tasks = row
    return {"import": str(found), "state": state, "tasks": tasks, "address": f"/api/v1/imports/{found}"}


_TOLD: Final[Mapping[str, Callable[[int, str], Data | None]]] = {
    "review": _review,
    "conflict": _conflict,
    "export": _export,
    "import": _import,
}
