"""Changed guidelines show what changed, and are confirmed by a short quiz where there is one."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.web.pages.world import HOSTILE, World, read

from assay_web.projects.models import Acknowledgement, QuizAttempt, QuizQuestion
from assay_web.projects.rules import parse_options, written_options
from assay_web.projects.services import change_guidelines
from assay_web.review import services

QUIZ = {
    "questions-TOTAL_FORMS": "3",
    "questions-INITIAL_FORMS": "0",
    "questions-0-question": f"What is cited? {HOSTILE}",
    "questions-0-options": "*findings\nfeelings",
    "questions-0-reason": f"Only findings can be checked {HOSTILE}",
    "questions-1-question": "How many candidates are read?",
    "questions-1-options": "one\n* all of them",
    "questions-1-reason": "A ranking needs them all",
    "questions-2-question": "",
    "questions-2-options": "",
    "questions-2-reason": "",
}


@pytest.fixture
def asked(world: World) -> World:
    assert world.client(world.lead).post("/projects/concurrency/settings/quiz/", QUIZ).status_code == 302
    change_guidelines(world.project, "Cite *findings*.\n\nRead **all**.", must_acknowledge=True)
    return world


def answer(world: World, *options: int, version: int = 2) -> tuple[int, str]:
    ids = QuizQuestion.objects.order_by("position").values_list("pk", flat=True)
    form = {f"question_{pk}": str(option) for pk, option in zip(ids, options, strict=False)}
    response = world.client(world.reviewer).post("/guidelines/concurrency/", {"version": str(version)} | form)
    return response.status_code, "" if response.status_code == 302 else read(response).text


def test_work_stops_until_the_quiz_is_passed_and_a_wrong_answer_is_told_why(asked: World) -> None:
    page = asked.page(asked.reviewer, "/guidelines/concurrency/")
    assert "How many candidates are read?" in page.text
    assert "Only findings can be checked" not in page.html
    assert not page.every("img")

    status, text = answer(asked, 1, 1)
    assert (status, "Only findings can be checked" in text, "A ranking needs" in text) == (422, True, False)
    assert services.claim_next(asked.reviewer) is None
    assert not asked.page(asked.reviewer, "/queue/").every("form", action=f"/queue/{asked.task.public_id}/accept/")

    assert answer(asked, 0, 1)[0] == 302
    assert services.claim_next(asked.reviewer) is not None
    assert list(QuizAttempt.objects.order_by("pk").values_list("passed", flat=True)) == [False, True]
    assert QuizAttempt.objects.order_by("pk")[0].answers[0]["answer"] == "feelings"


def test_a_question_left_out_or_an_option_that_is_none_confirms_nothing(asked: World) -> None:
    assert answer(asked, 0)[0] == 422
    assert answer(asked, 0, 7)[0] == 422
    assert answer(asked, 0, 1, version=1)[0] == 302
    assert not Acknowledgement.objects.exists()


def test_a_new_version_asks_anew_and_shows_what_changed(asked: World) -> None:
    answer(asked, 0, 1)
    change_guidelines(asked.project, "Cite *findings*.\n\nRead **all**, twice.", must_acknowledge=True)
    page = asked.page(asked.reviewer, "/guidelines/concurrency/")
    assert "Changed since version 2" in page.text
    assert "Read **all**, twice." in page.text
    assert services.claim_next(asked.reviewer) is None
    assert "Changed since version 1" in asked.page(asked.reviewer, "/guidelines/concurrency/?since=1").text
    for nonsense in ("9", "x", "99999999999"):
        assert asked.page(asked.reviewer, f"/guidelines/concurrency/?since={nonsense}").status == 200

    lead = asked.page(asked.lead, "/projects/concurrency/settings/guidelines/?since=1")
    assert lead.every("option", value="1", selected="")
    assert "Read **all**, twice." in lead.text


def test_a_new_question_alone_asks_nobody_again(asked: World) -> None:
    answer(asked, 0, 1)
    asked.client(asked.lead).post("/projects/concurrency/settings/quiz/", QUIZ | {"questions-0-question": "Other?"})
    assert services.claim_next(asked.reviewer) is not None
    assert "Other?" in asked.page(asked.lead, "/projects/concurrency/settings/history/").text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"questions-0-options": "*one"}, "at least two options"),
        ({"questions-0-options": "one\ntwo"}, "Mark the right option"),
        ({"questions-0-options": "*one\n*two"}, "and no other"),
        ({"questions-0-options": "*one\none"}, "none twice"),
        ({"questions-0-options": f"*one\n{'x' * 301}"}, "300 characters"),
        ({"questions-0-reason": ""}, "Say why"),
    ],
)
def test_what_cannot_be_a_question_is_told(world: World, changes: dict[str, str], told: str) -> None:
    page = read(world.client(world.lead).post("/projects/concurrency/settings/quiz/", QUIZ | changes))
    assert (page.status, told in page.text) == (422, True)
    assert not QuizQuestion.objects.exists()


def test_the_database_keeps_the_right_option_among_the_options(asked: World) -> None:
    with pytest.raises(IntegrityError, match="quiz_right_is_there"), transaction.atomic():
        QuizQuestion.objects.update(right=2)


def test_options_come_back_as_they_were_typed() -> None:
    assert parse_options(written_options(["a", "b", "c"], 2)) == (("a", "b", "c"), 2)
