"""Judges what a schedule leads to, and says what tells it.

The judge needs no specification: what two operations lead to when they meet must be what some order of them, one after
the other, leads to as well (linearizability; Herlihy and Wing, TOPLAS 1990), and no deadlock that no order has.
"""

from __future__ import annotations

from typing import Any

from .outcome import shown
from .scenario import Observed, Outcome, Scenario
from .subject import KEYS, Callback, Operation

__all__ = ["happened", "holds_stored", "judge", "nothing_changed", "telling"]


def nothing_changed(steps: tuple[tuple[int, int], ...], points: int) -> bool:
    """Whether the same locks are held at this point as at the one before: who was turned away at once will be again.

    An operation that is stopped because it never ends passes points that are not written down.
    """
    if not 1 < points <= len(steps):
        return False
    holding, epoch = steps[points - 1]
    return holding > 0 and steps[points - 2] == (holding, epoch)


def holds_stored(ending: Any, before: tuple[Operation, ...]) -> bool:  # noqa: ANN401 - a value of Identities
    """Whether what was returned contains a value that was stored before."""
    stored = [value.value if isinstance(value, Callback) else value for one in before for value in one.arguments]
    texts = [value for value in stored if isinstance(value, str) and value not in KEYS]
    return ending is not None and any(repr(text) in repr(ending) for text in texts)


def judge(observed: Observed, orders: list[Observed], scenario: Scenario) -> str | None:
    """The kind of what is wrong; None when an order leads there too."""
    allowed = [order.outcome for order in orders]
    outcome = observed.outcome
    if outcome in allowed:
        return None
    if outcome.seen is None:
        return "deadlock" if all(one.seen is not None for one in allowed) else None
    raised = {ending[1] for ending in outcome.endings if ending and ending[0] == "raised"}
    usual = {ending[1] for one in allowed for ending in one.endings if ending and ending[0] == "raised"}
    if raised - usual - {"Abandoned"}:
        return "exception"
    made_alike = any((one.endings, one.seen) == (outcome.endings, outcome.seen) for one in allowed)
    if made_alike or any(one.calls_back for one in scenario.operations):
        same = scenario.operations[0].name == scenario.operations[1].name
        return "calls" if same and _count(outcome) > max(map(_count, allowed)) else None
    return "outcome"


def _count(outcome: Outcome) -> int:
    return sum(count for _, count in outcome.calls)


def telling(scenario: Scenario, outcome: Outcome, allowed: list[Outcome]) -> str:
    """The first call whose end no order gives it."""
    for place, (operation, ending) in enumerate(zip(scenario.operations, outcome.endings, strict=False)):
        if all(one.endings[place] != ending for one in allowed):
            return f"{operation.shown} {shown(ending)}"
    return ""


def happened(scenario: Scenario, outcome: Outcome) -> str:
    """How each operation ended, and what was called more than once."""
    parts = [f"{one.shown} {shown(end)}" for one, end in zip(scenario.operations, outcome.endings, strict=False)]
    parts += [f"{name} called {count} times" for name, count in outcome.calls if count > 1 or len(outcome.calls) > 1]
    return "; ".join(parts)
