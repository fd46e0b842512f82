"""Conclude: what several reviews of the same tasks add up to, as values that a platform stores.

Verdicts by Dawid and Skene, ratings by pooled spread, the order of one task's candidates by a small-data ranking, a
leaderboard of models by clustered comparisons, agreement by criterion, findings that say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.finding import Finding
from assay.domain.gold import Defect
from assay.domain.review import Verdict as VerdictLabel
from assay.judgement.agreement import (
    Answer,
    Level,
    Ranked,
    Resampling,
    kendall_tau_b,
    krippendorff_alpha,
    tabulate_answers,
)
from assay.judgement.consensus import Consensus, Next, Reliability, StopRule, Verdict, Vote, find_consensus
from assay.judgement.consensus.again import weigh_votes
from assay.judgement.consensus.ratings import Rated, Spread, pooled_spread, rate_units
from assay.judgement.grading import Figure, Unscored
from assay.judgement.grading.intervals import proportion
from assay.judgement.matching import Matching, best_similarity, match_findings
from assay.judgement.matching.clusters import Clusters, Said, cluster_findings
from assay.judgement.ranking.comparisons import Clusters as RowClusters
from assay.judgement.ranking.comparisons import Comparisons
from assay.judgement.ranking.rank import PRIOR_DEVIATION, Settings, rank
from assay.judgement.ranking.rankings import order_rankings
from assay.judgement.ranking.standing import Place, Standing

__all__ = [
    "VERDICT_LABELS",
    "Answer",
    "Clusters",
    "Consensus",
    "Figure",
    "Level",
    "Met",
    "Next",
    "Place",
    "Ranked",
    "Rated",
    "Reliability",
    "Said",
    "Spread",
    "Standing",
    "StopRule",
    "Unscored",
    "Verdict",
    "Vote",
    "agreement_of",
    "cluster",
    "conclude_verdicts",
    "name_defects",
    "order_candidates",
    "pooled_spread",
    "rank_agreement",
    "rank_models",
    "rate_units",
    "share",
    "weigh_votes",
]

VERDICT_LABELS = (VerdictLabel.REJECT.value, VerdictLabel.ACCEPT_WITH_CHANGES.value, VerdictLabel.ACCEPT.value)
"""From lowest to highest."""

Codes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Met:
    """n comparisons of ``models`` as codes, shape (n,): who stood where, how it ended (0 left, 1 right, 2 tie), by
    which reviewer, on which task, both coded from 0.
    """

    models: tuple[str, ...]
    left: Codes
    right: Codes
    winner: NDArray[np.int8]
    reviewer: Codes
    task: Codes


def conclude_verdicts(votes: Sequence[Vote], gold: Mapping[str, str] | None = None) -> Consensus:
    """The consensus of people's verdicts on candidates; ``gold`` holds what adjudicators have settled.

    Raises:
        InputError: there are no votes, or one gives something else than a verdict.
    """
    return find_consensus(votes, VERDICT_LABELS, gold)


def order_candidates(orders: Sequence[str]) -> tuple[Place, ...]:
    """Where the candidates of one task stand by a few rankings written ``A>B=C``: Bradley-Terry with a normal prior,
    best first.

    Raises:
        InputError: there is no ranking, or one names fewer than two candidates.
    """
    return rank(order_rankings(orders), Settings(deviation=PRIOR_DEVIATION), ()).places()


def rank_models(met: Met, rows: NDArray[np.bool_] | None = None) -> Standing:
    """The leaderboard, with intervals clustered by reviewer and task; ``rows`` limits it to some comparisons.

    Raises:
        InputError: there are no comparisons, or fewer than two models.
    """
    comparisons = Comparisons(
        models=met.models,
        left=met.left,
        right=met.right,
        winner=met.winner,
        clusters={
            name: RowClusters(codes, int(codes.max()) + 1 if len(codes) else 0)
            for name, codes in (("reviewer", met.reviewer), ("task", met.task))
        },
    )
    if rows is not None:
        comparisons = comparisons.where(rows)
    met_at_all = np.unique(np.concatenate([comparisons.left, comparisons.right]))
    return rank(comparisons.within(met_at_all.tolist()))


def agreement_of(answers: Sequence[Answer], level: Level, order: Sequence[str] = ()) -> Figure | Unscored:
    """Krippendorff's alpha with its interval over tasks."""
    if not answers:
        return Unscored("nobody has answered yet", 0)
    return krippendorff_alpha(tabulate_answers(answers, level, order), level, Resampling())


def rank_agreement(rankings: Sequence[Ranked]) -> Figure | Unscored:
    """Kendall's tau-b, meaned over pairs of reviewers, then over tasks."""
    return kendall_tau_b(rankings)


def share(successes: int, n: int, what: str) -> Figure | Unscored:
    """A proportion with Wilson's interval; nothing below eight observations."""
    return proportion(successes, n, what)


def cluster(task: str, findings: Mapping[str, Sequence[Finding]]) -> Clusters:
    """Which findings of several reviewers on one candidate say the same, by the best similarity that is installed."""
    return cluster_findings(task, findings, best_similarity())


def name_defects(task: str, findings: Sequence[Finding], defects: Sequence[Defect]) -> Matching:
    """Which known defect each finding of one reviewer on one candidate names."""
    return match_findings(task, findings, defects, best_similarity())
