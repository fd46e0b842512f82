"""Shorter usages with simpler arguments, the boldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import cast

from assay.evidence.differential.kinds import Value
from assay.evidence.differential.shrinking import smaller
from assay.evidence.object_caller import Argument, StandIn, Step, Usage

_EACH = 8


def size(usage: Usage) -> tuple[int, int, int, str]:
    """The fewer steps and the less there is to read, the smaller; ties by text: the answer is always the same."""
    text = repr(usage)
    return len(usage.steps), len(text), sum(not letter.isalpha() for letter in text), text


def shorter(usage: Usage) -> Iterator[Usage]:
    """Usages with some steps left out."""
    steps = usage.steps
    width = max(len(steps) // 2, 1)
    while width:
        for at in range(0, len(steps) - width + 1, max(width // 2, 1)):
            yield replace(usage, steps=(*steps[:at], *steps[at + width :]))
        width //= 2


def simpler(usage: Usage) -> Iterator[Usage]:
    """Usages with one value made smaller: in one place, or wherever it stands."""
    for at, value in enumerate(usage.made):
        for less in _smaller(value):
            yield replace(usage, made=(*usage.made[:at], less, *usage.made[at + 1 :]))
    values = {repr(value): value for step in usage.steps for value in step.arguments}
    for text, value in values.items():
        for less in _smaller(value):
            yield _replaced(usage, lambda one, text=text, less=less: less if repr(one) == text else one)  # type: ignore[misc]
    for number, step in enumerate(usage.steps):
        for at, value in enumerate(step.arguments):
            for less in _smaller(value):
                changed = Step(step.operation, (*step.arguments[:at], less, *step.arguments[at + 1 :]))
                yield replace(usage, steps=(*usage.steps[:number], changed, *usage.steps[number + 1 :]))
        if step.arguments and not step.operation.startswith(("_", "@")):
            fewer = Step(step.operation, step.arguments[:-1])
            yield replace(usage, steps=(*usage.steps[:number], fewer, *usage.steps[number + 1 :]))


def _replaced(usage: Usage, change: Callable[[Argument], Argument]) -> Usage:
    return replace(usage, steps=tuple(Step(one.operation, tuple(map(change, one.arguments))) for one in usage.steps))


def _smaller(value: Argument) -> Iterator[Argument]:
    """Simpler values of the same sort: what is positive, or not empty, stays so."""
    if isinstance(value, StandIn):
        return
    plain = cast("Value", value)
    yield from (
        less for less in islice(smaller(plain), _EACH) if bool(less) == bool(plain) and _sign(less) == _sign(plain)
    )


def _sign(value: Value) -> int:
    return (value > 0) - (value < 0) if isinstance(value, int | float) else 0
