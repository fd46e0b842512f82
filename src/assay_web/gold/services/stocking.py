"""Plants that come in among the tasks of the next imports."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from assay.domain.plant import Plant
from assay.workflows.assess import digest_of
from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project, ProjectState
from assay_web.tasks.models import GoldItem


@transaction.atomic
def add_plants(by: User, project: Project, plants: Sequence[Plant], *, title: str, prompt: str) -> int:
    """Keep them until tasks are imported; those that are here already are passed over. Answers how many are new.

    Raises:
        Refusal: the project is closed.
    """
    if project.state == ProjectState.CLOSED:
        raise Refusal("The project is closed: nothing comes in any more")
    known = set(GoldItem.objects.filter(project=project).values_list("plant", flat=True))
    fresh = {one.id: one for one in plants if one.id not in known}
    GoldItem.objects.bulk_create(
        GoldItem(
            project=project,
            plant=one.id,
            digest=digest_of(one),
            record=one.model_dump_json(by_alias=True),
            title=title,
            prompt=prompt,
            added_by=by,
        )
        for one in fresh.values()
    )
    return len(fresh)


@transaction.atomic
def withdraw_plant(project: Project, plant: str) -> None:
    """Take a plant back that waits. An import that comes meanwhile takes it first, or does without it.

    Raises:
        NotVisible: there is none of that id.
        Conflict: it is among the tasks.
    """
    item = _locked(project, plant)
    if item.task_id is not None:
        raise Conflict("It is among the tasks already; retire it, and it is given to nobody any more")
    item.delete()


@transaction.atomic
def retire_plant(project: Project, plant: str, because: str) -> None:
    """Give its task to nobody from now on. Whoever has it in hand goes on and is paid; what it showed stays. To
    reviewers it looks like a task whose places are all taken.

    Raises:
        NotVisible: there is none of that id.
        Conflict: it still waits.
    """
    item = _among_the_tasks(project, plant)
    if item.retired_at is None:
        item.retired_at = timezone.now()
        item.retired_because = because.strip()[:200] or "Retired by a lead"
        item.save(update_fields=["retired_at", "retired_because"])


@transaction.atomic
def bring_back_plant(project: Project, plant: str) -> None:
    """Give its task again.

    Raises:
        NotVisible, Conflict: as :func:`retire_plant`.
    """
    item = _among_the_tasks(project, plant)
    item.retired_at, item.retired_because = None, ""
    item.save(update_fields=["retired_at", "retired_because"])


def _among_the_tasks(project: Project, plant: str) -> GoldItem:
    item = _locked(project, plant)
    if item.task_id is None:
        raise Conflict("It is not among the tasks yet; take it back instead")
    return item


def _locked(project: Project, plant: str) -> GoldItem:
    item = GoldItem.objects.select_for_update(no_key=True).filter(project=project, plant=plant).first()
    if item is None:
        raise NotVisible("no such plant")
    return item
