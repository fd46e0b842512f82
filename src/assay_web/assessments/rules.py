"""Pure decisions about assessments: which item comes next, and what people's judgements add up to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from assay.workflows.assess import MIDDLE, PAIRS

SHARE_OF_DEFECTS: Final = 0.5
"""Of items while both tests go on. Both need about a dozen, and whichever took fewer would have to be caught up with
at the end, where it would tell of itself."""

FILLERS: Final = 0.25
"""Share of items of the kind whose test is decided already, so that nobody can rely on what kind comes."""

BEST: Final = 5
"""Of so many most telling items one is drawn, so that none is seen by everybody (Kingsbury & Zara, "Procedures for
selecting items for computerized adaptive tests", Applied Measurement in Education 2 (1989))."""

PILOT_ITEMS: Final = 12
POINTS: Final = 2
"""For a clear explanation or answer; 1 for one that is partly so."""


@dataclass(frozen=True)
class OnOffer:
    """An item that this person can still be given; ``taken`` counts everybody's takes."""

    item: int
    clean: bool
    difficulty: float
    taken: int


@dataclass(frozen=True)
class Kinds:
    """Whether items with a defect, and clean ones, are still needed, and whether any may be given at all."""

    defects: bool
    twins: bool
    more_defects: bool = True
    more_twins: bool = True


def choose(pool: Sequence[OnOffer], kinds: Kinds, dice: random.Random) -> int | None:
    """The item to give next; None when no test that goes on can have another.

    Defects near the middle between failing and passing first (Eggen, "Item selection in adaptive testing with the
    sequential probability ratio test", Applied Psychological Measurement 23 (1999)); twins evenly.
    """
    defects = [one for one in pool if not one.clean] if kinds.more_defects else []
    twins = [one for one in pool if one.clean] if kinds.more_twins else []
    if not (kinds.defects and defects) and not (kinds.twins and twins):
        return None
    drawn = _by_kind(kinds, dice)
    if drawn and defects:
        best = sorted(defects, key=lambda one: (abs(one.difficulty - MIDDLE), one.taken, one.item))[:BEST]
        return dice.choice(best).item
    if not twins:
        return dice.choice(sorted(defects, key=lambda one: (one.taken, one.item))[:BEST]).item
    return dice.choice(sorted(twins, key=lambda one: (one.taken, one.item))[:BEST]).item


def _by_kind(kinds: Kinds, dice: random.Random) -> bool:
    """Whether a defect comes next."""
    if kinds.defects and kinds.twins:
        return dice.random() < SHARE_OF_DEFECTS
    return dice.random() < (1 - FILLERS if kinds.defects else FILLERS)


def choose_for_pilot(pool: Sequence[OnOffer], dice: random.Random) -> int | None:
    """The item that fewest people have taken."""
    if not pool:
        return None
    fewest = min(one.taken for one in pool)
    return dice.choice([one for one in pool if one.taken == fewest]).item


def settled_score(values: Sequence[str], judges: int) -> int | None:
    """Points by people who did not see each other's: the first where one is enough; else what two agree on, or the
    middle of three. None while more are needed.
    """
    points = [int(one) for one in values]
    if judges == 1:
        return points[0] if points else None
    for value, count in Counter(points).items():
        if count > 1:
            return value
    return sorted(points)[1] if len(points) > 2 else None


@dataclass(frozen=True)
class Written:
    """Points for explanations and written answers."""

    points: int
    of: int

    def enough(self, percent: int) -> bool:
        """Whether they reach the share that is asked for; where nothing was written, nothing is."""
        return self.points * 100 >= self.of * percent


def fewest_sources(most_defects: int, most_twins: int, *, pairs: bool = False) -> int:
    """Pieces of code that the shortest way to pass takes: five catches of mean difficulty and twelve quiet twins, or as
    many as there may be, and where pairs are ranked as many as are right at once.
    """
    return min(most_defects, 5) + min(most_twins, 12) + (PAIRS.pairs - PAIRS.most_wrong if pairs else 0)


class _Length(Protocol):
    """What the length of an attempt follows from."""

    most_defects: int
    most_twins: int
    pairs: bool


def most_items(asked: _Length) -> int:
    """Items of the longest attempt."""
    return asked.most_defects + asked.most_twins + (PAIRS.pairs if asked.pairs else 0)


def next_try(decided: datetime, wait_days: int) -> datetime:
    """When an attempt that failed may be followed by another."""
    return decided + timedelta(days=wait_days)


@dataclass(frozen=True)
class Worth:
    """What one graded item says for and against a person."""

    caught: bool
    quiet: bool
    true: int
    worthless: int

    @classmethod
    def of(cls, *, caught: bool | None, alarmed: bool | None, kinds: Sequence[str]) -> Worth:
        """``kinds`` are the classes of the findings; what people have to say yet counts for nothing."""
        count = Counter(kinds)
        return cls(bool(caught), not alarmed, count["hit"] + count["valid"], count["false"] + count["nitpick"])

    def is_better_than(self, other: Worth) -> bool:
        """Whether something came out better, and nothing worse."""
        return self != other and (
            self.caught >= other.caught
            and self.quiet >= other.quiet
            and self.true >= other.true
            and self.worthless <= other.worthless
        )


VALUES: Final[Mapping[str, str]] = {
    "valid": "True, and not known yet",
    "duplicate": "Says again what the same person has said",
    "nitpick": "True, but nothing depends on it",
    "false": "Not so",
}
"""What a claim can turn out to be, beside naming a known defect."""

SCORES: Final[Mapping[str, str]] = {
    "2": "Clear: says why it fails and what the change does",
    "1": "Partly: the reason or the effect is missing",
    "0": "Wrong, or says nothing",
}
