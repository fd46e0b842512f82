"""A preview shows the prompt and the terms; accepting leads to the workbench or says why not."""

from __future__ import annotations

import uuid

from tests.web.pages.world import SECRETS, World, read

from assay_web.projects.models import ProjectState
from assay_web.review.models import Assignment


def test_the_prompt_the_pay_and_what_is_asked_are_shown(world: World) -> None:
    page = world.page(world.reviewer, f"/queue/{world.task.public_id}/")
    assert page.status == 200
    for expected in ("Write it.", "Accept for $64.00", "4 h, renewed as you work", "Cite findings.", "Ranking."):
        assert expected in page.text
    assert page.every("strong")


def test_nothing_hidden_reaches_a_reviewer(world: World) -> None:
    html = world.page(world.reviewer, f"/queue/{world.task.public_id}/").html
    assert not [secret for secret in SECRETS if secret in html]
    assert "value_1" not in html


def test_links_in_a_prompt_cannot_run_script(world: World) -> None:
    page = world.page(world.reviewer, f"/queue/{world.hostile.public_id}/")
    assert not [link for link in page.links() if link.startswith("javascript:")]


def test_others_find_nothing(world: World) -> None:
    address = f"/queue/{world.task.public_id}/"
    assert world.page(world.newcomer, address).status == 404
    assert world.page(world.lead, address).status == 404
    assert world.page(world.reviewer, f"/queue/{uuid.uuid4()}/").status == 404


def test_a_paused_project_shows_no_tasks(world: World) -> None:
    world.project.state = ProjectState.PAUSED
    world.project.save()
    assert world.page(world.reviewer, f"/queue/{world.task.public_id}/").status == 404


def test_accepting_leads_to_the_workbench(world: World) -> None:
    response = world.client(world.reviewer).post(f"/queue/{world.task.public_id}/accept/")
    assignment = Assignment.objects.get(task=world.task, reviewer=world.reviewer)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/review/{assignment.public_id}/"
    assert (assignment.price_minor, assignment.currency) == (6400, "USD")


def test_accepting_twice_leads_to_the_same_workbench(world: World) -> None:
    client = world.client(world.reviewer)
    first, second = (client.post(f"/queue/{world.task.public_id}/accept/").headers["Location"] for _ in range(2))
    assert first == second


def test_whoever_comes_too_late_reads_why_in_the_queue(world: World) -> None:
    type(world.task).objects.filter(pk=world.task.pk).update(overlap=1)
    world.claim(world.colleague, world.task)
    page = read(world.client(world.reviewer).post(f"/queue/{world.task.public_id}/accept/", follow=True))
    assert page.status == 200
    assert "Somebody was faster" in page.text
    assert "Your queue" in page.text


def test_a_reviewed_task_cannot_be_accepted_again(world: World) -> None:
    world.submit(world.reviewer, world.task)
    page = read(world.client(world.reviewer).post(f"/queue/{world.task.public_id}/accept/", follow=True))
    assert "You have reviewed this task already" in page.text


def test_looking_does_not_accept(world: World) -> None:
    assert world.client(world.reviewer).get(f"/queue/{world.task.public_id}/accept/").status_code == 405
    assert not Assignment.objects.exists()
