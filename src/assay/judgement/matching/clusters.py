"""Findings of several reviewers on one candidate that say the same: groups, and pairs that a person must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assay.domain.finding import Finding, Severity
from assay.domain.gold import Defect
from assay.judgement.matching.match import Zone
from assay.judgement.matching.matcher import match_findings
from assay.judgement.matching.parameters import Parameters
from assay.judgement.matching.similarity import Similarity


@dataclass(frozen=True, order=True)
class Said:
    """The finding at ``index`` among those of ``reviewer``."""

    reviewer: str
    index: int


@dataclass(frozen=True)
class Clusters:
    """``groups`` hold each finding once, at most one of each reviewer; ``doubts`` are pairs of groups, by index, that
    may be one, with their score.
    """

    groups: tuple[tuple[Said, ...], ...]
    doubts: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True)
class _Edge:
    score: float
    one: Said
    other: Said
    sure: bool


def cluster_findings(
    task: str,
    findings: Mapping[str, Sequence[Finding]],
    similarity: Similarity,
    parameters: Parameters | None = None,
) -> Clusters:
    """Group ``findings`` by reviewer, of one candidate, as if each had planted what the others name.

    Hits join groups, the highest score first, never two findings of one reviewer; doubtful matches between two groups
    are left to a person. Praise takes no part.

    Raises:
        ToolUnavailable: what ``similarity`` needs is not installed.
    """
    members = [
        Said(reviewer, index)
        for reviewer in sorted(findings)
        for index, finding in enumerate(findings[reviewer])
        if finding.severity is not Severity.GOOD
    ]
    edges = _edges(task, findings, members, similarity, parameters or Parameters())
    group_of = {member: {member} for member in members}
    doubtful = []
    for edge in sorted(edges, key=lambda edge: (-edge.score, edge.one, edge.other)):
        first, second = group_of[edge.one], group_of[edge.other]
        if first is second:
            continue
        if not edge.sure:
            doubtful.append(edge)
        elif {one.reviewer for one in first}.isdisjoint(one.reviewer for one in second):
            first |= second
            for member in second:
                group_of[member] = first
    return _result(members, group_of, doubtful)


def _edges(
    task: str,
    findings: Mapping[str, Sequence[Finding]],
    members: Sequence[Said],
    similarity: Similarity,
    parameters: Parameters,
) -> list[_Edge]:
    edges = []
    for first, second in combinations(sorted({member.reviewer for member in members}), 2):
        ours = [member for member in members if member.reviewer == first]
        theirs = [member for member in members if member.reviewer == second]
        defects = [Defect.claimed(str(at), findings[second][one.index]) for at, one in enumerate(theirs)]
        said = [findings[first][one.index] for one in ours]
        matching = match_findings(task, said, defects, similarity, parameters)
        for own, match in zip(ours, matching.matches, strict=True):
            if match.defect is not None and match.zone is not Zone.NONE:
                other = theirs[int(match.defect)]
                edges.append(_Edge(match.score, own, other, sure=match.zone is Zone.HIT))
    return edges


def _result(members: Sequence[Said], group_of: Mapping[Said, set[Said]], doubtful: Sequence[_Edge]) -> Clusters:
    groups: list[set[Said]] = []
    for member in members:
        if group_of[member] not in groups:
            groups.append(group_of[member])
    place = {member: at for at, group in enumerate(groups) for member in group}
    doubts: dict[tuple[int, int], float] = {}
    for edge in doubtful:
        first, second = sorted((place[edge.one], place[edge.other]))
        if first != second:
            doubts.setdefault((first, second), edge.score)
    return Clusters(
        tuple(tuple(sorted(group)) for group in groups),
        tuple((first, second, score) for (first, second), score in doubts.items()),
    )
