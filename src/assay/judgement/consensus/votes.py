"""Who gave which label to what, as codes; some units have a known label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.errors import InputError

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Vote:
    """One reviewer's label for one unit."""

    unit: str
    reviewer: str
    label: str


@dataclass(frozen=True, eq=False)
class Votes:
    """n votes as codes into the names, shape (n,) each; ``known[u]``: code of the unit's known label, -1 if unknown."""

    units: tuple[str, ...]
    reviewers: tuple[str, ...]
    labels: tuple[str, ...]
    unit: Codes
    reviewer: Codes
    label: Codes
    known: Codes

    def shares(self) -> Floats:
        """For each unit the share of its votes for each label, shape (U, q); known labels are certain."""
        width = len(self.labels)
        counts = np.bincount(self.unit * width + self.label, minlength=len(self.units) * width)
        votes = counts.reshape(len(self.units), width).astype(np.float64)
        return self.clamped(votes / votes.sum(axis=1, keepdims=True))

    def clamped(self, posterior: Floats) -> Floats:
        """The posterior with known labels made certain."""
        sure = np.flatnonzero(self.known >= 0)
        posterior[sure] = 0
        posterior[sure, self.known[sure]] = 1
        return posterior


def gather_votes(votes: Sequence[Vote], labels: Sequence[str] = (), gold: Mapping[str, str] | None = None) -> Votes:
    """Votes as codes, units and reviewers in order of appearance. ``labels`` may name more than occur.

    Raises:
        InputError: no votes, fewer than two labels, or a label of a vote or of ``gold`` that ``labels`` does not name.
    """
    if not votes:
        raise InputError("no votes", remedy="give at least one")
    known = gold or {}
    names = tuple(labels) or tuple(sorted({one.label for one in votes} | set(known.values())))
    if len(names) < 2:
        raise InputError(f"only one label, {names[0]!r}", remedy="name all labels that could have been given")
    code = {name: at for at, name in enumerate(names)}
    for label in [*(one.label for one in votes), *known.values()]:
        if label not in code:
            raise InputError(f"label {label!r} is unknown", remedy=f"known: {', '.join(names)}")
    units = {name: at for at, name in enumerate(dict.fromkeys(one.unit for one in votes))}
    reviewers = {name: at for at, name in enumerate(dict.fromkeys(one.reviewer for one in votes))}
    n = len(votes)
    return Votes(
        units=tuple(units),
        reviewers=tuple(reviewers),
        labels=names,
        unit=np.fromiter((units[one.unit] for one in votes), np.int64, n),
        reviewer=np.fromiter((reviewers[one.reviewer] for one in votes), np.int64, n),
        label=np.fromiter((code[one.label] for one in votes), np.int64, n),
        known=np.fromiter((code[known[unit]] if unit in known else -1 for unit in units), np.int64, len(units)),
    )
