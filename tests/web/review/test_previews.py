"""A candidate's page in a frame: who may load it, from where, and what it may do."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.pages.world import World, task_record

from assay.domain.task import Candidate
from assay_web.review import selectors
from assay_web.review.models import Assignment, AssignmentState
from assay_web.tasks.services import import_tasks

PAGE = "<!DOCTYPE html>\n<title>x</title><script>1</script>"


@pytest.fixture
def assignment(world: World) -> Assignment:
    candidates = (
        Candidate(id="id-of-the-first", files={"site/index.html": PAGE, "site/app.js": "let a = 1;\n"}),
        Candidate(id="id-of-the-second", files={"plain.html": "<p>no doctype"}),
    )
    record = task_record("page", "A page").model_copy(
        update={"files": {"base.css": "p {}\n"}, "candidates": candidates}
    )
    import_tasks(world.project, [record])
    return world.claim(world.reviewer, world.project.tasks.get(record_id="page"))


@pytest.fixture
def places(world: World, assignment: Assignment) -> dict[str, str]:
    """Path of each page to its address."""
    previews = selectors.workbench(selectors.get_assignment(world.reviewer, assignment.public_id)).previews
    assert previews is not None
    return {path: f"{previews.root}{letter}/{path}" for letter, pages in previews.pages.items() for path in pages}


def test_a_page_needs_no_cookie_but_a_token(places: dict[str, str]) -> None:
    response = Client().get(places["site/index.html"])
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Set-Cookie" not in response
    altered = places["site/index.html"].replace("/preview/", "/preview/x")
    assert Client().get(altered).status_code == 404


def test_the_policy_gives_it_an_origin_of_its_own_and_no_way_out(places: dict[str, str]) -> None:
    policy = Client().get(places["site/index.html"])["Content-Security-Policy"]
    directives = dict(one.strip().partition(" ")[::2] for one in policy.split(";"))
    assert directives["sandbox"] == "allow-scripts"
    for closed in ("default-src", "connect-src", "worker-src", "frame-src", "form-action", "base-uri", "object-src"):
        assert directives[closed] == "'none'", closed
    root = f"http://testserver{places['site/index.html'].removesuffix('site/index.html')}"
    assert directives["script-src"].split() == ["'unsafe-inline'", "'unsafe-eval'", root]


def test_the_console_is_told_after_the_doctype(places: dict[str, str]) -> None:
    text = Client().get(places["site/index.html"]).content.decode()
    assert text.startswith("<!DOCTYPE html><script>")
    assert text.endswith("<title>x</title><script>1</script>")
    assert Client().get(places["plain.html"]).content.decode().startswith("<script>")


def test_files_beside_it_and_base_files_are_served_and_nothing_else(places: dict[str, str]) -> None:
    page = places["site/index.html"]
    script = Client().get(page.replace("index.html", "app.js"))
    assert (script.status_code, script["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    root = page.removesuffix("site/index.html")
    assert Client().get(f"{root}base.css").status_code == 200
    for absent in ("plain.html", "test_shown.py", "test_hidden_corner.py", "../x"):
        assert Client().get(f"{root}{absent}").status_code == 404, absent
    assert Client().get(f"{root[:-2]}Z/site/index.html").status_code == 404


@pytest.mark.parametrize("state", [AssignmentState.SUBMITTED, AssignmentState.EXPIRED])
def test_when_the_review_is_over_so_is_the_preview(
    assignment: Assignment, places: dict[str, str], state: AssignmentState
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state=state)
    assert Client().get(places["plain.html"]).status_code == 404


def test_the_workbench_may_frame_these_pages_and_no_others(world: World, assignment: Assignment) -> None:
    client = world.client(world.reviewer)
    policy = client.get(f"/review/{assignment.public_id}/")["Content-Security-Policy"]
    assert "frame-src http://testserver/preview/" in policy
    assert "frame-src" not in client.get("/queue/")["Content-Security-Policy"]


def test_a_task_without_pages_has_no_preview(world: World) -> None:
    assignment = world.claim(world.reviewer, world.task)
    assert selectors.workbench(selectors.get_assignment(world.reviewer, assignment.public_id)).previews is None
