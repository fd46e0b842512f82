"""The similarity port: how alike two texts about code are.

A built-in lives in ``similarities/<name>.py``; third parties use the entry-point group ``assay.similarities``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assay.errors import ToolUnavailable
from assay.registry import Registry


class Similarity(Protocol):
    """Compares texts. Every method may be called from several threads at once."""

    name: str
    decisive: bool
    """Whether its numbers may settle a match alone; otherwise they order, and what is not clear goes to a person."""

    def available(self) -> bool:
        """Whether what it needs is installed; must be quick."""
        ...

    def compare(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
        """One number per pair, shape (left, right), on the scale of a sentence embedding's cosine.

        On that scale texts without a common subject have about 0.10 and two wordings of one problem 0.55 or more.

        Raises:
            ToolUnavailable: what it needs is not installed.
        """
        ...


SIMILARITIES: Final[Registry[Similarity]] = Registry(
    "similarity", "assay.judgement.matching.similarities", "assay.similarities"
)


def best_similarity() -> Similarity:
    """A decisive similarity if one is available here, otherwise one that orders; the first by name of its sort.

    Raises:
        ToolUnavailable: none is available.
    """
    usable = [one for one in SIMILARITIES if one.available()]
    if not usable:
        raise ToolUnavailable("no text similarity is available", remedy=f"known: {', '.join(SIMILARITIES.names())}")
    return next((one for one in usable if one.decisive), usable[0])
