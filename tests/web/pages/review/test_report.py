"""A submitted review is laid out with the letters its reviewer saw, each claim beside the code it is about."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.finding import Finding, Proof, Reproducer, Source, SourceKind, Suggestion
from assay.domain.review import (
    CandidateVerdict,
    Correction,
    EvidenceJudgement,
    EvidenceVerdict,
    FalseReason,
    Ranking,
    Rating,
    Review,
    Times,
    Verdict,
)
from assay.domain.rubric import Anchor, Criterion, Rubric
from assay.domain.task import Aspect, Candidate, Language, Task
from assay_web.review.pages.report import applied, letters_of, report

CODE = "".join(f"line {n}\n" for n in range(1, 21))
TASK = Task(
    id="t",
    title="Title",
    prompt="Prompt",
    language=Language.PYTHON,
    aspects=(Aspect.CORRECTNESS, Aspect.RANKING),
    files={"base.py": "base\n"},
    candidates=(Candidate(id="a", files={"app.py": CODE}), Candidate(id="b", files={"app.py": CODE})),
)
RUBRIC = Rubric(
    id="default",
    title="Default",
    criteria=(
        Criterion(id="correctness", title="Correctness", anchors=(Anchor(score=2, text="A stated requirement fails"),)),
        Criterion(id="readability", title="Readability"),
    ),
)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TIMES = Times(claimed_at=NOW - timedelta(hours=2), submitted_at=NOW, active_s=1800)
REVIEWER = Source(kind=SourceKind.REVIEWER, name="r-1")
ANALYZER = Source(kind=SourceKind.ANALYZER, name="ruff", rule="B008")


def finding(**changes: object) -> Finding:
    values = {
        "candidate": "a",
        "path": "app.py",
        "start_line": 10,
        "end_line": 11,
        "aspect": "correctness",
        "category": "logic",
        "severity": "major",
        "title": "Off by one",
        "source": REVIEWER,
    }
    return Finding.model_validate(values | changes)


def review(**changes: object) -> Review:
    values = {"id": "r", "task": "t", "reviewer": "r-1", "presented": ("b", "a"), "times": TIMES}
    return Review.model_validate(values | changes)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_letters_follow_the_order_of_presentation() -> None:
    assert letters_of(TASK, review()) == {"b": "A", "a": "B"}
    assert [one.letter for one in report(TASK, review(), RUBRIC).candidates] == ["A", "B"]


def test_a_review_without_a_stored_order_gets_the_order_of_the_task() -> None:
    assert letters_of(TASK, review(presented=())) == {"a": "A", "b": "B"}


def test_a_finding_shows_its_lines_in_context() -> None:
    page = report(TASK, review(findings=(finding(),)), RUBRIC)
    (shown,) = page.candidates[1].findings
    assert [line.number for line in shown.code] == list(range(7, 15))
    assert [plain(line.html) for line in shown.code if line.marked] == ["line 10", "line 11"]
    assert page.candidates[0].findings == []


def test_findings_stand_in_the_order_of_the_code() -> None:
    later, earlier = finding(start_line=15, end_line=15, title="later"), finding(title="earlier")
    page = report(TASK, review(findings=(later, earlier)), RUBRIC)
    assert [one.finding.title for one in page.candidates[1].findings] == ["earlier", "later"]


def test_a_finding_in_a_file_that_the_candidate_lacks_has_no_code() -> None:
    page = report(TASK, review(findings=(finding(path="gone.py"),)), RUBRIC)
    assert page.candidates[1].findings[0].code == []


def test_a_finding_may_be_about_a_base_file() -> None:
    page = report(TASK, review(findings=(finding(path="base.py", start_line=1, end_line=1),)), RUBRIC)
    assert [plain(line.html) for line in page.candidates[1].findings[0].code] == ["base"]


def test_counts_are_those_of_the_record() -> None:
    judged = (
        EvidenceJudgement(finding=finding(source=ANALYZER), verdict=EvidenceVerdict.REAL),
        EvidenceJudgement(finding=finding(source=ANALYZER), verdict=EvidenceVerdict.FALSE, reason=FalseReason.INTENDED),
    )
    claims = (finding(proof=Proof.PROVEN), finding(proof=Proof.DEMONSTRATED), finding(proof=Proof.REFUTED), finding())
    page = report(TASK, review(findings=claims, evidence=judged), RUBRIC)
    assert (page.finding_count, page.proven_count, page.real_count, page.open_s) == (4, 2, 1, 7200)


def test_ratings_stand_under_their_candidate_with_their_anchor() -> None:
    given_ratings = (Rating(candidate="a", criterion="correctness", score=2, note="fails"),)
    first, second = report(TASK, review(ratings=given_ratings), RUBRIC).ratings
    assert first.scores[0] is None
    score = first.scores[1]
    assert score is not None
    assert (score.value, score.anchor, score.note) == (2, "A stated requirement fails", "fails")
    assert score.steps == [True, True, False, False, False]
    assert second.scores == [None, None]


def test_ties_in_the_ranking_share_a_group() -> None:
    ranked = report(TASK, review(ranking=Ranking(order=(("a", "b"),), justification="equal")), RUBRIC)
    assert ranked.ranking == [["A", "B"]]
    assert report(TASK, review(), RUBRIC).ranking == []


def test_how_much_better_a_place_is_than_the_next_is_said_in_words() -> None:
    ranking = Ranking(order=(("a",), ("b",)), justification="so", strengths=(3,))
    said = report(TASK, review(ranking=ranking), RUBRIC)
    assert [better for _, better in said.places] == ["much better", ""]
    unsaid = report(TASK, review(ranking=ranking.model_copy(update={"strengths": ()})), RUBRIC)
    assert [better for _, better in unsaid.places] == ["", ""]


def test_a_correction_is_a_difference_against_the_candidate() -> None:
    fixed = Correction(candidate="a", files={"app.py": CODE.replace("line 3\n", "line three\n")})
    verdict = CandidateVerdict(candidate="a", verdict=Verdict.REJECT)
    page = report(TASK, review(corrections=(fixed,), verdicts=(verdict,)), RUBRIC)
    (diff,) = page.candidates[1].correction_diffs
    assert (diff.path, diff.added, diff.removed) == ("app.py", 1, 1)
    assert page.candidates[1].verdict == verdict
    assert page.candidates[0].correction is None


def test_a_reproducer_and_a_suggestion_come_as_lines() -> None:
    claim = finding(
        reproducer=Reproducer(files={"test_r.py": "assert 0\n"}),
        suggestion=(Suggestion(path="app.py", start_line=10, end_line=11, text="better"),),
    )
    (shown,) = report(TASK, review(findings=(claim,)), RUBRIC).candidates[1].findings
    assert [(path, [plain(line.html) for line in lines]) for path, lines in shown.reproducer] == [
        ("test_r.py", ["assert 0"])
    ]
    assert [(one.added, one.removed) for one in shown.suggestion] == [(1, 2)]


@pytest.mark.parametrize(
    ("start", "end", "text", "result"),
    [
        (2, 2, "two", "1\ntwo\n3\n"),
        (2, 3, "", "1\n"),
        (2, 1, "new\n", "1\nnew\n2\n3\n"),
        (4, 3, "end", "1\n2\n3\nend\n"),
    ],
)
def test_a_suggestion_replaces_deletes_or_inserts_lines(start: int, end: int, text: str, result: str) -> None:
    change = Suggestion(path="f", start_line=start, end_line=end, text=text)
    assert applied({"f": "1\n2\n3\n"}, (change,)) == {"f": result}


@given(st.permutations([1, 3, 5]))
def test_the_order_of_suggestions_does_not_matter(order: list[int]) -> None:
    changes = tuple(Suggestion(path="f", start_line=n, end_line=n, text=f"{n}a\n{n}b\n") for n in order)
    assert applied({"f": "1\n2\n3\n4\n5\n"}, changes) == {"f": "1a\n1b\n2\n3a\n3b\n4\n5a\n5b\n"}
