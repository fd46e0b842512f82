"""A reviewer confirms that they have read the guidelines, and shows it by the quiz where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from assay_web.accounts.models import User
from assay_web.kit.refusals import Conflict, Refusal
from assay_web.projects.models import Acknowledgement, Project, QuizAttempt, QuizQuestion
from assay_web.projects.rules import Question
from assay_web.projects.services.changing import locked


class WrongAnswers(Refusal):
    """The quiz was not passed. ``wrong`` maps the ids of questions answered wrongly to the reason for the right one."""

    def __init__(self, wrong: Mapping[int, str]) -> None:
        super().__init__("Some answers are wrong; read why, and try again")
        self.wrong = wrong


def acknowledge(user: User, project: Project, version: int, answers: Mapping[int, int] | None = None) -> None:
    """Note that ``user``, a reviewer of the project, has read the guidelines in this version; twice is once.

    ``answers`` maps the ids of the quiz's questions to the option chosen. Each try is kept.

    Raises:
        Conflict: they have changed since the page was opened.
        WrongAnswers: not every question is answered rightly.
    """
    if version != project.guidelines_version:
        raise Conflict("The guidelines have changed since you opened them; read them as they stand now")
    questions = list(project.quiz.all())
    given = answers or {}
    wrong = {one.pk: one.reason for one in questions if given.get(one.pk) != one.right}
    if questions:
        QuizAttempt.objects.create(
            project=project, user=user, version=version, answers=_as_told(questions, given), passed=not wrong
        )
    if wrong:
        raise WrongAnswers(wrong)
    Acknowledgement.objects.get_or_create(project=project, user=user, version=version)


@transaction.atomic
def change_quiz(project: Project, questions: Sequence[Question]) -> None:
    """Store the questions. Whoever has confirmed the guidelines is not asked again until those change.

    Raises:
        Refusal: the project is closed.
    """
    stored = locked(project)
    kept = {one.position: one for one in stored.quiz.all()}
    for position, asked in enumerate(questions):
        row = kept.pop(position, None) or QuizQuestion(project=stored, position=position)
        row.question, row.options, row.right, row.reason = (
            asked.question,
            list(asked.options),
            asked.right,
            asked.reason,
        )
        row.save()
    for row in kept.values():
        row.delete()


def _as_told(questions: Sequence[QuizQuestion], given: Mapping[int, int]) -> list[dict[str, str]]:
    chosen = {one.pk: given.get(one.pk, -1) for one in questions}
    return [
        {
            "question": one.question,
            "answer": one.options[chosen[one.pk]] if 0 <= chosen[one.pk] < len(one.options) else "",
        }
        for one in questions
    ]
