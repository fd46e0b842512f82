"""The two passes of a review are compared finding by finding and score by score."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assay_web.review.pages.passes import RatingChange, compare_passes


def finding(identifier: str, **changes: object) -> dict[str, Any]:
    return {"id": identifier, "candidate": "A", "title": "Race", "severity": "major", "proof": "unproven", **changes}


def test_equal_passes_change_nothing() -> None:
    body = {"findings": [finding("1")], "ratings": {"correctness": {"A": 2}}, "ranking": {"order": [["A", "B"]]}}
    assert compare_passes(body, body).unchanged


def test_findings_come_and_go() -> None:
    first = {"findings": [finding("1", title="Kept"), finding("2", title="Dropped")]}
    final = {"findings": [finding("1", title="Kept"), finding("3", title="New", from_evidence="77")]}
    changes = compare_passes(first, final).findings
    assert [(one.kind, one.title, one.from_evidence) for one in changes] == [
        ("added", "New", True),
        ("removed", "Dropped", False),
    ]


def test_a_reworded_finding_names_what_changed() -> None:
    (change,) = compare_passes(
        {"findings": [finding("1")]}, {"findings": [finding("1", severity="blocker", cwe=362)]}
    ).findings
    assert change.kind == "changed"
    assert change.parts == (("severity", "major", "blocker"), ("cwe", "", "362"))


def test_a_proof_is_no_change_of_mind() -> None:
    assert compare_passes({"findings": [finding("1")]}, {"findings": [finding("1", proof="proven")]}).unchanged


def test_scores_move_appear_and_vanish() -> None:
    passes = compare_passes(
        {"ratings": {"a": {"A": 1, "B": 3}, "b": {"A": 5}}}, {"ratings": {"a": {"A": 2, "B": 3}, "c": {"A": 4}}}
    )
    assert passes.ratings == (
        RatingChange("a", "A", 1, 2),
        RatingChange("b", "A", 5, None),
        RatingChange("c", "A", None, 4),
    )


def test_the_order_within_a_tie_does_not_count() -> None:
    assert compare_passes({"ranking": {"order": [["B", "A"]]}}, {"ranking": {"order": [["A", "B"]]}}).unchanged
    passes = compare_passes({"ranking": {"order": [["A"], ["B"]]}}, {"ranking": {"order": [["A", "B"]]}})
    assert passes.ranking == ([["A"], ["B"]], [["A", "B"]])


def test_a_ranking_first_made_in_the_second_pass_is_no_change() -> None:
    assert compare_passes({"ranking": None}, {"ranking": {"order": [["A"]]}}).ranking is None


SCORES = st.dictionaries(
    st.sampled_from(["a", "b"]), st.dictionaries(st.sampled_from("AB"), st.integers(1, 5)), max_size=2
)


@given(SCORES, SCORES)
def test_the_changes_turn_the_first_scores_into_the_last(before: dict[str, Any], after: dict[str, Any]) -> None:
    scores = {(criterion, letter): value for criterion in before for letter, value in before[criterion].items()}
    for change in compare_passes({"ratings": before}, {"ratings": after}).ratings:
        assert scores.get((change.criterion, change.letter)) == change.before
        if change.after is None:
            del scores[change.criterion, change.letter]
        else:
            scores[change.criterion, change.letter] = change.after
    assert scores == {(criterion, letter): value for criterion in after for letter, value in after[criterion].items()}
