"""Rankings of any number of models, with ties, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError
from assay.judgement.ranking.comparisons import Clusters, Codes, Comparisons, Floats, Winner, cluster

Order = tuple[tuple[int, ...], ...]
"""Tied groups of models, by index, the best group first."""


@dataclass(frozen=True, eq=False)
class Rankings:
    """n rankings: ``code`` (n,) says which of the distinct ``orders`` each is. The rest as in ``Comparisons``.

    Raises:
        InputError: there is nothing to rank, or a value makes no sense; the message names the row, from 1.
    """

    models: tuple[str, ...]
    orders: tuple[Order, ...]
    code: Codes
    weight: Floats | None = None
    clusters: Mapping[str, Clusters] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not len(self.code):
            raise InputError("no rankings", remedy="give at least one row")
        if len(self.models) < 2:
            raise InputError(f"only one model, {self.models[0]!r}", remedy="a ranking needs at least two")
        if self.weight is not None:
            wrong = ~(np.isfinite(self.weight) & (self.weight >= 0))
            if wrong.any():
                row = int(np.argmax(wrong))
                raise InputError(f"weight {self.weight[row]} is not a finite number from 0", where=f"row {row + 1}")
            if not self.weight.any():
                raise InputError("every weight is 0", remedy="give at least one row a weight above 0")

    @property
    def weights(self) -> Floats:
        """The weight of each ranking, shape (n,)."""
        return np.ones(len(self.code)) if self.weight is None else self.weight

    def within(self, members: Sequence[int]) -> Rankings:
        """The rankings of ``members`` among themselves; those with fewer than two of them are left out."""
        renamed = {member: at for at, member in enumerate(members)}
        kept = [
            tuple(rest for group in order if (rest := tuple(renamed[i] for i in group if i in renamed)))
            for order in self.orders
        ]
        speaking = np.array([sum(map(len, order)) > 1 for order in kept])
        part = self.where(speaking[self.code])
        return replace(part, models=tuple(self.models[member] for member in members), orders=tuple(kept))

    def counted(self) -> Rankings:
        """Without the rankings of weight 0."""
        return self if self.weight is None or self.weight.all() else self.where(self.weight > 0)

    def where(self, rows: NDArray[np.bool_]) -> Rankings:
        """Only some of the rankings."""
        return Rankings(
            models=self.models,
            orders=self.orders,
            code=self.code[rows],
            weight=None if self.weight is None else self.weight[rows],
            clusters={name: clusters.within(rows) for name, clusters in self.clusters.items()},
        )

    def entered(self) -> NDArray[np.int64]:
        """In how many rankings each model stands, shape (M,)."""
        uses = np.bincount(self.code, minlength=len(self.orders))
        entered = np.zeros(len(self.models), dtype=np.int64)
        for order, count in zip(self.orders, uses.tolist(), strict=True):
            entered[[item for group in order for item in group]] += count
        return entered

    def as_comparisons(self) -> Comparisons:
        """All pairs of each ranking; the way of clustering ``event`` then says which come from the same one."""
        pairs = [_pairs(order) for order in self.orders]
        lengths = np.array([len(pair) for pair in pairs])
        starts = np.cumsum(lengths) - lengths
        columns = np.array([pair for some in pairs for pair in some], dtype=np.int32).reshape(-1, 3)
        count = lengths[self.code]
        origin: NDArray[np.int64] = np.repeat(np.arange(len(self.code)), count)
        within = np.arange(len(origin)) - np.repeat(np.cumsum(count) - count, count)
        rows = columns[np.repeat(starts[self.code], count) + within]
        events = Clusters(np.arange(len(self.code), dtype=np.int32), len(self.code))
        return Comparisons(
            models=self.models,
            left=rows[:, 0],
            right=rows[:, 1],
            winner=rows[:, 2].astype(np.int8),
            weight=None if self.weight is None else self.weight[origin],
            clusters={
                name: Clusters(clusters.codes[origin], clusters.count)
                for name, clusters in {"event": events, **self.clusters}.items()
            },
        )


def parse_order(text: str) -> tuple[tuple[str, ...], ...]:
    """The groups of ``A>B=C``, the best first; blanks around names do not count.

    Raises:
        InputError: an empty name, or a model that stands there twice.
    """
    groups = tuple(tuple(name.strip() for name in group.split("=")) for group in text.split(">"))
    names = [name for group in groups for name in group]
    if not all(names):
        raise InputError(f"order {text!r} has an empty name", remedy="write it as 'A>B=C'")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"order {text!r} names {twice!r} twice", remedy="name each model once")
    return groups


def order_rankings(
    orders: Sequence[str],
    *,
    weight: Sequence[float] | None = None,
    clusters: Mapping[str, Sequence[str]] | None = None,
) -> Rankings:
    """Rankings from columns; each of ``orders`` is written as ``A>B=C``.

    Raises:
        InputError: as :class:`Rankings` and :func:`parse_order`, or the columns differ in length.
    """
    columns = {**(clusters or {}), **({} if weight is None else {"weight": weight})}
    for name, column in columns.items():
        if len(column) != len(orders):
            raise InputError(f"column {name!r} has {len(column)} rows, 'order' has {len(orders)}")
    distinct = {text: code for code, text in enumerate(dict.fromkeys(orders))}
    parsed = [parse_order(text) for text in distinct]
    models = tuple(sorted({name for order in parsed for group in order for name in group}))
    index = {name: at for at, name in enumerate(models)}
    return Rankings(
        models=models,
        orders=tuple(tuple(tuple(sorted(index[name] for name in group)) for group in order) for order in parsed),
        code=np.array([distinct[text] for text in orders], dtype=np.int32),
        weight=None if weight is None else np.asarray(weight, dtype=np.float64),
        clusters={name: cluster(column) for name, column in (clusters or {}).items()},
    )


def _pairs(order: Order) -> list[tuple[int, int, int]]:
    tied = [(i, j, int(Winner.TIE)) for group in order for i, j in combinations(group, 2)]
    ordered = [(i, j, int(Winner.LEFT)) for better, worse in combinations(order, 2) for i in better for j in worse]
    return ordered + tied
