"""Findings of one source on one candidate against that candidate's known defects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.domain.finding import Finding, Severity
from assay.domain.gold import Defect, finding_key
from assay.judgement.matching.compatibility import SAME_FAMILY, compatibility
from assay.judgement.matching.lines import line_score
from assay.judgement.matching.match import Match, Matching, Reason, Zone
from assay.judgement.matching.parameters import Parameters
from assay.judgement.matching.similarity import Similarity

_DEFAULT = Parameters()
_Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Every finding (rows) with every defect (columns): each part and the score, in [0, 1]; 0 beyond the gate."""

    line: _Scores
    category: _Scores
    text: _Scores
    score: _Scores


def score_pairs(
    findings: Sequence[Finding], defects: Sequence[Defect], similarity: Similarity, parameters: Parameters = _DEFAULT
) -> Pairs:
    """S = √line · (category_weight · category + text_weight · text) for pairs in one file and near enough, else 0.

    ``text`` is the similarity of what is said, cut to [0, 1] between the floor and floor + range.
    """
    shape = (len(findings), len(defects))
    if not findings or not defects:
        return Pairs(*(np.zeros(shape) for _ in range(4)))
    line, category = np.zeros(shape), np.zeros(shape)
    for row, finding in enumerate(findings):
        for column, defect in enumerate(defects):
            category[row, column] = compatibility(finding.category, finding.cwe, defect.category, defect.cwe)
            if finding.path == defect.path:
                line[row, column] = line_score(finding.start_line, finding.end_line, defect.anchors, parameters)
    raw = similarity.compare([_said(finding) for finding in findings], [_said(defect) for defect in defects])
    text = np.clip((raw - parameters.similarity_floor) / parameters.similarity_range, 0.0, 1.0)
    score = np.sqrt(line) * (parameters.category_weight * category + parameters.text_weight * text)
    return Pairs(line, category, text, np.where(line >= parameters.line_gate, score, 0.0))


def match_findings(
    task: str,
    findings: Sequence[Finding],
    defects: Sequence[Defect],
    similarity: Similarity,
    parameters: Parameters = _DEFAULT,
    *,
    appealed: Collection[str] = (),
) -> Matching:
    """Match each finding; a defect is hit by at most one of them.

    ``findings`` must be of one source and one candidate, without praise. The defects are dealt out so that the sum of
    scores is greatest (Kuhn, "The Hungarian method for the assignment problem", 1955). ``appealed`` holds keys of
    findings whose answer somebody disputes.

    Raises:
        ToolUnavailable: what ``similarity`` needs is not installed.
    """
    pairs = score_pairs(findings, defects, similarity, parameters)
    matcher = _Matcher(task, findings, defects, pairs, parameters, decisive=similarity.decisive)
    matches = tuple(_with_appeal(match, appealed) for match in matcher.matches())
    return Matching(matches, _named(findings, defects, pairs, parameters))


def _named(
    findings: Sequence[Finding], defects: Sequence[Defect], pairs: Pairs, parameters: Parameters
) -> frozenset[str]:
    told = parameters.category_weight * pairs.category + parameters.text_weight * pairs.text >= parameters.hit
    return frozenset(
        defect.id
        for column, defect in enumerate(defects)
        if any(told[row, column] and finding.path == defect.path for row, finding in enumerate(findings))
    )


def _said(claim: Finding | Defect) -> str:
    return f"{claim.title}. {claim.explanation}" if claim.explanation else claim.title


def _with_appeal(match: Match, appealed: Collection[str]) -> Match:
    return replace(match, reasons=(*match.reasons, Reason.APPEAL)) if match.key in appealed else match


@dataclass(frozen=True)
class _Matcher:
    task: str
    findings: Sequence[Finding]
    defects: Sequence[Defect]
    pairs: Pairs
    parameters: Parameters
    decisive: bool

    def matches(self) -> list[Match]:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - half a second, which every process would pay

        rows, columns = linear_sum_assignment(self.pairs.score, maximize=True)
        dealt = dict(zip(rows.tolist(), columns.tolist(), strict=True))
        first = [self._dealt(row, dealt.get(row)) for row in range(len(self.findings))]
        taken = {match.defect for match in first if match is not None and match.zone is Zone.HIT}
        return [match or self._left_over(row, taken) for row, match in enumerate(first)]

    def _dealt(self, row: int, column: int | None) -> Match | None:
        """The match with the defect dealt to this finding; None when that comes out as no match."""
        zone = Zone.NONE if column is None else self._zone(row, column)
        return None if column is None or zone is Zone.NONE else self._match(row, column, zone)

    def _left_over(self, row: int, taken: set[str | None]) -> Match:
        """The finding has no defect of its own: what it most nearly repeats, or nothing."""
        if self.defects:
            column = int(np.argmax(self.pairs.score[row]))
            zone = self._zone(row, column)
            if zone is Zone.HIT:
                is_taken = self.defects[column].id in taken
                return self._match(row, column, Zone.DUPLICATE if is_taken else Zone.DOUBTFUL)
            if zone is Zone.DOUBTFUL:
                return self._match(row, column, zone)
        finding = self.findings[row]
        grave = finding.severity.rank >= Severity.MAJOR.rank
        reasons = (Reason.GRAVE_CLAIM,) if grave else ()
        return Match(finding, finding_key(self.task, finding), Zone.NONE, reasons=reasons)

    def _zone(self, row: int, column: int) -> Zone:
        score, line = self.pairs.score[row, column], self.pairs.line[row, column]
        if line < self.parameters.line_gate:
            return Zone.NONE
        if self.decisive:
            if score >= self.parameters.hit:
                return Zone.HIT
            return Zone.DOUBTFUL if score >= self.parameters.doubt else Zone.NONE
        return self._cautious_zone(score, line, self.pairs.category[row, column])

    def _cautious_zone(self, score: float, line: float, category: float) -> Zone:
        """Words in common speak for one meaning, words apart hardly against it: so only what place and kind of
        problem confirm is a hit, and only what they rule out (even if the words agreed in full) is none."""
        confirmed = category >= SAME_FAMILY and line >= self.parameters.localised
        if score >= self.parameters.hit and confirmed:
            return Zone.HIT
        best = np.sqrt(line) * (self.parameters.category_weight * category + self.parameters.text_weight)
        ruled_out = category == 0 or best < self.parameters.doubt
        return Zone.NONE if score < self.parameters.doubt and ruled_out else Zone.DOUBTFUL

    def _match(self, row: int, column: int, zone: Zone) -> Match:
        finding, defect = self.findings[row], self.defects[column]
        critical = Severity.BLOCKER in {finding.severity, defect.severity}
        reasons = {
            Zone.HIT: (Reason.CRITICAL,) if critical else (),
            Zone.DOUBTFUL: (Reason.SCORE, Reason.CRITICAL) if critical else (Reason.SCORE,),
        }.get(zone, ())
        parts = (self.pairs.score, self.pairs.line, self.pairs.category, self.pairs.text)
        score, line, category, text = (float(part[row, column]) for part in parts)
        return Match(
            finding, finding_key(self.task, finding), zone, defect.id, score, line, category, text, reasons=reasons
        )
