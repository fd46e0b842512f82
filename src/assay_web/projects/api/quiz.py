"""The quiz on a project's guidelines, for its leads; reviewers read its questions with the guidelines."""

from __future__ import annotations

from typing import Annotated, Self

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field, model_validator

from assay_web.accounts.api.calling import LEAD, READ, caller
from assay_web.kit.asking import Asked
from assay_web.kit.etags import HEEDS_IF_MATCH, unchanged
from assay_web.projects.models import Project
from assay_web.projects.rules import MOST_OPTION, MOST_QUESTIONS, Question, parse_options, written_options
from assay_web.projects.selectors import get_project
from assay_web.projects.services import change_quiz

router = Router(tags=["guidelines and rubrics"])

_QUIZ = "/projects/{slug:slug}/quiz"


class QuizShape(BaseModel):
    """The questions in their order; ``right`` is the number of the right option, from 0."""

    questions: list[Question]


class NewQuestion(Asked):
    """A question; the reason is told after a wrong answer."""

    question: str = Field(min_length=1, max_length=500)
    options: list[Annotated[str, Field(min_length=1, max_length=MOST_OPTION)]] = Field(min_length=2, max_length=20)
    right: int = Field(ge=0, le=19)
    reason: str = Field(min_length=1, max_length=2000)

    @model_validator(mode="after")
    def _as_on_the_page(self) -> Self:
        """Leads write options one a line: what could not be read back from there is refused."""
        options, right = parse_options(written_options(self.options, self.right))
        if (options, right) != (tuple(self.options), self.right):
            msg = "an option is one line, without blanks around it"
            raise ValueError(msg)
        return self

    def made(self) -> Question:
        """The question as a value."""
        return Question(self.question, tuple(self.options), self.right, self.reason)


class NewQuiz(Asked):
    """All of its questions; none for no quiz."""

    questions: list[NewQuestion] = Field(max_length=MOST_QUESTIONS)


@router.get(_QUIZ, auth=READ, response=QuizShape, operation_id="getQuiz")
def read(request: HttpRequest, slug: str) -> QuizShape:
    """The quiz with its answers, for the project's leads."""
    return _shape(get_project(caller(request), slug))


@router.put(_QUIZ, auth=LEAD, response=QuizShape, operation_id="changeQuiz", openapi_extra=HEEDS_IF_MATCH)
def change(request: HttpRequest, slug: str, payload: NewQuiz) -> QuizShape:
    """Replace it; whoever has confirmed the guidelines is not asked again until those change."""
    with unchanged(request, get_project(caller(request), slug), _shape) as stored:
        change_quiz(stored, [one.made() for one in payload.questions])
    return _shape(stored)


def _shape(project: Project) -> QuizShape:
    rows = project.quiz.all()
    return QuizShape(questions=[Question(one.question, tuple(one.options), one.right, one.reason) for one in rows])
