"""Reviews by position of the candidates, whatever letters each reviewer saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.web.pages.world import World, complete_body, finding

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.projects.models import Role
from assay_web.projects.services import add_member
from assay_web.review import selectors
from assay_web.review.models import Review
from assay_web.tasks.models import Task


def say(
    world: World,
    user: User,
    task: Task,
    *,
    verdicts: Sequence[str] = ("reject", "accept"),
    order: Sequence[Sequence[int]] = ((1,), (0,)),
    ratings: Sequence[int] = (3, 3),
    findings: Sequence[dict[str, Any]] | None = None,
) -> Review:
    """A submitted review of two candidates. A finding's ``position`` says which of them it is about."""
    assignment = selectors.get_assignment(user, world.claim(user, task).public_id)
    letter = {position: chr(ord("A") + at) for at, position in enumerate(assignment.order)}
    shown = complete_body(selectors.workbench(assignment))
    said = [finding(position=0, title="Lost update")] if findings is None else findings
    cited = [f"{letter[one['position']]}:{one['start_line']}" for one in said] or ["that"]
    return world.submit(
        user,
        task,
        verdicts={letter[position]: verdict for position, verdict in enumerate(verdicts)},
        ranking={
            "order": [[letter[one] for one in group] for group in order],
            "justification": f"Because of {cited}. " * 10,
        },
        ratings={name: {letter[at]: score for at, score in enumerate(ratings)} for name in shown["ratings"]},
        findings=[
            {name: value for name, value in one.items() if name != "position"} | {"candidate": letter[one["position"]]}
            for one in said
        ],
    )


def adjudicator_of(world: World, name: str = "adjudicator") -> User:
    """Somebody who settles conflicts in the world's project."""
    person = create_user(f"{name}@example.org", "correct horse battery")
    add_member(world.project, person, Role.ADJUDICATOR)
    return person
