"""What has no problem can be written as a record, whatever a client of its own sends."""

from __future__ import annotations

import pgtrigger
import pytest
from tests.web.pages.world import World

from assay import load_rubric
from assay_web.adjudication.opinions import opinion
from assay_web.exchange.rules import ExportRequest
from assay_web.exchange.services import request_export, run_export
from assay_web.insight.models import TaskConsensus
from assay_web.insight.services import take_in
from assay_web.review.draft import DraftBody
from assay_web.review.models import Review
from assay_web.review.rules import Asked, letters, problems
from assay_web.review.selectors import review_record
from assay_web.review.services.submitting import Incomplete

TWO = letters(2)
RUBRIC = load_rubric("default")
WHOLE = {
    "ratings": {one.id: dict.fromkeys(TWO, 1) for one in RUBRIC.criteria},
    "verdicts": {"A": "reject", "B": "accept"},
}
CODE = {"app.py": "one = 1\n", "package/inner.py": "two = 2\n"}


def said(changes: dict[str, object], *, ranking: bool = False, tested: str = "AB") -> list[str]:
    """The messages about a body with these changes."""
    asked = Asked(TWO, RUBRIC, ranking, 0, dict.fromkeys(TWO, CODE), {}, frozenset(tested))
    return [one.message for one in problems(DraftBody.model_validate(WHOLE | changes), asked)]


@pytest.mark.parametrize(
    "changes",
    [
        {"verdicts": {"A": "reject", "B": "accept", "Q": "accept"}},
        {"ranking": {"order": [["A"], ["Q"]]}},
        {"corrections": {"Q": {"files": []}}},
        {"ratings": {"made-up": {"Q": 1}}},
    ],
)
def test_a_letter_of_no_candidate_is_refused(changes: dict[str, object]) -> None:
    assert "There is no candidate Q" in said(changes)


@pytest.mark.parametrize("ranking", [False, True])
def test_a_ranking_names_nobody_twice_and_has_its_steps_even_where_none_is_asked(*, ranking: bool) -> None:
    assert said({"ranking": {"order": [["A"], ["B", "A"]]}}, ranking=ranking)
    assert said({"ranking": {"order": [["A"], ["B"]], "strengths": [1, 2]}}, ranking=ranking)
    assert not said({"ranking": {"order": [["A"], ["B"]], "strengths": [1]}}, ranking=ranking)
    assert bool(said({"ranking": {"order": [["A"]]}}, ranking=ranking)) is ranking


@pytest.mark.parametrize("path", ["app.py/inner.py", "package"])
def test_corrected_files_fit_into_one_folder(path: str) -> None:
    (message,) = said({"corrections": {"A": {"files": [{"path": path, "text": "x = 1\n"}]}}})
    assert message.startswith("The corrected files of A cannot be kept: has ")
    assert said({"corrections": {"A": {"files": [{"path": "more.py", "text": "x = 1\n"}]}}}) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"verdicts": {"A": "reject", "B": "reject", "Q": "accept"}},
        {"corrections": {"Z": {"files": []}}},
        {"ranking": {"order": [["A"], ["Z"]], "justification": "x"}},
    ],
)
def test_it_is_not_stored(world: World, changes: dict[str, object]) -> None:
    with pytest.raises(Incomplete):
        world.submit(world.reviewer, world.hostile, **changes)
    assert not Review.objects.exists()


def spoiled(world: World) -> Review:
    """A review as the rules do not let in, beside an honest one of another task."""
    world.submit(world.colleague, world.hostile)
    review = world.submit(world.reviewer, world.task)
    body = review.body | {"verdicts": {"A": "reject", "Q": "accept"}}
    with pytest.raises(KeyError):
        opinion(review.assignment_id, review.assignment.order, body)
    with pgtrigger.ignore():
        Review.objects.filter(pk=review.pk).update(body=body)
    return review


def test_one_that_cannot_be_read_holds_up_no_other(world: World) -> None:
    spoiled(world)
    assert take_in() == [world.project.pk]
    assert set(TaskConsensus.objects.values_list("task", flat=True)) == {world.hostile.pk}


def test_an_export_that_meets_it_ends(world: World) -> None:
    review = spoiled(world)
    with pytest.raises(KeyError):
        review_record(world.task, Review.objects.get(pk=review.pk))
    export = request_export(world.project, world.lead, ExportRequest("reviews", ".jsonl"))
    with pytest.raises(KeyError):
        run_export(export.pk)
    export.refresh_from_db()
    assert (export.state, "our fault" in export.problem) == ("failed", True)
