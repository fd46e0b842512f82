"""Every source on the same candidates; people's decisions, and what they make gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.domain.finding import SourceKind
from assay.errors import InputError, RecordError
from assay.judgement.grading import Figure, FindingClass
from assay.workflows.grade import Grades, GradingSettings, Row, grade

SHOW_ALL = GradingSettings(minimum=1)
TITLE = "The cache holds more entries than its greatest size"
DEFECT = {
    "id": "size",
    "path": "cache.py",
    "anchors": [{"start_line": 10, "end_line": 12}],
    "category": "logic",
    "severity": "minor",
    "title": TITLE,
}


def gold(*planted: str, clean: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    defective = [{"schema": "assay.gold/v1", "task": "t", "candidate": one, "defects": [DEFECT]} for one in planted]
    twins = [{"schema": "assay.gold/v1", "task": "t", "candidate": one, "clean": True} for one in clean]
    return [*defective, *twins]


def claim(candidate: str, title: str = TITLE, line: int = 11, **changes: object) -> dict[str, Any]:
    return {
        "candidate": candidate,
        "path": "cache.py",
        "start_line": line,
        "end_line": line,
        "aspect": "correctness",
        "category": "logic",
        "severity": "minor",
        "title": title,
        "source": {"kind": "reviewer", "name": "whoever"},
        **changes,
    }


def review(reviewer: str, presented: str, *findings: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {
        "schema": "assay.review/v1",
        "id": f"{reviewer}-{presented}",
        "task": "t",
        "reviewer": reviewer,
        "presented": list(presented),
        "findings": list(findings),
        "times": {"claimed_at": "2026-03-02T09:00:00Z", "submitted_at": "2026-03-02T10:00:00Z"},
        **changes,
    }


def checked(candidates: str, *findings: dict[str, Any], probes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "schema": "assay.check/v1",
        "findings": [{"task": "t", **finding} for finding in findings],
        "runs": [{"task": "t", "candidate": candidate} for candidate in candidates],
        "tried": [{"task": "t", "candidate": candidates[0], "probe": probe, "tried": "all"} for probe in probes],
        "replays": [],
        "tools": dict.fromkeys(["ruff", *probes], "1"),
        "missing": [],
    }


class World:
    """Files in a folder, graded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lines(self, name: str, records: list[dict[str, Any]]) -> Path:
        path = self.folder / name
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
        return path

    def document(self, name: str, record: dict[str, Any], indent: int | None = 2) -> Path:
        path = self.folder / name
        path.write_text(json.dumps(record, indent=indent))
        return path

    def grade(
        self,
        known: list[dict[str, Any]],
        *reviews: dict[str, Any],
        document: dict[str, Any] | None = None,
        decisions: list[dict[str, Any]] | None = None,
        own_items: bool = False,
    ) -> Grades:
        paths = [self.lines("reviews.jsonl", list(reviews))] if reviews else []
        paths += [self.document("check.json", document)] if document else []
        ruled = self.lines("decisions.jsonl", decisions) if decisions else None
        at = self.lines("gold.jsonl", known)
        return grade(paths, at, decisions=ruled, similarity="lexical", own_items=own_items, settings=SHOW_ALL)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def row(grades: Grades, name: str) -> Row:
    return next(one for one in grades.rows if one.grader.name == name)


def value(grades: Grades, name: str, figure: str = "recall") -> float:
    answer = row(grades, name).card.figures[figure]
    assert isinstance(answer, Figure), answer
    return answer.value


def counts(grades: Grades, name: str) -> dict[str, int]:
    return {kind.value: count for kind, count in row(grades, name).card.counts.items() if count}


def rule(grades: Grades, title: str, ruling: str, defect: str | None = None) -> list[dict[str, Any]]:
    """Two adjudicators' equal rulings on the one open finding with this title."""
    (key,) = [one.match.key for one in grades.open if one.match.finding.title == title]
    base = {"schema": "assay.decision/v1", "finding": key, "ruling": ruling, "defect": defect}
    return [{**base, "adjudicator": "wren"}, {**base, "adjudicator": "finch"}]


def test_people_analyzers_probes_and_critics_stand_in_one_table(world: World) -> None:
    document = checked(
        "ab",
        claim("a", source={"kind": "analyzer", "name": "ruff", "rule": "X1"}),
        claim("b", source={"kind": "probe", "name": "race"}),
        probes=("race",),
    )
    critic = {"kind": "critic", "name": "any"}
    reviews = [review("heron", "ab", claim("a"), claim("b")), review("gpt", "ab", claim("a", source=critic))]
    grades = world.grade(gold("a", "b"), *reviews, document=document)
    assert [(one.grader.kind, one.grader.name) for one in grades.rows] == [
        (SourceKind.REVIEWER, "heron"),
        (SourceKind.ANALYZER, "ruff"),
        (SourceKind.PROBE, "race"),
        (SourceKind.CRITIC, "gpt"),
    ]
    assert [value(grades, name) for name in ("heron", "ruff", "race", "gpt")] == [1.0, 0.5, 0.5, 0.5]


def test_all_are_graded_on_the_candidates_that_all_were_asked_about(world: World) -> None:
    reviews = [review("heron", "ab", claim("a")), review("plover", "bc", claim("b"))]
    shared = world.grade(gold("a", "b", "c"), *reviews)
    assert (shared.items, shared.gold_items) == (1, 3)
    assert (value(shared, "heron"), value(shared, "plover")) == (0.0, 1.0)
    assert row(shared, "heron").asked == 2
    own = world.grade(gold("a", "b", "c"), *reviews, own_items=True)
    assert (value(own, "heron"), value(own, "plover")) == (0.5, 0.5)


def test_nothing_in_common_is_an_error_with_the_way_out(world: World) -> None:
    with pytest.raises(InputError, match="no candidate was given to every source; grade each on its own"):
        world.grade(gold("a", "b"), review("heron", "a"), review("plover", "b"))


def test_a_source_asked_about_nothing_known_is_left_out_by_name(world: World) -> None:
    grades = world.grade(gold("a"), review("heron", "a"), review("plover", "z"))
    assert [one.grader.name for one in grades.rows] == ["heron"]
    assert [one.name for one in grades.absent] == ["plover"]
    with pytest.raises(InputError, match=r"no source was asked about any candidate of the gold; its tasks: t"):
        world.grade(gold("a"), review("plover", "z"))


def test_silence_counts_as_missed_and_as_no_alarm(world: World) -> None:
    grades = world.grade(gold("a", clean=("b",)), review("heron", "ab"))
    assert (value(grades, "heron"), value(grades, "heron", "clean_alarm_rate")) == (0.0, 0.0)


def test_a_witness_is_credited_like_the_one_it_stands_beside(world: World) -> None:
    both = claim("a", source={"kind": "analyzer", "name": "ruff"}, witnesses=[{"kind": "analyzer", "name": "bandit"}])
    grades = world.grade(gold("a"), document=checked("a", both))
    assert (value(grades, "ruff"), value(grades, "bandit")) == (1.0, 1.0)


def test_the_last_revision_counts_and_praise_is_no_finding(world: World) -> None:
    first = review("heron", "a", claim("a"), revision=1)
    second = review("heron", "a", claim("a", severity="good"), revision=2, id="second")
    grades = world.grade(gold("a"), second, first)
    assert (value(grades, "heron"), counts(grades, "heron")) == (0.0, {})


def test_two_reviews_of_one_revision_are_refused(world: World) -> None:
    with pytest.raises(InputError, match="'heron' has two reviews of task 't', 'heron-a' and 'other', with the same"):
        world.grade(gold("a"), review("heron", "a"), review("heron", "a", claim("a"), id="other"))


def test_a_review_that_does_not_say_what_was_shown_speaks_of_what_it_names(world: World) -> None:
    silent = review("heron", "", claim("a"), verdicts=[{"candidate": "b", "verdict": "reject"}])
    assert row(world.grade(gold("a", "b", "c"), silent), "heron").asked == 2


def test_what_waits_is_listed_and_a_ruling_settles_it(world: World) -> None:
    doubtful = review("heron", "a", claim("a", "Nothing in common with those words at all"))
    before = world.grade(gold("a"), doubtful)
    assert counts(before, "heron") == {"unresolved": 1}
    assert row(before, "heron").card.figures["recall"].n == 0
    ruled = rule(before, "Nothing in common with those words at all", "hit", "size")
    after = world.grade(gold("a"), doubtful, decisions=ruled)
    assert (value(after, "heron"), after.open, after.unused_decisions) == (1.0, (), 0)
    assert world.grade(gold("a"), doubtful, decisions=ruled[:1]).open == before.open


def test_a_confirmed_claim_becomes_gold_for_everyone(world: World) -> None:
    title = "Entries of one user are shown to another"
    grave = claim("b", title, 50, severity="major", category="security")
    reviews = [
        review("heron", "ab", grave),
        review("plover", "ab", claim("b", f"{title} user", 51, severity="minor", category="security")),
        review("stork", "ab"),
    ]
    before = world.grade(gold("a", clean=("b",)), *reviews)
    assert [one.match.finding.title for one in before.open] == [title]
    assert (counts(before, "heron"), counts(before, "plover")) == ({"unresolved": 1}, {"false": 1})
    after = world.grade(gold("a", clean=("b",)), *reviews, decisions=rule(before, title, "valid"))
    assert (after.defects, after.twins, len(after.promoted)) == (2, 0, 1)
    assert [value(after, name) for name in ("heron", "plover", "stork")] == [0.5, 0.5, 0.0]
    assert counts(after, "plover") == {"hit": 1}


def test_one_claim_confirmed_twice_becomes_one_defect(world: World) -> None:
    title = "Entries of one user are shown to another"
    grave = claim("b", title, 50, severity="major", category="security")
    reviews = [review("heron", "b", grave), review("plover", "b", grave)]
    before = world.grade(gold(clean=("b",)), *reviews)
    keys = {one.match.key for one in before.open}
    decisions = [
        {"schema": "assay.decision/v1", "finding": key, "ruling": "valid", "adjudicator": who}
        for key in keys
        for who in ("wren", "finch")
    ]
    after = world.grade(gold(clean=("b",)), *reviews, decisions=decisions)
    assert (len(keys), len(after.promoted)) == (2, 1)
    assert (value(after, "heron"), value(after, "plover")) == (1.0, 1.0)


def test_decisions_on_what_is_not_here_are_counted_and_unknown_defects_refused(world: World) -> None:
    stray = {"schema": "assay.decision/v1", "finding": "0" * 16, "ruling": "false", "adjudicator": "wren"}
    assert world.grade(gold("a"), review("heron", "a"), decisions=[stray]).unused_decisions == 1
    with pytest.raises(InputError, match="names the defect 'sizes', which no gold record has; known: size"):
        world.grade(gold("a"), review("heron", "a"), decisions=[{**stray, "ruling": "hit", "defect": "sizes"}])


def test_a_document_on_one_line_is_a_document_too(world: World) -> None:
    found = checked("a", claim("a", source={"kind": "analyzer", "name": "ruff"}))
    at, known = world.document("one.json", found, indent=None), world.lines("gold.jsonl", gold("a"))
    assert value(grade([at], known, settings=SHOW_ALL), "ruff") == 1.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"runs": []}, "does not say which candidates were examined; 'assay check' must be given tasks"),
        ({"schema": "assay.check/v2"}, "is no assay.check/v1 document"),
        ({"tried": None}, "holds no list 'tried' as 'assay check' writes it"),
        ({"findings": [{"task": "t", "candidate": "a"}]}, r"\$.findings\[0\]: \$: missing key"),
    ],
)
def test_a_document_that_cannot_be_graded_says_why(world: World, change: dict[str, Any], message: str) -> None:
    with pytest.raises((InputError, RecordError), match=message):
        world.grade(gold("a"), document={**checked("a"), **change})


def test_a_wrong_record_ends_everything(world: World) -> None:
    with pytest.raises(RecordError, match=r"reviews.jsonl:1: \$.reviewer"):
        world.grade(gold("a"), review("", "a"))


def test_classes_are_counted_for_every_source(world: World) -> None:
    findings = [claim("a"), claim("a", line=12), claim("a", "Too long a name", 90, category="style")]
    grades = world.grade(gold("a"), review("heron", "a", *findings))
    assert counts(grades, "heron") == {"hit": 1, "duplicate": 1, "nitpick": 1}
    assert set(row(grades, "heron").card.counts) == set(FindingClass)
