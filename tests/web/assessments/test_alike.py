"""Nothing that a candidate gets tells a defect from its clean twin, or gold from an ordinary task."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.assessing import plant
from tests.web.assessments.taking import candidate, open_assessment
from tests.web.pages.world import World

from assay.workflows.assess import items_of_plant
from assay_web.accounts.models import User
from assay_web.assessments import services
from assay_web.assessments.models import Item, ItemGold, Take
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftFile
from assay_web.review.jobs import carry_out
from assay_web.review.models import Assignment
from assay_web.tasks.models import Task
from assay_web.tasks.rubrics import rubric_by
from assay_web.tasks.services import import_tasks

Seen = dict[str, Any]


def shape(value: object) -> object:
    """Keys, kinds and the form of identifiers; of texts only that they are some."""
    if isinstance(value, dict):
        return {_form(str(name)): shape(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return sorted({json.dumps(shape(one), sort_keys=True) for one in value})
    return _form(value) if isinstance(value, str) else type(value).__name__


def _form(text: str) -> str:
    for kind, pattern in (
        ("uuid", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("code", r"T-\d{4}"),
        ("time", r"\d{4}-\d\d-\d\dT[\d:.]+Z"),
    ):
        if re.fullmatch(pattern, text):
            return kind
    return text if re.fullmatch(r"[a-z_]{1,40}", text) else "text"


def asked(queries: CaptureQueriesContext) -> list[str]:
    """Statements without their values."""
    found = []
    for one in queries.captured_queries:
        text = re.sub(r"'(?:[^']|'')*'(?:::\w+(?:\[\])?)?|\b\d+\b", "?", one["sql"])
        text = re.sub(r'"s\d+_x\d+"', "savepoint", text)
        found.append(re.sub(r"\?(?:, \?)+", "?", text))
    return found


def see(world: World, person: User, assignment: Assignment) -> Seen:
    """Everything that happens to somebody who reviews it: shapes of answers, names of headers, statements."""
    client, path = world.client(person), f"/api/v1/assignments/{assignment.public_id}"
    rubric_by.cache_clear()  # whoever comes first in a process reads it
    seen: Seen = {}

    def note(name: str, method: str, address: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        text = "" if body is None else json.dumps(body)
        key = {"Idempotency-Key": f"{name}-{assignment.pk}"} if method == "POST" else {}
        with CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, address, text, content_type="application/json", headers=key)
        told = json.loads(answer.content) if answer.content else None
        seen[name] = (answer.status_code, shape(told), sorted(answer.headers), asked(queries))
        return told

    shown = note("read", "GET", path)
    text = shown["candidates"][0]["files"][0]["text"]
    seen["lines"] = len(text.splitlines())
    body = {"findings": [], "ratings": {one["id"]: {"A": 3} for one in shown["rubric"]["criteria"]}}
    note("save", "PUT", f"{path}/draft", {"version": 0, "body": body})
    files = [DraftFile(path=shown["candidates"][0]["files"][0]["path"], text=text)]
    run = reviewing.run_correction(person, assignment.public_id, "A", files)
    carry_out(run.pk)
    ran = note("corrected", "GET", f"/api/v1/runs/{run.public_id}")
    seen["tests"] = [(one["id"].split("::")[0], one["outcome"]) for one in ran["tests"]]
    seen["counted"] = (ran["passed"], ran["total"], ran["outcome"], ran["reason"])
    note("submit", "POST", f"{path}/submit", {"version": 1, "body": {**body, "verdicts": {"A": "accept"}}})
    page = client.get(f"/review/{assignment.public_id}/")
    seen["page"] = (page.status_code, sorted(page.headers))
    return seen


@pytest.fixture
def kinds(world: World) -> dict[bool, Item]:
    """A defect and the clean twin of the same code."""
    open_assessment(world, sources=17)
    source = Item.objects.order_by("pk").values_list("source", flat=True)[0]
    return {one.is_clean: one.item for one in ItemGold.objects.filter(item__source=source).select_related("item__task")}


def test_a_defect_and_its_clean_twin_look_alike_in_every_answer(world: World, kinds: dict[bool, Item]) -> None:
    until = timezone.now() + timedelta(hours=1)
    people = {clean: candidate("with-twin" if clean else "with-defect") for clean in kinds}
    held = {clean: reviewing.hand_out(people[clean], item.task, until) for clean, item in kinds.items()}
    seen = {clean: see(world, people[clean], held[clean]) for clean in kinds}
    assert seen[True] == seen[False]


def test_giving_the_next_item_takes_the_same_steps_whichever_it_is(world: World, kinds: dict[bool, Item]) -> None:
    steps: dict[bool, set[tuple[str, ...]]] = {}
    for number in range(40):
        person = candidate(f"person{number}")
        attempt = services.begin(person, world.project)
        with CaptureQueriesContext(connection) as queries:
            assignment = services.next_item(person, attempt.public_id)
        assert assignment is not None
        clean = Take.objects.values_list("item__gold__is_clean", flat=True).get(assignment=assignment)
        steps.setdefault(clean, set()).add(tuple(asked(queries)))
        if len(steps) == 2 and number >= 5:
            break
    assert len(steps) == 2
    assert steps[True] == steps[False]
    assert len(steps[True]) == 1


def test_nothing_about_an_item_is_told_by_its_numbers(world: World, kinds: dict[bool, Item]) -> None:
    rows = list(Item.objects.order_by("task__number").values_list("gold__is_clean", "gold__plant", "task__number"))
    assert [number for *_, number in rows] == list(range(1, 35))
    neighbours = sum(first[1] == second[1] for first, second in pairwise(rows))
    assert neighbours < 12  # of 17 pairs, were they imported one after the other
    turns = sum(first[0] != second[0] for first, second in pairwise(rows))
    assert 5 < turns < 29
    tasks = {task.record_id for task in Task.objects.filter(item__isnull=False)}
    assert {len(name) for name in tasks} == {16}
    assert not {gold.plant for gold in ItemGold.objects.all()} & tasks


def test_gold_among_daily_work_looks_like_any_task_of_its_form(world: World) -> None:
    defect, twin = items_of_plant(plant(1), title="Add up", prompt="Add.", secret=b"secret")
    real = plant(2)
    ordinary = twin.task.model_copy(
        update={
            "id": "from-a-model",
            "candidates": (twin.task.candidates[0].model_copy(update={"files": {real.path: real.files[real.path]}}),),
            "tests": real.tests,
            "reference": None,
        }
    )
    import_tasks(world.project, [defect.task, ordinary])
    names = {"gold": defect.task.id, "real": ordinary.id}
    seen = {}
    for name, record in names.items():
        assignment = world.claim(world.reviewer, world.project.tasks.get(record_id=record))
        client, path = world.client(world.reviewer), f"/api/v1/assignments/{assignment.public_id}"
        rubric_by.cache_clear()  # as above
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        seen[name] = (answer.status_code, shape(answer.json()), sorted(answer.headers), asked(queries))
    assert seen["gold"] == seen["real"]


def test_the_payload_holds_nothing_of_the_gold(world: World, kinds: dict[bool, Item]) -> None:
    item = kinds[False]
    person = candidate()
    held = reviewing.hand_out(person, item.task, timezone.now() + timedelta(hours=1))
    page = world.page(person, f"/review/{held.public_id}/").html
    answer = world.client(person).get(f"/api/v1/assignments/{held.public_id}").content.decode()
    gold = item.gold
    secrets = [gold.plant, gold.operator, item.task.record_id, "test_unseen", "range_end", "left out", "is_clean"]
    assert [one for one in secrets if one in page or one in answer] == []
