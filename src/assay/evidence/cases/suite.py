"""What tests of values consist of: calls, checks of what they return, suites that stop at the first that fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assay.evidence.caller import Inputs, Outcome


class Check(Protocol):
    """One statement about what calls return, judged outside the sandbox."""

    @property
    def calls(self) -> tuple[Inputs, ...]:
        """Arguments of the calls that it needs, in their order."""
        ...

    def complaint(self, outcomes: Sequence[Outcome]) -> str:
        """What is wrong with the outcomes of these calls; empty if nothing is."""
        ...


@dataclass(frozen=True)
class Suite:
    """One test: ``checks`` in order, of which the first that fails is told."""

    name: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Subject:
    """The function that all checks are about. ``path`` may be empty where only its name is known."""

    path: str
    entry: str


@dataclass(frozen=True)
class Cases:
    """All tests of a task as values. ``exact``: what is returned is judged as Python sees it: no iterator is read out
    and no coroutine awaited."""

    subject: Subject
    suites: tuple[Suite, ...]
    exact: bool = False
