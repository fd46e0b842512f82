"""What the workbench believes to be sent is what the server sends: every name of every shape, every value of a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import BaseModel

from assay.domain.finding import Proof, Severity
from assay.domain.review import Verdict
from assay.domain.trial import Table, TrialEnd, Tried
from assay_web.review import draft, shapes
from assay_web.review.models import AssignmentState

TYPES = (Path(__file__).parents[3] / "web" / "workbench" / "src" / "api" / "types.ts").read_text(encoding="utf-8")
SHAPES: dict[str, type[BaseModel]] = {
    "SourceFile": shapes.FileShape,
    "Suggestion": draft.DraftSuggestion,
    "Finding": draft.DraftFinding,
    "EvidenceJudgement": draft.DraftJudgement,
    "Ranking": draft.DraftRanking,
    "Correction": draft.DraftCorrection,
    "DraftBody": draft.DraftBody,
    "TestResult": shapes.TestResultShape,
    "EvidenceSource": shapes.SourceShape,
    "EvidenceFinding": shapes.EvidenceFindingShape,
    "EvidenceTests": shapes.TestsShape,
    "CandidateEvidence": shapes.CandidateEvidence,
    "Evidence": shapes.Evidence,
    "Criterion": shapes.CriterionShape,
    "Alignment": shapes.AlignmentShape,
    "Workbench": shapes.Workbench,
    "Workbench.assignment": shapes.AssignmentShape,
    "Workbench.task": shapes.TaskShape,
    "Workbench.project": shapes.ProjectShape,
    "Workbench.rubric": shapes.RubricShape,
    "Workbench.candidates": shapes.CandidateShape,
    "Workbench.previews": shapes.PreviewsShape,
    "Workbench.draft": shapes.SavedDraft,
    "Workbench.vocabulary": shapes.Vocabulary,
    "Table": Table,
    "Tried": Tried,
    "RunState": shapes.RunShape,
    "Problem": shapes.ProblemShape,
}
WORDS: dict[str, type[StrEnum]] = {"Severity": Severity, "Proof": Proof, "Verdict": Verdict, "Tried.ended": TrialEnd}


def fields(body: str) -> Iterator[tuple[str, str]]:
    """Name and type of each field of an interface's body, nested ones left within their type."""
    depth, start = 0, 0
    for at, sign in enumerate(body):
        depth += sign in "{[(<"
        depth -= sign in "}])>"
        if sign == ";" and depth == 0:
            name, _, said = body[start:at].partition(":")
            yield name.strip().rstrip("?"), said.strip()
            start = at + 1


def body_of(name: str) -> str:
    """What stands between the braces of ``Interface`` or of ``Interface.field``."""
    outer, _, inner = name.partition(".")
    plain = re.sub(r"/\*.*?\*/", "", TYPES, flags=re.DOTALL)
    found = re.search(rf"^export interface {outer} \{{\n(.*?)^\}}", plain, flags=re.DOTALL | re.MULTILINE)
    assert found, name
    if not inner:
        return found.group(1)
    said = dict(fields(found.group(1)))[inner]
    return said[said.index("{") + 1 : said.rindex("}")].rstrip().removesuffix(";") + ";"


@pytest.mark.parametrize("name", SHAPES)
def test_both_sides_know_the_same_names(name: str) -> None:
    assert {field for field, _ in fields(body_of(name))} == set(SHAPES[name].model_fields)


@pytest.mark.parametrize("name", WORDS)
def test_both_sides_know_the_same_words(name: str) -> None:
    outer, _, inner = name.partition(".")
    found = re.search(rf"^export type {outer} =(.*?);", TYPES, flags=re.DOTALL | re.MULTILINE)
    said = dict(fields(body_of(outer)))[inner] if inner else found.group(1) if found else ""
    assert set(re.findall(r'"([\w-]+)"', said)) == {one.value for one in WORDS[name]}


def test_both_sides_know_the_same_states() -> None:
    found = re.search(r"^export type AssignmentState =(.*?);", TYPES, flags=re.DOTALL | re.MULTILINE)
    assert found
    assert set(re.findall(r'"(\w+)"', found.group(1))) == set(AssignmentState.values)
