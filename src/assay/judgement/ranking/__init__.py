"""Rankings from comparisons: skills with intervals that are right when reviewers and tasks repeat."""

from __future__ import annotations

from assay.judgement.ranking.comparisons import Clusters, Comparisons, Winner, compare
from assay.judgement.ranking.rank import Model, Settings, rank, rank_tabulated
from assay.judgement.ranking.rankings import Rankings, order_rankings
from assay.judgement.ranking.standing import Estimate, Place, Scale, Standing, Unplaced
from assay.judgement.ranking.table import Tabulated, tabulate

__all__ = [
    "Clusters",
    "Comparisons",
    "Estimate",
    "Model",
    "Place",
    "Rankings",
    "Scale",
    "Settings",
    "Standing",
    "Tabulated",
    "Unplaced",
    "Winner",
    "compare",
    "order_rankings",
    "rank",
    "rank_tabulated",
    "tabulate",
]
