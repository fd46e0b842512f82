"""Agreement of findings: do reviewers of one candidate find the same things, and call them equally severe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array

from assay.domain.finding import Finding, Severity
from assay.domain.gold import Defect
from assay.judgement.agreement.answers import Answer, Level, tabulate_answers
from assay.judgement.agreement.coefficients import krippendorff_alpha
from assay.judgement.agreement.resampling import DEFAULT, Resampling, Sums, over_tasks
from assay.judgement.grading.figure import Figure, Unscored
from assay.judgement.matching import Parameters, Similarity
from assay.judgement.matching.matcher import score_pairs

SEVERITIES = tuple(severity.value for severity in (Severity.NIT, Severity.MINOR, Severity.MAJOR, Severity.BLOCKER))
"""From lowest to highest."""

_NO_PAIRS = "no candidate has findings and two reviewers"


@dataclass(frozen=True)
class Found:
    """What one reviewer found in one candidate; empty if they looked and found nothing."""

    task: str
    candidate: str
    reviewer: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class FindingAgreement:
    """``f1``: mean over pairs of reviewers; ``severity``: ordinal alpha over findings that match. n counts tasks."""

    f1: Figure | Unscored
    severity: Figure | Unscored


def finding_agreement(
    found: Sequence[Found],
    similarity: Similarity,
    parameters: Parameters | None = None,
    resampling: Resampling = DEFAULT,
) -> FindingAgreement:
    """Match every two reviewers' findings as if one had planted what the other names; a score of a hit matches.

    F1 = 2 · matched / (findings of both). Two who both found nothing say nothing of each other. Praise is left out.

    Raises:
        ToolUnavailable: what ``similarity`` needs is not installed.
    """
    chosen = parameters or Parameters()
    by_candidate: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in found:
        by_candidate[one.task, one.candidate].append(one)
    scores: dict[str, list[float]] = defaultdict(list)
    severities: list[Answer] = []
    for (task, candidate), group in sorted(by_candidate.items()):
        for first, second in combinations(group, 2):
            ours, theirs = _problems(first), _problems(second)
            if not ours and not theirs:
                continue
            matched = _matched(ours, theirs, similarity, chosen)
            scores[task].append(2 * len(matched) / (len(ours) + len(theirs)))
            for number, (own, other) in enumerate(matched):
                unit = f"{candidate} {first.reviewer} {second.reviewer} {number}"
                severities.append(Answer(task, unit, first.reviewer, ours[own].severity.value))
                severities.append(Answer(task, unit, second.reviewer, theirs[other].severity.value))
    return FindingAgreement(_mean_f1(scores, resampling), _severity(severities, resampling))


def _problems(found: Found) -> list[Finding]:
    return [finding for finding in found.findings if finding.severity is not Severity.GOOD]


def _matched(
    ours: Sequence[Finding], theirs: Sequence[Finding], similarity: Similarity, parameters: Parameters
) -> list[tuple[int, int]]:
    defects = [Defect.claimed(f"f{number}", finding) for number, finding in enumerate(theirs)]
    score = score_pairs(ours, defects, similarity, parameters).score
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - half a second, which every process would pay

    rows, columns = linear_sum_assignment(score, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if score[row, column] >= parameters.hit]


def _mean_f1(scores: dict[str, list[float]], resampling: Resampling) -> Figure | Unscored:
    if not scores:
        return Unscored(_NO_PAIRS, 0)
    columns = csr_array(np.array([[sum(values), len(values)] for values in scores.values()], dtype=np.float64))
    return over_tasks(Sums(columns, lambda sums: sums[:, 0] / sums[:, 1]), _NO_PAIRS, resampling)


def _severity(answers: Sequence[Answer], resampling: Resampling) -> Figure | Unscored:
    if not answers:
        return Unscored("no findings match", 0)
    table = tabulate_answers(answers, Level.ORDINAL, SEVERITIES)
    return krippendorff_alpha(table, Level.ORDINAL, resampling)
