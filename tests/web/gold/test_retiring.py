"""A planted task that is retired: given to nobody, told to nobody but leads; what it showed stays."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from tests.web.gold.gold import hand_in, mixed_project, planted_ids
from tests.web.pages.world import World, read

from assay_web.gold.models import GoldResult
from assay_web.gold.selectors import plants, stock
from assay_web.gold.services import bring_back_plant, grade_gold, retire_plant
from assay_web.kit.refusals import Conflict
from assay_web.kit.visibility import NotVisible
from assay_web.projects.models import Project
from assay_web.review import services as reviewing
from assay_web.review.models import AssignmentState
from assay_web.review.selectors import queue_for
from assay_web.tasks.models import GoldItem, Task

PAGE = "/projects/mixed/gold/plants/"


@pytest.fixture
def mixed(world: World) -> Project:
    project = mixed_project(world, plants=4, tasks=12, percent=25)
    world.project.tasks.update(filled=True)
    assert len(planted_ids(project)) == 4
    return project


def items(project: Project) -> list[GoldItem]:
    return list(GoldItem.objects.filter(project=project).select_related("task").order_by("pk"))


def task_of(item: GoldItem) -> Task:
    assert item.task is not None
    return item.task


def retire_all(project: Project) -> None:
    for one in items(project):
        retire_plant(project, one.plant, "It is known.")


def test_it_is_offered_and_given_to_nobody_until_it_is_brought_back(world: World, mixed: Project) -> None:
    secret = {task_of(one).public_id for one in items(mixed)}
    assert {row.task_id for row in queue_for(world.reviewer).rows} & secret
    retire_all(mixed)
    assert not {row.task_id for row in queue_for(world.reviewer).rows} & secret
    given = []
    while claimed := reviewing.claim_next(world.reviewer):
        given.append(claimed.task.public_id)
    assert len(given) == 12
    assert not set(given) & secret
    one = items(mixed)[0]
    bring_back_plant(mixed, one.plant)
    assert reviewing.claim(world.reviewer, task_of(one).public_id).state == AssignmentState.FIRST_PASS


def test_who_knows_its_address_is_told_what_a_full_task_tells(world: World, mixed: Project) -> None:
    retired = task_of(items(mixed)[0])
    full = mixed.tasks.filter(gold=None)[0]
    Task.objects.filter(pk=full.pk).update(overlap=1)
    reviewing.claim(world.colleague, full.public_id)
    retire_plant(mixed, items(mixed)[0].plant, "It is known.")
    client = world.client(world.reviewer)
    answers = [client.post(f"/api/v1/queue/{one.public_id}/accept") for one in (full, retired)]
    assert [one.status_code for one in answers] == [409, 409]
    assert answers[0].content == answers[1].content


def test_who_has_it_in_hand_goes_on_and_what_it_showed_stays(world: World, mixed: Project) -> None:
    item = items(mixed)[0]
    held = reviewing.claim(world.reviewer, task_of(item).public_id)
    retire_plant(mixed, item.plant, "It is known.")
    assert reviewing.claim(world.reviewer, task_of(item).public_id) == held
    hand_in(world.reviewer, held, [])
    assert grade_gold() == 1
    assert GoldResult.objects.get().item == item
    [row] = [one for one in plants(mixed)[0] if one.plant == item.plant]
    assert (row.done, row.retired_because) == (1, "It is known.")
    assert (stock(mixed).among, stock(mixed).retired) == (3, 1)


def test_what_was_given_back_is_not_given_again(world: World, mixed: Project) -> None:
    item = items(mixed)[0]
    held = reviewing.claim(world.reviewer, task_of(item).public_id)
    retire_plant(mixed, item.plant, "")
    reviewing.release(world.reviewer, held.public_id)
    with pytest.raises(Conflict, match="all places of this task are taken"):
        reviewing.claim(world.reviewer, task_of(item).public_id)


def test_the_first_reason_stays_and_one_that_waits_is_not_retired(world: World, mixed: Project) -> None:
    item = items(mixed)[0]
    retire_plant(mixed, item.plant, "  ")
    retire_plant(mixed, item.plant, "Another.")
    item.refresh_from_db()
    assert item.retired_because == "Retired by a lead"
    waiting = GoldItem.objects.create(
        project=mixed, plant="waits", digest="d", record="{}", title="t", prompt="p", added_by=world.lead
    )
    with pytest.raises(Conflict, match="not among the tasks yet"):
        retire_plant(mixed, "waits", "x")
    with pytest.raises(Conflict, match="not among the tasks yet"):
        bring_back_plant(mixed, "waits")
    with pytest.raises(NotVisible):
        retire_plant(world.project, item.plant, "Of another project.")
    waiting.refresh_from_db()
    assert waiting.retired_at is None


def test_a_lead_retires_it_on_the_page_and_brings_it_back(world: World, mixed: Project) -> None:
    item = items(mixed)[0]
    assert PAGE in world.page(world.lead, "/projects/mixed/gold/").links()
    client = world.client(world.lead)
    form = {"what": "retire", "plant": item.plant, "because": "<b>Known</b>"}
    told = read(client.post(PAGE, form, follow=True))
    assert "retired: <b>Known</b>" in told.text
    assert "given to nobody any more" in told.text
    assert "1 more retired" in world.page(world.lead, "/projects/mixed/gold/").text
    told = read(client.post(PAGE, {"what": "bring-back", "plant": item.plant}, follow=True))
    assert "retired: " not in told.text.replace("can be retired: ", "")
    refused = read(client.post(PAGE, {"what": "take-back", "plant": item.plant}, follow=True))
    assert "retire it, and it is given to nobody any more" in refused.text
    nothing = read(client.post(PAGE, {"what": "burn", "plant": item.plant}, follow=True))
    assert "Nothing was changed" in nothing.text


def test_a_plant_that_waits_is_taken_back_on_the_page(world: World) -> None:
    project = mixed_project(world, plants=1, tasks=4, percent=0)
    [item] = items(project)
    form = {"what": "take-back", "plant": item.plant}
    told = read(world.client(world.lead).post(PAGE, form, follow=True))
    assert "comes in with no import" in told.text
    assert "No plants yet" in told.text
    assert not items(project)


@pytest.mark.django_db
def test_the_tables_are_those_of_the_models() -> None:
    call_command("makemigrations", "tasks", check=True, dry_run=True)
