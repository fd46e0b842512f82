"""Stand: where models stand by a file of comparisons or rankings.

Comparisons have the columns ``left, right, winner`` (``left``, ``right`` or ``tie``), rankings the column ``order``
(``A>B=C``); both may have ``task``, ``reviewer`` and ``weight``, comparisons also ``event`` (what was judged at once)
and covariates: numbers that speak for the left model, or ``left_NAME`` and ``right_NAME``, whose difference does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from assay.errors import InputError
from assay.judgement.ranking.comparisons import Clusters, Codes, Comparisons, Floats, Winner
from assay.judgement.ranking.rank import Data, Model, Settings, rank
from assay.judgement.ranking.rankings import Rankings, parse_order
from assay.judgement.ranking.standing import Place, Standing
from assay.workflows.judgement_table import Coded, JudgementFile, Numbers, open_judgements

__all__ = ["Model", "Place", "Question", "Settings", "Standing", "read_judgements", "stand"]

_D = TypeVar("_D", bound=Data)

_COMPARISON, _RANKING = ("left", "right", "winner"), ("order",)
_CLUSTERS = ("reviewer", "task", "event")
POSITION = "position"
"""The covariate that is 1 in every row: standing on the left."""

_WINNERS = {winner.name.lower(): int(winner) for winner in Winner}


@dataclass(frozen=True)
class Question:
    """How to rank. ``cluster`` names columns to cluster by, None takes those that are there; ``covariates`` names what
    else may have decided (:data:`POSITION` needs no column).
    """

    settings: Settings
    cluster: tuple[str, ...] | None = None
    covariates: tuple[str, ...] = ()


def stand(path: Path, question: Question) -> Standing:
    """The standing by a file of comparisons or rankings (``.csv``, ``.jsonl``, ``.parquet``).

    Raises:
        InputError: the file, a value in it, or the question makes no sense; the message names row and column.
    """
    source = open_judgements(path)
    data = read_judgements(source, question.cluster, question.covariates)
    return rank(data, question.settings, question.cluster)


def read_judgements(
    source: JudgementFile, cluster: Sequence[str] | None = None, covariates: Sequence[str] = ()
) -> Data:
    """Comparisons or rankings, with the columns to cluster by that are there or, where named, those.

    Raises:
        InputError: columns are missing, or a value makes no sense.
    """
    comparisons, rankings = set(_COMPARISON) <= set(source.columns), set(_RANKING) <= set(source.columns)
    if comparisons == rankings:
        found = ", ".join(source.columns) or "none"
        what = "has the columns of comparisons and of rankings" if comparisons else f"columns found: {found}"
        remedy = "comparisons need left, right, winner; rankings need order"
        raise InputError(what, where=str(source.path), remedy=remedy)
    wanted = _wanted_clusters(source, cluster, comparisons=comparisons)
    if comparisons:
        return _comparisons(source, wanted, {name: _covariate_columns(source, name) for name in covariates})
    if covariates:
        raise InputError("rankings take no covariates", where=str(source.path), remedy="give comparisons")
    return _rankings(source, wanted)


def _wanted_clusters(source: JudgementFile, cluster: Sequence[str] | None, *, comparisons: bool) -> list[str]:
    known = [name for name in _CLUSTERS if name in source.columns and (comparisons or name != "event")]
    if cluster is None:
        return known
    for name in cluster:
        if name not in known:
            raise InputError(
                f"no column {name!r} to cluster by",
                where=str(source.path),
                remedy=f"columns to cluster by: {', '.join(known) or 'none'}",
            )
    return list(cluster)


def _covariate_columns(source: JudgementFile, name: str) -> tuple[str, ...]:
    """The columns of a covariate: itself, or what the left and the right model have of it, or none for the position."""
    both = (f"left_{name}", f"right_{name}")
    if name in source.columns:
        return (name,)
    if set(both) <= set(source.columns):
        return both
    if name == POSITION:
        return ()
    remedy = f"name a column of numbers, or {POSITION}"
    raise InputError(f"no column {name!r}, nor {both[0]!r} and {both[1]!r}", where=str(source.path), remedy=remedy)


def _comparisons(
    source: JudgementFile, cluster: Sequence[str], covariates: Mapping[str, tuple[str, ...]]
) -> Comparisons:
    models, winners, weight = Coded(), Coded(), Numbers()
    right = Coded(models.index)
    clusters = {name: Coded() for name in cluster}
    numbers = {name: Numbers() for columns in covariates.values() for name in columns}
    weighted = ["weight"] if "weight" in source.columns else []
    for first, batch in source.batches(list(dict.fromkeys([*_COMPARISON, *cluster, *weighted, *numbers]))):
        models.add(source, first, "left", batch.column("left"))
        right.add(source, first, "right", batch.column("right"))
        winners.add(source, first, "winner", batch.column("winner"))
        for name, coded in clusters.items():
            coded.add(source, first, name, batch.column(name))
        for name, column in numbers.items():
            column.add(source, first, name, batch.column(name))
        if weighted:
            weight.add(source, first, "weight", batch.column("weight"))
    measured = {name: column.values() for name, column in numbers.items()}
    names, order = _sorted(models)
    ends = _winners(source, winners)
    return _located(
        source,
        lambda: Comparisons(
            models=names,
            left=order[models.codes()],
            right=order[right.codes()],
            winner=ends,
            weight=weight.values() if weighted else None,
            clusters={name: _clusters(coded) for name, coded in clusters.items()},
            covariates={
                name: _difference([measured[one] for one in columns], len(ends)) for name, columns in covariates.items()
            },
        ),
    )


def _difference(columns: Sequence[Floats], rows: int) -> Floats:
    """One column as it is, left minus right of two, 1 everywhere of none."""
    match columns:
        case []:
            return np.ones(rows)
        case [only]:
            return only
        case _:
            return columns[0] - columns[1]


def _rankings(source: JudgementFile, cluster: Sequence[str]) -> Rankings:
    orders, weight = Coded(), Numbers()
    clusters = {name: Coded() for name in cluster}
    weighted = ["weight"] if "weight" in source.columns else []
    for first, batch in source.batches([*_RANKING, *cluster, *weighted]):
        orders.add(source, first, "order", batch.column("order"))
        for name, coded in clusters.items():
            coded.add(source, first, name, batch.column(name))
        if weighted:
            weight.add(source, first, "weight", batch.column("weight"))
    code = orders.codes()
    parsed = [_parsed(source, text, code, at) for text, at in orders.index.items()]
    names = tuple(sorted({name for order in parsed for group in order for name in group}))
    at = {name: index for index, name in enumerate(names)}
    return _located(
        source,
        lambda: Rankings(
            models=names,
            orders=tuple(tuple(tuple(sorted(at[name] for name in group)) for group in order) for order in parsed),
            code=code,
            weight=weight.values() if weighted else None,
            clusters={name: _clusters(coded) for name, coded in clusters.items()},
        ),
    )


def _parsed(source: JudgementFile, text: str, code: Codes, at: int) -> tuple[tuple[str, ...], ...]:
    try:
        return parse_order(text)
    except InputError as error:
        row = int(np.argmax(code == at)) + 1
        raise InputError(error.what, where=source.place(row, "order"), remedy=error.remedy) from None


def _sorted(coded: Coded) -> tuple[tuple[str, ...], Codes]:
    """The names in order, and the place of each code among them: the order of rows must change nothing."""
    names = sorted(coded.index)
    place = np.empty(len(names), dtype=np.int32)
    for at, name in enumerate(names):
        place[coded.index[name]] = at
    return tuple(names), place


def _winners(source: JudgementFile, winners: Coded) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    codes = winners.codes()
    for name, code in winners.index.items():
        if name not in _WINNERS:
            row = int(np.argmax(codes == code)) + 1
            known = ", ".join(_WINNERS)
            raise InputError(f"{name!r} is no winner", where=source.place(row, "winner"), remedy=f"one of {known}")
    return np.array([_WINNERS[name] for name in winners.index], dtype=np.int8)[codes]


def _clusters(coded: Coded) -> Clusters:
    return Clusters(coded.codes(), len(coded.index))


def _located(source: JudgementFile, make: Callable[[], _D]) -> _D:
    """What ``make`` gives, its errors with the file's name."""
    try:
        return make()
    except InputError as error:
        where = f"{source.path}: {error.where}" if error.where else str(source.path)
        raise InputError(error.what, where=where, remedy=error.remedy) from None
