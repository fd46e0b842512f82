"""Critics in a project: whether they are asked, and what it cost. What they claim is read with the other evidence."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked
from assay_web.kit.refusals import Refusal
from assay_web.projects.models import Project, ProjectState
from assay_web.projects.selectors import get_project
from assay_web.tasks.asking import ask_what_is_open, decide_use, known_critics, use_of
from assay_web.tasks.critic_figures import Costs, Trouble, costs_of, latest_problems
from assay_web.tasks.models import CriticUse

router = Router(tags=["critics"])


class CriticsShape(BaseModel):
    """What becomes of critics here. ``known`` are those of this instance; ``queued`` questions came of the call."""

    use: CriticUse
    known: list[str]
    costs: list[Costs]
    problems: list[Trouble]
    queued: int = 0


class CriticDecision(Asked):
    """What is to become of them."""

    use: CriticUse


@router.get("/projects/{slug:slug}/critics", auth=READ, response=CriticsShape, operation_id="getCritics")
def read(request: HttpRequest, slug: str) -> CriticsShape:
    """For the project's leads."""
    return _shape(get_project(caller(request), slug))


@router.put("/projects/{slug:slug}/critics", auth=LEAD, response=CriticsShape, operation_id="decideCritics")
def decide(request: HttpRequest, slug: str, payload: CriticDecision) -> CriticsShape:
    """Decide; where they are asked from now on, every candidate is put to them."""
    project = _open(get_project(caller(request), slug))
    return _shape(project, decide_use(project, payload.use))


@router.post("/projects/{slug:slug}/critics/questions", auth=LEAD, response=CriticsShape, operation_id="askCritics")
def again(request: HttpRequest, slug: str) -> CriticsShape:
    """Queue each question that no critic has had its say on."""
    project = _open(get_project(caller(request), slug))
    return _shape(project, ask_what_is_open(project))


def _open(project: Project) -> Project:
    if project.state == ProjectState.CLOSED:
        raise Refusal("The project is closed: nobody is asked any more")
    return project


def _shape(project: Project, queued: int = 0) -> CriticsShape:
    return CriticsShape(
        use=use_of(project),
        known=[one.settings.name for one in known_critics()],
        costs=costs_of(project),
        problems=latest_problems(project),
        queued=queued,
    )
