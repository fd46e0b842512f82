"""Planted tasks come in among those of an import, at random places: neither number nor age tells them."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from assay.domain.gold import Gold
from assay.domain.plant import Plant
from assay.domain.task import Task as TaskRecord
from assay_web.projects.models import Project
from assay_web.projects.services.creating import MOST_OVERLAP
from assay_web.tasks.disguise import disguised, neighbours
from assay_web.tasks.models import GoldItem, Task

Planted = Mapping[str, tuple[GoldItem, tuple[Gold, ...]]]
"""Record id to the item and what is known of the candidates."""


def mixed(project: Project, batch: Sequence[TaskRecord], source: random.Random) -> tuple[list[TaskRecord], Planted]:
    """The batch with planted tasks among it, as many as the project's rate asks for and as there are that do not stand
    out. To be called in the transaction that stores them.
    """
    if project.sealed or not project.gold_percent or not batch:
        return list(batch), {}
    wanted = len(batch) * project.gold_percent / (100 - project.gold_percent)
    count = int(wanted) + (source.random() < wanted % 1)
    planted: dict[str, tuple[GoldItem, tuple[Gold, ...]]] = {}
    records = list(batch)
    for item in _waiting(project) if count else ():
        plant = Plant.model_validate_json(item.record)
        alike = neighbours(plant, batch)
        if alike:
            task, known = disguised(plant, item.title, item.prompt, source.choice(alike), source)
            planted[task.id] = (item, known)
            records.insert(source.randrange(len(records) + 1), task)
        if len(planted) == count:
            break
    return records, planted


def note_planted(project: Project, planted: Planted) -> None:
    """Keep which tasks are planted. They have places for everybody, so that each reviewer can be given each of them."""
    if not planted:
        return
    tasks = dict(Task.objects.filter(project=project, record_id__in=planted).values_list("record_id", "pk"))
    for name, (item, known) in planted.items():
        item.task_id = tasks[name]
        item.known = [json.loads(one.model_dump_json(by_alias=True)) for one in known]
        item.save(update_fields=["task", "known"])
    Task.objects.filter(pk__in=tasks.values()).update(overlap=MOST_OVERLAP)


def _waiting(project: Project) -> QuerySet[GoldItem]:
    return GoldItem.objects.select_for_update(no_key=True).filter(project=project, task=None).order_by("?")
