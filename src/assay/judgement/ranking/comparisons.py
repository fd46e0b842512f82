"""Pairwise comparisons as columns: who met whom, how it ended, and in which event, by which reviewer, on which task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]


class Winner(IntEnum):
    """How a comparison ended; the value is its code in :attr:`Comparisons.winner`."""

    LEFT = 0
    RIGHT = 1
    TIE = 2


CREDIT: Floats = np.array([1.0, 0.0, 0.5])
"""What the left model gains, by :class:`Winner`; the right one gains the rest."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """To which of ``count`` clusters each row belongs, as codes from 0."""

    codes: Codes
    count: int

    def crossed(self, other: Clusters) -> Clusters:
        """The intersections of two ways of clustering, those that hold a row."""
        keys = self.codes.astype(np.int64) * other.count + other.codes
        return _recoded(keys, self.count * other.count)

    def within(self, rows: NDArray[np.bool_]) -> Clusters:
        """The same clusters on some of the rows, coded anew."""
        return _recoded(self.codes[rows].astype(np.int64), self.count)


def _recoded(keys: NDArray[np.int64], bound: int) -> Clusters:
    """Codes from 0 without gaps for keys below ``bound``; by counting where that is less work than sorting."""
    if bound > 8 * len(keys):
        found, codes = np.unique(keys, return_inverse=True)
        return Clusters(codes.astype(np.int32), len(found))
    present = np.zeros(bound, dtype=np.int32)
    present[keys] = 1
    return Clusters((np.cumsum(present, dtype=np.int32) - 1)[keys], int(present.sum()))


@dataclass(frozen=True, eq=False)
class Comparisons:
    """n comparisons of the models named in ``models``.

    ``left``, ``right`` are indices into ``models``, shape (n,); ``winner`` holds codes of :class:`Winner`; ``weight``
    is None where every comparison counts once; ``clusters`` by name ("reviewer", "task", "event"); ``covariates`` by
    name, what speaks for the left model apart from its skill (left minus right).

    Raises:
        InputError: there is nothing to compare, or a value makes no sense; the message names the row, from 1.
    """

    models: tuple[str, ...]
    left: Codes
    right: Codes
    winner: NDArray[np.int8]
    weight: Floats | None = None
    clusters: Mapping[str, Clusters] = field(default_factory=dict)
    covariates: Mapping[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not len(self.left):
            raise InputError("no comparisons", remedy="give at least one row")
        if len(self.models) < 2:
            raise InputError(f"only one model, {self.models[0]!r}", remedy="a ranking needs at least two")
        self._refuse(self.left == self.right, "left and right are the same model")
        if self.weight is not None:
            self._refuse(~np.isfinite(self.weight), "weight is not a finite number")
            self._refuse(self.weight < 0, "weight is negative")
            if not self.weight.any():
                raise InputError("every weight is 0", remedy="give at least one row a weight above 0")
        for name, values in self.covariates.items():
            self._refuse(~np.isfinite(values), f"{name} is not a finite number")

    def _refuse(self, wrong: NDArray[np.bool_], what: str) -> None:
        if wrong.any():
            row = int(np.argmax(wrong))
            names = f"{self.models[self.left[row]]!r} against {self.models[self.right[row]]!r}"
            raise InputError(f"{what} ({names})", where=f"row {row + 1}")

    @property
    def weights(self) -> Floats:
        """The weight of each row, shape (n,)."""
        return np.ones(len(self.left)) if self.weight is None else self.weight

    def within(self, members: Sequence[int]) -> Comparisons:
        """Only the comparisons among ``members``, which become the models."""
        renamed = np.full(len(self.models), -1, dtype=np.int32)
        renamed[list(members)] = np.arange(len(members), dtype=np.int32)
        left, right = renamed[self.left], renamed[self.right]
        part = self.where((left >= 0) & (right >= 0))
        models = tuple(self.models[member] for member in members)
        return replace(part, models=models, left=renamed[part.left], right=renamed[part.right])

    def counted(self) -> Comparisons:
        """Without the comparisons of weight 0."""
        return self if self.weight is None or self.weight.all() else self.where(self.weight > 0)

    def where(self, rows: NDArray[np.bool_]) -> Comparisons:
        """Only some of the comparisons."""
        return Comparisons(
            models=self.models,
            left=self.left[rows],
            right=self.right[rows],
            winner=self.winner[rows],
            weight=None if self.weight is None else self.weight[rows],
            clusters={name: clusters.within(rows) for name, clusters in self.clusters.items()},
            covariates={name: values[rows] for name, values in self.covariates.items()},
        )


def compare(
    left: Sequence[str],
    right: Sequence[str],
    winner: Sequence[Winner],
    *,
    weight: Sequence[float] | None = None,
    clusters: Mapping[str, Sequence[str]] | None = None,
    covariates: Mapping[str, Sequence[float]] | None = None,
) -> Comparisons:
    """Comparisons from columns of names; models are ordered by name, so that the order of rows changes nothing.

    Raises:
        InputError: as :class:`Comparisons`, or the columns differ in length.
    """
    columns = {"right": right, "winner": winner, **(clusters or {}), **(covariates or {})}
    if weight is not None:
        columns["weight"] = weight
    for name, column in columns.items():
        if len(column) != len(left):
            raise InputError(f"column {name!r} has {len(column)} rows, 'left' has {len(left)}")
    models, codes = np.unique(np.asarray([*left, *right], dtype=object), return_inverse=True)
    return Comparisons(
        models=tuple(str(model) for model in models),
        left=codes[: len(left)].astype(np.int32),
        right=codes[len(left) :].astype(np.int32),
        winner=np.asarray(winner, dtype=np.int8),
        weight=None if weight is None else np.asarray(weight, dtype=np.float64),
        clusters={name: cluster(column) for name, column in (clusters or {}).items()},
        covariates={name: np.asarray(column, dtype=np.float64) for name, column in (covariates or {}).items()},
    )


def cluster(names: Sequence[str]) -> Clusters:
    """Rows with the same name belong together."""
    found, codes = np.unique(np.asarray(names, dtype=object), return_inverse=True)
    return Clusters(codes.astype(np.int32), len(found))


def ways_of(clusters: Mapping[str, Clusters], named: Sequence[str]) -> dict[tuple[str, ...], Clusters]:
    """Each way of clustering that is named and, of two, their intersections; keyed by the names that are crossed."""
    ways: dict[tuple[str, ...], Clusters] = {(name,): clusters[name] for name in named}
    if len(named) == 2:
        ways[tuple(named)] = clusters[named[0]].crossed(clusters[named[1]])
    return ways
