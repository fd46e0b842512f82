"""What a few people's answers make us believe of a candidate and of a finding: the Jeffreys posterior mean.

With w answers for and l against, p = (w + ½) / (w + l + 1), the mean of Beta(w + ½, l + ½): one of one gives 0.75.
Source: Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001), §4.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.finding import Finding, Proof, Severity
from assay.domain.review import EvidenceVerdict, Verdict
from assay.export.judged import Judged

_NEAR = 2
"""Findings this many lines apart are about the same place."""
_SHOWN = frozenset({Proof.DEMONSTRATED, Proof.PROVEN})


@dataclass(frozen=True)
class Accepted:
    """What reviewers think of one candidate: ``p`` that it passes review, with or without changes."""

    verdict: Verdict
    """What most said; of equally many the stricter."""
    p: float
    agreement: float
    n: int


@dataclass(frozen=True)
class Believed:
    """A finding, and how surely it is true."""

    finding: Finding
    p: float


def posterior_mean(wins: float, losses: float) -> float:
    """See the module."""
    return (wins + 0.5) / (wins + losses + 1)


def accepted(judged: Judged, candidate: str) -> Accepted | None:
    """What the reviewers' verdicts say; None where nobody gave one."""
    said = [one.verdict for review in judged.reviews for one in review.verdicts if one.candidate == candidate]
    if not said:
        return None
    counts = Counter(said)
    most = max(counts.values())
    verdict = [one for one in Verdict if counts[one] == most][-1]
    against = counts[Verdict.REJECT]
    share = max(against, len(said) - against) / len(said)
    return Accepted(verdict, posterior_mean(len(said) - against, against), share, len(said))


def believed(judged: Judged, candidate: str) -> Iterator[Believed]:
    """The findings about a candidate: people's own, and machine findings that people judged, each once.

    For it: whoever says it, every other reviewer who reports the same kind of problem at the same place, everybody who
    judged it real, and a reproducer that fails on the candidate. Against it: everybody who judged it false, and a
    reproducer that passes. Silence says nothing.
    """
    own = [(review.reviewer, one) for review in judged.reviews for one in review.findings if one.candidate == candidate]
    for reviewer, finding in own:
        others = {who for who, other in own if who != reviewer and _same(finding, other)}
        shown, refuted = finding.proof in _SHOWN, finding.proof is Proof.REFUTED
        yield Believed(finding, posterior_mean(1 + len(others) + shown, refuted))
    machine: dict[str, tuple[Finding, Counter[EvidenceVerdict]]] = {}
    for review in judged.reviews:
        for one in review.evidence:
            if one.finding.candidate == candidate:
                _, votes = machine.setdefault(one.finding.model_dump_json(), (one.finding, Counter()))
                votes[one.verdict] += 1
    for finding, votes in machine.values():
        shown = finding.proof in _SHOWN
        yield Believed(finding, posterior_mean(votes[EvidenceVerdict.REAL] + shown, votes[EvidenceVerdict.FALSE]))


def _same(one: Finding, other: Finding) -> bool:
    apart = max(one.start_line, other.start_line) - min(one.end_line, other.end_line)
    praise = {one.severity is Severity.GOOD, other.severity is Severity.GOOD}
    return one.path == other.path and apart <= _NEAR and one.category is other.category and len(praise) == 1
