"""The queue shows what may be taken, at what pay, and what is in progress; it says what to do when it is empty."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.pages.world import SECRETS, World, finding, read, task_record

from assay_web.review import services
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment
from assay_web.tasks.models import Task
from assay_web.tasks.services import import_tasks


def test_a_stranger_is_sent_to_sign_in(world: World) -> None:
    response = world.client(None).get("/queue/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_a_task_shows_its_pay_time_and_kind_before_it_is_accepted(world: World) -> None:
    page = world.page(world.reviewer, "/queue/")
    assert page.status == 200
    for expected in ("Thread-safe cache", "T-0001", "Python", "Comparison of 2", "$64.00", "/h", "Single"):
        assert expected in page.text
    assert f"/queue/{world.task.public_id}/" in page.links()
    assert page.every("form", action=f"/queue/{world.task.public_id}/accept/", method="post")


def test_nothing_hidden_reaches_a_reviewer(world: World) -> None:
    html = world.page(world.reviewer, "/queue/").html
    assert not [secret for secret in SECRETS if secret in html]


def test_an_accepted_task_moves_to_what_is_in_progress(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    page = world.page(world.reviewer, "/queue/")
    assert f"/review/{assignment.public_id}/" in page.links()
    assert "3 h 59 min left" in page.text
    assert f"/queue/{world.task.public_id}/" not in page.links()


def test_a_returned_review_comes_back_with_the_reason(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    services.return_review(world.lead, world.project, review.public_id, "Say who is hurt <b>now</b>")
    page = world.page(world.reviewer, "/queue/")
    assert "Returned" in page.text
    assert "Say who is hurt <b>now</b>" in page.text
    assert "Revise" in page.text
    assert "Say who is hurt" not in world.page(world.colleague, "/queue/").text


def test_only_the_latest_reason_is_shown(world: World) -> None:
    review = world.submit(world.reviewer, world.task)
    services.return_review(world.lead, world.project, review.public_id, "the older reason")
    assignment = review.assignment
    body = {**review.body, "findings": [finding()]}
    version = assignment.draft.version
    again = services.submit(
        world.reviewer, assignment.public_id, version, DraftBody.model_validate(body), "second-time"
    )
    services.return_review(world.lead, world.project, again.public_id, "the newer reason")
    text = world.page(world.reviewer, "/queue/").text
    assert "the newer reason" in text
    assert "the older reason" not in text


def test_the_filter_keeps_one_language(world: World) -> None:
    assert "Thread-safe cache" in world.page(world.reviewer, "/queue/?language=python").text
    page = world.page(world.reviewer, "/queue/?language=python&order=shortest")
    assert page.every("option", value="python", selected="")
    assert page.every("option", value="shortest", selected="")


@pytest.mark.parametrize("query", ["language=cobol", "order=random", "after=1%27--", "language=%00", "order[]=x"])
def test_what_the_address_cannot_mean_is_ignored(world: World, query: str) -> None:
    page = world.page(world.reviewer, f"/queue/?{query}")
    assert page.status == 200
    assert "Thread-safe cache" in page.text


def test_a_long_queue_has_pages_that_keep_the_filter(world: World) -> None:
    import_tasks(world.project, [task_record(f"task-{n}", f"Task number {n}", candidates=1) for n in range(60)])
    first = world.page(world.reviewer, "/queue/?language=python&order=oldest")
    (following,) = first.every("a", rel="next")
    assert "language=python" in following["href"]
    assert "order=oldest" in following["href"]
    second = world.page(world.reviewer, f"/queue/{following['href']}")
    assert "Task number 59" in second.text
    assert "First page" in second.text
    assert not second.every("a", rel="next")


def test_a_newcomer_reads_how_to_become_a_reviewer(world: World) -> None:
    page = world.page(world.newcomer, "/queue/")
    assert page.status == 200
    assert "not a reviewer of any project yet" in page.text
    assert "Thread-safe cache" not in page.text


def test_an_empty_queue_says_what_to_do(world: World) -> None:
    world.submit(world.reviewer, world.task)
    world.submit(world.reviewer, world.hostile)
    assert "Your queue is empty" in world.page(world.reviewer, "/queue/").text


def test_with_everything_in_progress_the_queue_points_there(world: World) -> None:
    world.claim(world.reviewer, world.task)
    world.claim(world.reviewer, world.hostile)
    assert "Nothing else is open for you" in world.page(world.reviewer, "/queue/").text


def test_a_lease_that_ran_out_shows_no_negative_time(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    assignment.lease_expires_at = timezone.now() - timedelta(minutes=3)
    assignment.save()
    assert "0 s left" in world.page(world.reviewer, "/queue/").text


def test_what_was_written_of_a_task_that_is_no_longer_held_can_be_gone_on_with(world: World) -> None:
    for task in (world.task, world.hostile):
        mine = world.claim(world.reviewer, task)
        services.save_draft(world.reviewer, mine.public_id, 0, DraftBody())
    services.release(world.reviewer, Assignment.objects.get(task=world.hostile).public_id)
    Assignment.objects.filter(task=world.task).update(state="expired")
    world.claim(world.colleague, world.task)
    Task.objects.filter(pk=world.task.pk).update(overlap=1)
    page = world.page(world.reviewer, "/queue/")
    assert "you gave it back" in page.text
    assert "your hold ran out" in page.text
    assert page.text.count("Draft kept") == 2
    assert page.text.count("Accept again") == 1
    assert "Others hold all its places now" in page.text
    assert "<script>alert" not in page.html
    world.client(world.reviewer).post(f"/queue/{world.hostile.public_id}/accept/")
    assert world.page(world.reviewer, "/queue/").text.count("Draft kept") == 1


def test_a_task_given_back_untouched_leaves_no_draft(world: World) -> None:
    services.release(world.reviewer, world.claim(world.reviewer, world.task).public_id)
    assert "Draft kept" not in world.page(world.reviewer, "/queue/").text


def test_an_htmx_request_gets_the_same_page(world: World) -> None:
    response = world.client(world.reviewer).get("/queue/?language=python", headers={"HX-Request": "true"})
    assert read(response).every("div", id="queue")


def test_a_longer_queue_costs_no_more_queries(world: World) -> None:
    before = world.queries(world.reviewer, "/queue/")
    import_tasks(world.project, [task_record(f"more-{n}", "T", candidates=1) for n in range(20)])
    assert world.queries(world.reviewer, "/queue/") == before
    assert before <= 21
