"""Rank models from comparisons, whatever the model of how a comparison ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from assay.errors import InputError
from assay.judgement.ranking.bootstrap import bootstrap
from assay.judgement.ranking.comparisons import Comparisons
from assay.judgement.ranking.components import find_groups, listed
from assay.judgement.ranking.covariates import fit_covariates
from assay.judgement.ranking.fitting import fit_pairs, scale_of
from assay.judgement.ranking.plackett_luce import fit_plackett_luce
from assay.judgement.ranking.rankings import Rankings
from assay.judgement.ranking.reviewer_scaled import fit_reviewer_scaled
from assay.judgement.ranking.standing import Scale, Standing, Unplaced
from assay.judgement.ranking.table import Tabulated, check_clusters, tabulate

PRIOR_DEVIATION: Final = 1.5
"""Standard deviation, in log-odds, of skills under the prior for small data."""


_FEWEST_ROUNDS: Final = 100


class Model(StrEnum):
    """How the end of a comparison follows from skills."""

    BRADLEY_TERRY = "bradley-terry"
    DAVIDSON = "davidson"
    PLACKETT_LUCE = "plackett-luce"
    REVIEWER_SCALED = "reviewer-scaled"


@dataclass(frozen=True)
class Settings:
    """``deviation`` is the standard deviation of the prior on skills, None for maximum likelihood; ``rounds`` of the
    bootstrap, 0 for intervals from the sandwich.
    """

    model: Model = Model.BRADLEY_TERRY
    deviation: float | None = None
    level: float = 0.95
    rounds: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise InputError(f"level {self.level} is not between 0 and 1")
        if self.deviation is not None and not 0 < self.deviation < np.inf:
            raise InputError(f"standard deviation {self.deviation} of the prior is not above 0")
        if self.deviation is not None and self.model is Model.REVIEWER_SCALED:
            raise InputError("the model reviewer-scaled takes no prior on skills", remedy="it needs many votes")
        if self.rounds and (self.model is not Model.BRADLEY_TERRY or self.deviation is not None):
            raise InputError("the bootstrap refits Bradley-Terry without a prior", remedy="leave one of them out")
        if self.rounds and self.rounds < _FEWEST_ROUNDS:
            raise InputError(f"{self.rounds} bootstrap rounds", remedy=f"use at least {_FEWEST_ROUNDS}")

    @property
    def precision(self) -> float:
        """Of the prior; 0 without one."""
        return 0.0 if self.deviation is None else self.deviation**-2


Data = Comparisons | Rankings


def rank(data: Data, settings: Settings | None = None, cluster: Sequence[str] | None = None) -> Standing:
    """Where models stand. ``cluster`` names up to two ways of clustering; None takes what the data carry: reviewer and
    task, else event, else none, leaving out what has a single cluster.

    For Bradley-Terry and Davidson rankings are broken into pairs, which then share an event; pairs under Plackett-Luce
    are Bradley-Terry.

    Raises:
        InputError: as :func:`assay.judgement.ranking.table.tabulate` and the model's fit.
    """
    chosen = settings or Settings()
    counted = data.counted()
    if isinstance(counted, Rankings):
        if chosen.model is Model.PLACKETT_LUCE:
            return _rank_rankings(counted, chosen, default_clusters(counted) if cluster is None else tuple(cluster))
        counted = counted.as_comparisons()
    named = default_clusters(counted) if cluster is None else tuple(cluster)
    if counted.covariates or chosen.model is Model.REVIEWER_SCALED:
        return _rank_rows(counted, chosen, named)
    standing = rank_tabulated(tabulate(counted, named), chosen, counted)
    return _redrawn(standing, counted, chosen.rounds) if chosen.rounds else standing


def rank_tabulated(
    tabulated: Tabulated, settings: Settings | None = None, comparisons: Comparisons | None = None
) -> Standing:
    """As :func:`rank`, from tables: for 50 models a millisecond, or a few if they are clustered two ways.

    Raises:
        InputError: the models do not share one scale and ``comparisons``, needed to divide them, are not given.
    """
    chosen = settings or Settings()
    named = tuple(dict.fromkeys(name for key in tabulated.ways for name in key))

    def scale(members: Sequence[int] | None) -> Scale | list[Unplaced]:
        if members is None:
            return _scale(tabulated, chosen)
        if comparisons is None:
            raise InputError("not all models share one scale", remedy="rank the comparisons themselves")
        part = comparisons.within(members)
        return _single_cluster(part, named, len(part.left)) or _scale(tabulate(part, named), chosen)

    counts = {key[0]: table.clusters for key, table in tabulated.ways.items() if len(key) == 1}
    return _standing(tabulated, scale, chosen, counts)


def default_clusters(data: Data) -> tuple[str, ...]:
    """Reviewer and task, else event, else nothing; what has a single cluster is left out."""
    several = {name for name, clusters in data.clusters.items() if clusters.count > 1}
    named = tuple(name for name in ("reviewer", "task") if name in several)
    return named or tuple(name for name in ("event",) if name in several)


def _rank_rows(comparisons: Comparisons, settings: Settings, named: tuple[str, ...]) -> Standing:
    """Models whose scores need every comparison by itself."""
    if settings.rounds:
        raise InputError("the bootstrap takes no covariates", remedy="leave the covariates or the bootstrap out")
    if comparisons.covariates and settings.model is not Model.BRADLEY_TERRY:
        raise InputError(f"the model {settings.model} takes no covariates", remedy="use the model bradley-terry")
    check_clusters(comparisons.clusters, named)

    def scale(members: Sequence[int] | None) -> Scale | list[Unplaced]:
        part = comparisons if members is None else comparisons.within(members)
        if lone := _single_cluster(part, named, len(part.left)):
            return lone
        if part.covariates:
            fitted, further = fit_covariates(part, named, settings.precision), tuple(part.covariates)
        else:
            fitted, further = fit_reviewer_scaled(part, named), ()
        n = np.bincount(part.left, minlength=len(part.models)) + np.bincount(part.right, minlength=len(part.models))
        return scale_of(fitted, part.models, n, prior=settings.precision, level=settings.level, further=further)

    return _standing(tabulate(comparisons), scale, settings, {name: comparisons.clusters[name].count for name in named})


def _redrawn(standing: Standing, comparisons: Comparisons, rounds: int) -> Standing:
    """The standing with intervals of a bootstrap over what it is clustered by."""
    at = {model: index for index, model in enumerate(comparisons.models)}
    scales, notes = [], list(standing.notes)
    for scale in standing.scales:
        drawn = bootstrap(comparisons.within([at[model] for model in scale.models]), standing.cluster, rounds=rounds)
        scales.append(drawn.spread(scale))
        if drawn.lost:
            notes.append(f"{drawn.lost} of {rounds} bootstrap rounds had no finite answer and are left out")
    return replace(standing, scales=tuple(scales), notes=tuple(notes), rounds=rounds)


def _rank_rankings(rankings: Rankings, settings: Settings, named: tuple[str, ...]) -> Standing:
    pairs = rankings.as_comparisons()
    check_clusters(rankings.clusters, named)

    def scale(members: Sequence[int] | None) -> Scale | list[Unplaced]:
        part = rankings if members is None else rankings.within(members)
        return _single_cluster(part, named, len(part.code)) or scale_of(
            fit_plackett_luce(part, named, settings.precision),
            part.models,
            part.entered(),
            prior=settings.precision,
            level=settings.level,
        )

    tabulated = replace(tabulate(pairs), n=rankings.entered(), comparisons=len(rankings.code))
    return _standing(tabulated, scale, settings, {name: rankings.clusters[name].count for name in named})


def _standing(
    tabulated: Tabulated,
    scale: Callable[[Sequence[int] | None], Scale | list[Unplaced]],
    settings: Settings,
    clusters: Mapping[str, int],
) -> Standing:
    """``scale`` answers for some of the models, or for all (None)."""
    groups = find_groups(tabulated.models, tabulated.pairs.credit, shrunk=settings.deviation is not None)
    whole = len(groups.scales) == 1 and not groups.alone
    answers = [scale(None)] if whole else [scale(members) for members in groups.scales]
    alone = [Unplaced(tabulated.models[i], why, int(tabulated.n[i])) for i, why in sorted(groups.alone.items())]
    return Standing(
        model=settings.model,
        scales=tuple(answer for answer in answers if isinstance(answer, Scale)),
        unplaced=tuple(model for answer in [*answers, alone] if not isinstance(answer, Scale) for model in answer),
        cluster=tuple(clusters),
        clusters=clusters,
        n=tabulated.comparisons,
        level=settings.level,
        notes=groups.notes,
    )


def _scale(tabulated: Tabulated, settings: Settings) -> Scale:
    davidson = settings.model is Model.DAVIDSON
    fitted = fit_pairs(tabulated, davidson=davidson, prior=settings.precision)
    further = ("nu",) if davidson else ()
    return scale_of(
        fitted, tabulated.models, tabulated.n, prior=settings.precision, level=settings.level, further=further
    )


def _single_cluster(part: Data, named: tuple[str, ...], n: int) -> list[Unplaced]:
    """The models of one group with the reason why their intervals cannot be had; empty if they can."""
    lone = [name for name in named if part.clusters[name].count < 2]
    why = f"its group {{{listed(list(part.models))}}} has a single {', '.join(lone)}: no interval clustered by it"
    return [Unplaced(model, why, n) for model in part.models] if lone else []
