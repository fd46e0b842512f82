"""How many planted tasks a person is shown among others: the share that their project asks for, no more. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """What a person has done in a project: ``claimed`` tasks, ``planted`` ones among them, at ``percent``."""

    percent: int
    claimed: int
    planted: int

    @property
    def debt(self) -> float:
        """Planted tasks that are missing so far; below zero when there were more than asked for."""
        return self.claimed * self.percent / 100 - self.planted

    def among(self, ordinary: int) -> int:
        """Planted tasks to show among so many ordinary ones."""
        return max(0, int(ordinary * self.percent / (100 - self.percent) + self.debt + 0.5))

    @property
    def chance(self) -> float:
        """That the next task is a planted one."""
        return min(1.0, max(0.0, self.debt + self.percent / 100))


@dataclass(frozen=True)
class Offer:
    """A planted task that could be shown. ``digest`` names the code in which the defect was planted."""

    task: int
    project: int
    digest: str


def to_show(
    offers: Collection[Offer], ordinary: Mapping[int, int], shares: Mapping[int, Share], person: int
) -> set[int]:
    """Which of ``offers`` to show beside so many ordinary tasks of each project; the same ones as long as nothing
    changes, others for others, and no code twice.
    """
    shown: set[int] = set()
    codes: set[str] = set()
    left = {project: share.among(ordinary.get(project, 0)) for project, share in shares.items()}
    for one in sorted(offers, key=lambda offer: _place(offer.task, person)):
        if left.get(one.project, 0) and one.digest not in codes:
            shown.add(one.task)
            codes.add(one.digest)
            left[one.project] -= 1
    return shown


def _place(task: int, person: int) -> bytes:
    return hashlib.sha256(f"{task} {person}".encode()).digest()
