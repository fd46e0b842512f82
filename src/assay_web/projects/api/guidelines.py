"""Guidelines and rubric of a project: leads write them, reviewers read and confirm the guidelines."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, ValidationError

from assay import load_rubric
from assay.domain.rubric import Anchor, Criterion, Rubric
from assay.errors import InputError
from assay_web.accounts.api.calling import LEAD, READ, REVIEW, caller
from assay_web.kit.asking import Asked
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.kit.problems import problem
from assay_web.projects.models import Project
from assay_web.projects.selectors import get_guidelines, get_project
from assay_web.projects.services import WrongAnswers, acknowledge, change_guidelines, change_rubric

router = Router(tags=["guidelines and rubrics"])


class GuidelinesShape(BaseModel):
    """The text (Markdown) in its version, and whether reviewers confirm it before they take a task."""

    text: str
    version: int
    must_acknowledge: bool


class NewGuidelines(Asked):
    """Another text is another version, which reviewers confirm anew."""

    text: str = Field(max_length=100_000)
    must_acknowledge: bool


class AskedQuestion(BaseModel):
    """A question of the quiz, and the options of which one is right."""

    question: str
    options: list[str]


class ReadGuidelines(BaseModel):
    """The guidelines as a reviewer reads them, and the quiz that goes with confirming them."""

    project: str
    text: str
    version: int
    confirmed: bool
    questions: list[AskedQuestion]


class Confirmation(Asked):
    """Which version was read, and for each question of the quiz the number of the option chosen, from 0."""

    version: int = Field(ge=1, le=2**31 - 1)
    answers: list[Annotated[int, Field(ge=0, le=1000)]] = Field(default=[], max_length=100)


class NewAnchor(Asked):
    """What one score looks like."""

    score: int = Field(ge=1, le=10)
    text: str = Field(min_length=1, max_length=300)


class NewCriterion(Asked):
    """One question about a candidate, answered on a scale from 1."""

    id: str = Field(max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1, max_length=200)
    question: str = Field(default="", max_length=2000)
    scale: int = Field(default=5, ge=2, le=10)
    weight: float = Field(default=1, gt=0, le=100)
    anchors: list[NewAnchor] = Field(default=[], max_length=10)


class NewRubric(Asked):
    """For tasks that come in without a rubric of their own; another content is another version."""

    title: str = Field(min_length=1, max_length=200)
    criteria: list[NewCriterion] = Field(min_length=1, max_length=20)


@router.get("/projects/{slug:slug}/guidelines", auth=READ, response=GuidelinesShape, operation_id="getGuidelines")
def guidelines(request: HttpRequest, slug: str) -> GuidelinesShape:
    """The guidelines, for the project's leads."""
    return _guidelines(get_project(caller(request), slug))


@router.put(
    "/projects/{slug:slug}/guidelines",
    auth=LEAD,
    response=GuidelinesShape,
    operation_id="changeGuidelines",
    openapi_extra=HEEDS_IF_MATCH,
)
def write_guidelines(request: HttpRequest, slug: str, payload: NewGuidelines) -> GuidelinesShape:
    """Replace them."""
    with unchanged(request, get_project(caller(request), slug), _guidelines) as stored:
        text = payload.text.replace("\r\n", "\n")
        change_guidelines(stored, text, must_acknowledge=payload.must_acknowledge)
        stored.refresh_from_db()
    return _guidelines(stored)


@router.get("/projects/{slug:slug}/rubric", auth=READ, response=Rubric, operation_id="getRubric")
def rubric(request: HttpRequest, slug: str) -> Rubric:
    """The rubric for tasks that bring none: the project's own, or the built-in one."""
    return _rubric(get_project(caller(request), slug))


@router.put(
    "/projects/{slug:slug}/rubric",
    auth=LEAD,
    response=Rubric,
    operation_id="changeRubric",
    openapi_extra=HEEDS_IF_MATCH,
)
def write_rubric(request: HttpRequest, slug: str, payload: NewRubric) -> Rubric:
    """Replace it."""
    with unchanged(request, get_project(caller(request), slug), _rubric) as stored:
        try:
            return change_rubric(stored, payload.title, [_criterion(one) for one in payload.criteria])
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            at = ".".join(map(str, first["loc"])) or "criteria"
            raise InputError(f"{at}: {first['msg'].removeprefix('Value error, ')}") from error


@router.get("/guidelines/{slug:slug}", auth=READ, response=ReadGuidelines, operation_id="readGuidelines")
def read_guidelines(request: HttpRequest, slug: str) -> ReadGuidelines:
    """The guidelines of a project in which the caller reviews."""
    project, confirmed = get_guidelines(caller(request), slug)
    return ReadGuidelines(
        project=project.name,
        text=project.guidelines,
        version=project.guidelines_version,
        confirmed=confirmed,
        questions=[AskedQuestion(question=one.question, options=one.options) for one in project.quiz.all()],
    )


@router.post(
    "/guidelines/{slug:slug}/confirmations", auth=REVIEW, response={204: None}, operation_id="confirmGuidelines"
)
def confirm(request: HttpRequest, slug: str, payload: Confirmation) -> HttpResponse:
    """Confirm that they were read; 409 when they have changed since, or with the reasons for the right answers."""
    user = caller(request)
    project, _ = get_guidelines(user, slug)
    asked = list(project.quiz.all())
    given = dict(zip([one.pk for one in asked], payload.answers, strict=False))
    try:
        acknowledge(user, project, payload.version, given)
    except WrongAnswers as wrong:
        request.keep_no_answer = True  # type: ignore[attr-defined]  # the try is kept, and may be followed by another
        reasons = [(at, wrong.wrong[one.pk]) for at, one in enumerate(asked) if one.pk in wrong.wrong]
        errors = [{"at": f"body/answers/{at}", "message": reason} for at, reason in reasons]
        return problem("refused", str(wrong), errors=errors)
    return HttpResponse(status=204)


def _guidelines(project: Project) -> GuidelinesShape:
    return GuidelinesShape(
        text=project.guidelines, version=project.guidelines_version, must_acknowledge=project.must_acknowledge
    )


def _rubric(project: Project) -> Rubric:
    return Rubric.model_validate_json(project.rubric) if project.rubric else load_rubric("default")


def _criterion(asked: NewCriterion) -> Criterion:
    anchors = tuple(Anchor(score=one.score, text=one.text) for one in asked.anchors)
    return Criterion(**asked.model_dump(exclude={"anchors"}), anchors=anchors)
