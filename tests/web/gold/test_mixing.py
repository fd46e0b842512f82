"""Planted tasks are among the others, in the share that is asked for, once to a person, and nowhere told."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.support.assessing import plant
from tests.web.assessments.taking import open_assessment, take
from tests.web.gold.gold import hand_in, mixed_project, ordinary, planted_ids
from tests.web.pages.world import World, read

from assay.domain.plant import WitnessKind
from assay_web.assessments.models import Attempt, Source
from assay_web.assessments.services import begin_pilot
from assay_web.assessments.services.attempting import on_offer
from assay_web.exchange.rules import Selection
from assay_web.exchange.selectors import mark_now, reviewed
from assay_web.insight.services import take_in
from assay_web.projects.models import Project
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftBody, DraftFile
from assay_web.review.jobs import carry_out
from assay_web.review.models import Assignment
from assay_web.review.planted import Offer, Share, to_show
from assay_web.review.selectors import project_progress, queue_for
from assay_web.review.selectors.lists import tasks_of
from assay_web.tasks.disguise import disguised, neighbours
from assay_web.tasks.models import Candidate, GoldItem, Task
from assay_web.tasks.services import import_tasks


def test_they_come_in_with_an_import_at_its_rate_and_spread_over_it(world: World) -> None:
    project = mixed_project(world, plants=40, tasks=90, percent=10)
    planted = planted_ids(project)
    assert len(planted) == 10
    numbers = sorted(Task.objects.filter(pk__in=planted).values_list("number", flat=True))
    assert numbers != list(range(91, 101))
    assert sorted(project.tasks.values_list("number", flat=True)) == list(range(1, 101))
    assert GoldItem.objects.filter(task=None).count() == 30
    assert set(project.tasks.values_list("price_minor", "currency", "expected_minutes", "title", "prompt").distinct())
    assert project.tasks.values("price_minor").distinct().count() == 1


def test_what_would_stand_out_stays_away(world: World) -> None:
    project = mixed_project(world, plants=5, tasks=20, percent=20, candidates=3)
    assert not planted_ids(project)
    import_tasks(project, [ordinary(number, 2) for number in range(100, 120)])
    pairs = Task.objects.filter(pk__in=planted_ids(project))
    assert len(pairs) == 5
    assert {one.candidates.count() for one in pairs} == {2}
    assert {tuple(one.aspects) for one in pairs} == {("correctness", "ranking")}


def test_without_a_rate_or_a_reserve_an_import_is_what_it_was(world: World) -> None:
    project = mixed_project(world, plants=5, tasks=10, percent=0)
    assert (planted_ids(project), project.tasks.count()) == (set(), 10)


def test_counts_lists_and_exports_know_ordinary_tasks_only(world: World) -> None:
    project = mixed_project(world, plants=20, tasks=20, percent=50)
    assert len(planted_ids(project)) == 20
    one = Task.objects.get(pk=min(planted_ids(project)))
    hand_in(world.reviewer, reviewing.claim(world.reviewer, one.public_id), [])
    progress = project_progress(project)
    assert (progress.tasks, progress.places, progress.submitted) == (20, 40, 0)
    assert progress.evidence_pending == 20
    listed = {row.code for row in tasks_of(project).rows}
    assert len(listed) == 20
    assert one.code not in listed
    take_in()
    assert list(reviewed(project, Selection(), mark_now())) == []


def drain(world: World, project: Project, most: int) -> list[int]:
    """What the reviewer is given when they always ask for the next task."""
    given: list[int] = []
    for _ in range(most):
        assignment = reviewing.claim_next(world.reviewer)
        if assignment is None or assignment.task.project_id != project.pk:
            continue
        given.append(assignment.task_id)
    return given


def test_the_next_task_is_planted_as_often_as_asked_and_never_twice(world: World) -> None:
    project = mixed_project(world, plants=30, tasks=60, percent=20)
    world.project.tasks.update(filled=True)
    given = drain(world, project, 50)
    assert len(given) == len(set(given)) == 50
    assert 8 <= len(planted_ids(project) & set(given)) <= 12
    digests = list(GoldItem.objects.filter(task__in=given).values_list("digest", flat=True))
    assert len(digests) == len(set(digests))


def test_a_page_of_the_queue_holds_the_share_and_no_more_even_when_little_else_is_left(world: World) -> None:
    project = mixed_project(world, plants=30, tasks=30, percent=25)
    world.project.tasks.update(filled=True)
    planted = set(Task.objects.filter(pk__in=planted_ids(project)).values_list("public_id", flat=True))
    shown = {row.task_id for row in queue_for(world.reviewer).rows}
    assert len(shown & planted) == 10
    assert shown == {row.task_id for row in queue_for(world.reviewer).rows}
    ordinary_left = project.tasks.exclude(pk__in=planted_ids(project)).order_by("pk")[2:]
    Task.objects.filter(pk__in=list(ordinary_left.values_list("pk", flat=True))).update(filled=True)
    assert len({row.task_id for row in queue_for(world.reviewer).rows} & planted) <= 1


def test_pages_of_a_long_queue_hold_every_ordinary_task_once(world: World) -> None:
    project = mixed_project(world, plants=30, tasks=120, percent=10)
    world.project.tasks.update(filled=True)
    seen: list[Any] = []
    after = None
    for _ in range(10):
        page = queue_for(world.reviewer, order="newest", after=after)
        seen += [row.task_id for row in page.rows]
        after = page.next_cursor
        if after is None:
            break
    everything = project.tasks.exclude(pk__in=planted_ids(project)).values_list("public_id", flat=True)
    assert len(seen) == len(set(seen))
    assert set(everything) <= set(seen)
    assert len(seen) > len(everything)


def test_code_that_somebody_has_seen_is_not_given_to_them_with_another_defect(world: World) -> None:
    project = mixed_project(world, plants=2, tasks=3, percent=40)
    first, second = GoldItem.objects.filter(project=project).order_by("pk")
    GoldItem.objects.update(digest="the same")
    assert first.task is not None
    assert second.task is not None
    reviewing.claim(world.reviewer, first.task.public_id)
    shown = {row.task_id for _ in range(3) for row in queue_for(world.reviewer).rows}
    assert second.task.public_id not in shown


def test_code_of_an_assessment_is_not_given_in_daily_work_nor_the_other_way_round(world: World) -> None:
    project = mixed_project(world, plants=25, tasks=25, percent=50)
    assessment = open_assessment(world, sources=25)
    attempt = take(world.reviewer, begin_pilot(world.reviewer, assessment), most=5)
    met = set(attempt.takes.values_list("source__digest", flat=True))
    assert len(met) == 5
    of = dict(GoldItem.objects.filter(task__isnull=False).values_list("task__public_id", "digest"))
    assert met & set(of.values())
    shown = {of[row.task_id] for row in queue_for(world.reviewer).rows if row.task_id in of}
    assert shown
    assert not shown & met

    other = next(task for task, digest in of.items() if digest not in met)
    assert of[other] in {one.digest for one in sources_for(attempt)}
    reviewing.claim(world.reviewer, other)
    assert of[other] not in {one.digest for one in sources_for(attempt)}
    assert project.tasks.filter(public_id=other).exists()


def sources_for(attempt: Attempt) -> list[Source]:
    """Pieces of code of which the person could be given an item next."""
    items = [one.item for one in on_offer(attempt)]
    return list(Source.objects.filter(items__in=items).distinct())


IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|T-\d{4}|[0-9a-f]{16,}")


def shape(value: object) -> object:
    """Keys and types, with texts of ids by their form: what is left when everything individual is taken away."""
    if isinstance(value, dict):
        return {
            ("letter" if re.fullmatch("[A-Z]", key) else IDS.sub("ID", key)): shape(one) for key, one in value.items()
        }
    if isinstance(value, list):
        return [shape(one) for one in value[:1]]
    if isinstance(value, str):
        return "ID" if IDS.fullmatch(value) else "text"
    return type(value).__name__


def skeleton(html: str) -> str:
    """The elements and classes of a page."""
    return " ".join(re.findall(r"<[a-z]+|class=\"[^\"]*\"|data-[a-z-]+(?==)", IDS.sub("ID", html)))


@pytest.mark.parametrize("candidates", [1, 2])
def test_no_response_tells_a_planted_task_from_an_ordinary_one(world: World, candidates: int) -> None:
    project = mixed_project(world, plants=12, tasks=30, percent=25, candidates=candidates)
    planted = Task.objects.filter(pk__in=planted_ids(project)).order_by("pk")[:2]
    first, *plain = project.tasks.exclude(pk__in=planted_ids(project)).order_by("pk")[:3]
    answers(world, first)  # whoever comes first reads the rubric, which the process keeps
    told = {kind: [answers(world, one) for one in tasks] for kind, tasks in (("gold", planted), ("plain", plain))}
    assert len(told["gold"]) == 2
    assert told["gold"][0] == told["gold"][1] == told["plain"][0] == told["plain"][1]


def answers(world: World, task: Task) -> list[object]:
    """Everything that a reviewer is answered about a task, as shapes, with the number of queries it cost."""
    client = world.client(world.colleague)
    found: list[object] = []

    def ask(method: str, address: str, body: object = None) -> Any:  # noqa: ANN401 - JSON, or a page
        with CaptureQueriesContext(connection) as captured:
            response = client.generic(
                method,
                address,
                json.dumps(body or {}),
                content_type="application/json",
                headers={"Idempotency-Key": f"answers-{task.pk}-{len(found)}"},
            )
        kind = response.headers["Content-Type"]
        parsed = response.json() if "json" in kind else None
        found.append(
            (
                response.status_code,
                shape(parsed) if parsed is not None else skeleton(read(response).html),
                sorted(response.headers),
                len(captured),
            )
        )
        return parsed

    ask("GET", f"/queue/{task.public_id}/")
    assignment = ask("POST", f"/api/v1/queue/{task.public_id}/accept")["id"]
    address = f"/api/v1/assignments/{assignment}"
    shown = ask("GET", address)
    letters = [one["letter"] for one in shown["candidates"]]
    body: dict[str, Any] = {
        "findings": [],
        "ratings": {one["id"]: dict.fromkeys(letters, 3) for one in shown["rubric"]["criteria"]},
        "verdicts": dict.fromkeys(letters, "accept"),
        "ranking": {"order": [[one] for one in letters], "justification": ""} if len(letters) > 1 else None,
    }
    version = ask("PUT", f"{address}/draft", {"version": 0, "body": body, "active_ms": 10})["version"]
    ask("POST", f"{address}/lock", {"version": version, "body": body})
    version = Assignment.objects.get(public_id=assignment).draft.version
    ask("POST", f"{address}/submit", {"version": version, "body": body})
    ask("GET", address)
    ask("GET", f"/review/{assignment}/")
    return found


@pytest.mark.parametrize("unseen", [False, True])
def test_what_runs_count_tells_no_planted_task_and_nothing_hidden_before_the_first_pass_is_locked(
    world: World, *, unseen: bool
) -> None:
    project = mixed_project(world, plants=8, tasks=20, percent=25, unseen=unseen)
    planted = Task.objects.filter(pk__in=planted_ids(project))
    told = {}
    for kind, task in (("gold", planted[0]), ("plain", project.tasks.exclude(pk__in=planted_ids(project))[0])):
        held = reviewing.claim(world.colleague, task.public_id)
        blind = counted(world, held)
        reviewing.lock_first_pass(world.colleague, held.public_id, 0, DraftBody())
        told[kind] = (blind, counted(world, held))
    assert told["gold"] == told["plain"]
    assert told["gold"] == (["shown"], ["shown", "hidden 1"] if unseen else ["shown"])


def counted(world: World, held: Assignment) -> list[str]:
    """Which tests the reviewer is told of when the unchanged code is run as a correction."""
    files = json.loads(Candidate.objects.get(task=held.task_id).files)
    given = [DraftFile(path=path, text=text) for path, text in files.items()]
    run = reviewing.run_correction(world.colleague, held.public_id, "A", given)
    carry_out(run.pk)
    shown = world.client(world.colleague).get(f"/api/v1/runs/{run.public_id}").json()
    assert shown["total"] == len(shown["tests"])
    return [one["id"] if one["id"].startswith("hidden") else "shown" for one in shown["tests"]]


def test_among_tasks_with_hidden_tests_a_plant_needs_one() -> None:
    found = plant(1)
    called = found.witness.model_copy(update={"kind": WitnessKind.CALL, "tests": None, "entry": "sum_1"})
    other = found.model_copy(update={"witness": called})
    tasks = [ordinary(1), ordinary(2, unseen=True)]
    assert neighbours(found, tasks) == tasks
    assert neighbours(other, tasks) == tasks[:1]
    assert set(disguised(found, "Add", "Add.", tasks[0], random.SystemRandom())[0].tests.files) == {"test_shown.py"}
    assert len(disguised(found, "Add", "Add.", tasks[1], random.SystemRandom())[0].tests.files) == 2


SHARES = st.builds(Share, percent=st.integers(0, 50), claimed=st.integers(0, 200), planted=st.integers(0, 100))
OFFERS = st.lists(
    st.builds(Offer, task=st.integers(1, 60), project=st.integers(1, 2), digest=st.sampled_from("abcdefgh")),
    unique_by=lambda one: one.task,
)


@given(OFFERS, st.dictionaries(st.integers(1, 2), st.integers(0, 50)), st.dictionaries(st.integers(1, 2), SHARES))
def test_never_more_is_shown_than_the_share_asks_for_and_no_code_twice(
    offers: list[Offer], ordinary: dict[int, int], shares: dict[int, Share]
) -> None:
    shown = to_show(offers, ordinary, shares, 7)
    of = {one.task: one for one in offers}
    codes = [of[task].digest for task in shown]
    assert len(codes) == len(set(codes))
    for project in (1, 2):
        count = sum(of[task].project == project for task in shown)
        assert count <= (shares[project].among(ordinary.get(project, 0)) if project in shares else 0)


@given(st.integers(0, 50), st.integers(0, 300))
def test_following_the_chance_keeps_to_the_share(percent: int, steps: int) -> None:
    planted = 0
    for claimed in range(steps):
        planted += Share(percent, claimed, planted).chance >= 1
    assert planted <= steps * percent / 100 + 1
