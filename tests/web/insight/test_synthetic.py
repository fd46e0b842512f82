"""Drawn reviews follow the truth that they are drawn from."""

from __future__ import annotations

import random

import pytest

from assay import load_rubric
from assay_web.insight.synthetic import body, code, judge, solution, strengths
from assay_web.review.draft import DraftBody
from assay_web.review.rules import Asked, letters, problems


def test_strengths_lie_evenly_apart_the_best_first() -> None:
    assert list(strengths(3).values()) == pytest.approx([1.0, 0.0, -1.0])
    assert list(strengths(1).values()) == [1.0]


def test_a_better_model_writes_better_code_with_fewer_flaws() -> None:
    draw = random.Random(1)  # noqa: S311 - draws a world, hides nothing
    good = [solution(draw, "a", 1.0) for _ in range(400)]
    bad = [solution(draw, "b", -1.0) for _ in range(400)]
    assert sum(one.verdict for one in good) > sum(one.verdict for one in bad)
    assert sum(len(one.flaws) for one in good) < sum(len(one.flaws) for one in bad)


def test_reviewers_are_right_as_often_as_they_are_skilled() -> None:
    draw = random.Random(2)  # noqa: S311 - draws a world, hides nothing
    shown = [solution(draw, "a", 0.0) for _ in range(2)]
    right = sum(judge(draw, shown, 0.8, ["idiom"]).verdicts[0] == shown[0].verdict for _ in range(2000))
    assert right / 2000 == pytest.approx(0.8, abs=4 * (0.8 * 0.2 / 2000) ** 0.5)


def test_the_same_seed_says_the_same() -> None:
    def said() -> object:
        draw = random.Random(3)  # noqa: S311 - draws a world, hides nothing
        return judge(draw, [solution(draw, "a", 0.0), solution(draw, "b", 0.5)], 0.7, ["idiom"])

    assert said() == said()


def test_what_is_said_reads_as_a_draft_in_the_letters_that_were_seen() -> None:
    draw = random.Random(4)  # noqa: S311 - draws a world, hides nothing
    shown = [solution(draw, "a", -3.0), solution(draw, "b", 3.0)]
    said = judge(draw, shown, 1.0, ["idiom"])
    draft = DraftBody.model_validate(body(draw, said, [1, 0], "app.py"))
    assert draft.verdicts["B"] == "reject", "position 0 was shown second"
    assert draft.ranking is not None
    assert sorted(letter for group in draft.ranking.order for letter in group) == ["A", "B"]
    assert {one.path for one in draft.findings} == {"app.py"}
    assert max(one.end_line for one in draft.findings) <= len(code(1, 0).splitlines())


@pytest.mark.parametrize("skill", [0.2, 0.8])
def test_what_is_said_is_a_complete_review(skill: float) -> None:
    draw = random.Random(5)  # noqa: S311 - draws a world, hides nothing
    rubric = load_rubric("default")
    criteria = [one.id for one in rubric.criteria]
    for task in range(20):
        said = judge(draw, [solution(draw, "a", -1.0), solution(draw, "b", 1.0)], skill, criteria)
        draft = DraftBody.model_validate(body(draw, said, [1, 0], "app.py"))
        files = {letter: {"app.py": code(task, position)} for position, letter in enumerate(letters(2))}
        asked = Asked(letters(2), rubric, True, 120, files, {}, frozenset())
        assert problems(draft, asked) == []
