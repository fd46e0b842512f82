"""Planted tasks among ordinary ones that look like them."""

from __future__ import annotations

import json
import uuid
from typing import Any

from tests.support.assessing import EXPLANATION, LINE, TITLE, plant
from tests.web.pages.world import World

from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay.workflows.assess import digest_of, items_of_plant
from assay_web.accounts.models import User
from assay_web.gold.models import GoldDoubt
from assay_web.gold.services import add_plants, grade_gold
from assay_web.projects.models import Project, Role
from assay_web.projects.services import add_member, create_project
from assay_web.review import services as reviewing
from assay_web.review.draft import DraftBody
from assay_web.review.models import Assignment, Draft, Review
from assay_web.review.selectors import get_assignment, workbench
from assay_web.tasks.models import GoldItem
from assay_web.tasks.services import import_tasks

PROMPT = "Add all values."
SHOWN = {"test_shown.py": "def test_it():\n    pass\n"}
UNSEEN = {"test_unseen.py": "def test_more():\n    pass\n"}


def ordinary(number: int, candidates: int = 1, *, unseen: bool = False) -> Task:
    """A task like those that plants become."""
    return Task(
        id=f"ordinary-{number}",
        title="Add up",
        prompt=PROMPT,
        language=Language.PYTHON,
        aspects=(Aspect.CORRECTNESS, Aspect.RANKING) if candidates > 1 else (Aspect.CORRECTNESS,),
        tests=Tests(files=SHOWN | (UNSEEN if unseen else {}), visible=("test_shown.py",)),
        candidates=tuple(
            Candidate(id=f"c{one}", files={"summing.py": f"def sum_{number}(values):\n    return {one}\n"})
            for one in range(candidates)
        ),
    )


def mixed_project(
    world: World, *, plants: int, tasks: int, percent: int = 12, candidates: int = 1, unseen: bool = False
) -> Project:
    """A project in which the reviewer and the colleague work, with planted tasks among the others."""
    project = create_project(slug="mixed", name="Mixed", lead=world.lead, price_minor=1000, overlap=2)
    Project.objects.filter(pk=project.pk).update(gold_percent=percent, justification_min=0)
    project.refresh_from_db()
    for person in (world.reviewer, world.colleague):
        add_member(project, person, Role.REVIEWER)
    add_plants(world.lead, project, [plant(number) for number in range(plants)], title="Add up", prompt=PROMPT)
    import_tasks(project, [ordinary(number, candidates, unseen=unseen) for number in range(tasks)])
    return project


def planted_ids(project: Project) -> set[int]:
    """Tasks that are planted."""
    return set(GoldItem.objects.filter(project=project, task__isnull=False).values_list("task", flat=True))


def planted_in(world: World, number: int = 1, *, clean: bool = False) -> GoldItem:
    """A planted task of the world's project, as if it had come in among others; or its clean twin."""
    made = plant(number)
    item = items_of_plant(made, title="Add up", prompt=PROMPT, secret=b"a secret")[clean]
    import_tasks(world.project, [item.task])
    return GoldItem.objects.create(
        project=world.project,
        plant=f"{made.id} {clean}",
        digest=digest_of(made),
        record=made.model_dump_json(),
        title="Add up",
        prompt=PROMPT,
        task=world.project.tasks.get(record_id=item.task.id),
        known=[json.loads(item.gold.model_dump_json(by_alias=True))],
        added_by=world.lead,
    )


def doubt_on(world: World) -> GoldDoubt:
    """The colleague has claimed something grave of sound code."""
    task = planted_in(world, clean=True).task
    assert task is not None
    hand_in(world.colleague, reviewing.claim(world.colleague, task.public_id), [named() | {"severity": "blocker"}])
    assert grade_gold() == 1
    return GoldDoubt.objects.get()


def hand_in(
    person: User,
    assignment: Assignment,
    findings: list[dict[str, Any]],
    *,
    first: list[dict[str, Any]] | None = None,
    order: list[str] | None = None,
) -> Review:
    """Submit a complete review with these findings; ``first`` are those of the first pass, where they are others."""
    locked = DraftBody.model_validate({"findings": findings if first is None else first})
    reviewing.lock_first_pass(person, assignment.public_id, 0, locked)
    shown = workbench(get_assignment(person, assignment.public_id))
    letters = order or [one.letter for one in shown.candidates]
    body = {
        "findings": findings,
        "ratings": {one.id: dict.fromkeys(letters, 3) for one in shown.rubric.criteria},
        "verdicts": dict.fromkeys(letters, "reject" if findings else "accept"),
        "ranking": {"order": [[letter] for letter in letters], "justification": ""} if len(letters) > 1 else None,
    }
    version = Draft.objects.get(pk=assignment.pk).version
    key = f"key-{assignment.pk}"
    return reviewing.submit(person, assignment.public_id, version, DraftBody.model_validate(body), key)


def named(letter: str = "A") -> dict[str, Any]:
    """A finding that names the planted defect."""
    place = {"id": str(uuid.uuid4()), "candidate": letter, "path": "summing.py", "start_line": LINE, "end_line": LINE}
    return {
        **place,
        "title": TITLE,
        "explanation": EXPLANATION,
        "cwe": 193,
        "category": "logic",
        "severity": "major",
    }
