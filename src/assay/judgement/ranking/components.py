"""Which models can be placed on one scale at all, and why the others cannot.

Maximum likelihood has a finite answer only for models that can be reached from each other by wins: Ford, "Solution of a
Ranking Problem from Binary Comparisons", American Mathematical Monthly 64 (1957), for pairs; Hunter, "MM algorithms for
generalized Bradley-Terry models", Annals of Statistics 32 (2004), assumption 1 and §5, for rankings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from assay.judgement.ranking.comparisons import Floats

_NAMED = 4


@dataclass(frozen=True)
class Groups:
    """Models by index. Each of ``scales`` can be ranked in itself; ``alone`` says why a model can be in none.

    ``notes`` name what was divided, for people; empty if one scale holds everybody.
    """

    scales: tuple[tuple[int, ...], ...]
    alone: dict[int, str]
    notes: tuple[str, ...]


def find_groups(models: tuple[str, ...], beaten: Floats, *, shrunk: bool = False) -> Groups:
    """Divide models by ``beaten``, where cell (i, j) is above 0 if i won or tied against j at least once.

    With ``shrunk`` (a prior) a model that always wins still gets a finite skill; islands stay apart.
    """
    met = beaten > 0
    if _all_reached(met) and _all_reached(met.T):
        return Groups((tuple(range(len(models))),), {}, ())
    graph = csr_array(met.astype(np.int8))
    _, island = connected_components(graph, directed=False)
    _, strong = connected_components(graph, directed=True, connection="strong")
    label = island if shrunk else strong
    members = [tuple(np.flatnonzero(label == one).tolist()) for one in dict.fromkeys(label.tolist())]
    scales = sorted((group for group in members if len(group) > 1), key=lambda group: (-len(group), group))
    alone = {group[0]: _why_alone(models, beaten, group[0]) for group in members if len(group) == 1}
    notes = [*_island_notes(models, island)]
    if not shrunk:
        notes += _separation_notes(models, beaten, island, [list(group) for group in members])
    return Groups(tuple(scales), alone, tuple(notes))


def listed(names: list[str]) -> str:
    """Some of the names, and how many more there are."""
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _all_reached(graph: NDArray[np.bool_]) -> bool:
    """Whether every model can be reached from the first."""
    seen = np.arange(len(graph)) == 0
    while not seen.all():
        more = seen | graph[seen].any(axis=0)
        if np.array_equal(more, seen):
            return False
        seen = more
    return True


def _why_alone(models: tuple[str, ...], beaten: Floats, one: int) -> str:
    above, below = np.flatnonzero(beaten[:, one] > 0), np.flatnonzero(beaten[one] > 0)
    if not len(above) and not len(below):
        return "has no comparison that counts"
    if not len(above):
        return f"won every comparison (against {_names(models, below)}): no upper bound for its skill"
    if not len(below):
        return f"lost every comparison (against {_names(models, above)}): no lower bound for its skill"
    return f"never beat {_names(models, above)}, never lost to {_names(models, below)}: nothing bounds its distance"


def _names(models: tuple[str, ...], members: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    return listed([models[member] for member in members])


def _island_notes(models: tuple[str, ...], island: np.ndarray[tuple[int], np.dtype[np.int32]]) -> list[str]:
    count = int(island.max()) + 1
    if count == 1:
        return []
    parts = [f"{{{listed([models[i] for i in np.flatnonzero(island == one)])}}}" for one in range(count)]
    return [f"no comparison connects {listed(parts)}: each is ranked for itself"]


def _separation_notes(
    models: tuple[str, ...],
    beaten: Floats,
    island: np.ndarray[tuple[int], np.dtype[np.int32]],
    members: list[list[int]],
) -> list[str]:
    notes = []
    for group in members:
        others = np.setdiff1d(np.flatnonzero(island == island[group[0]]), group)
        won = len(others) and not beaten[others][:, group].any()
        if won:
            names, rest = listed([models[i] for i in group]), _names(models, others)
            notes.append(f"{{{names}}} never lost to {{{rest}}}: no finite distance between them, --map gives one")
    return notes
