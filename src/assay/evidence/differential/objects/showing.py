"""A witness of two classes, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from assay.evidence.caller import Encoded
from assay.evidence.differential import telling
from assay.evidence.differential.objects.pairing import ObjectSide
from assay.evidence.differential.objects.searching import ObjectWitness
from assay.evidence.differential.objects.telling import made, property_names, step, usage_told, variable
from assay.evidence.object_caller import AGAIN, SPOIL, WAIT, Life

_QUIET = frozenset({AGAIN, SPOIL, WAIT})


@dataclass(frozen=True)
class StepShown:
    """A step as it is written, and what came of it on both sides."""

    call: str
    first: str
    second: str
    differs: bool


def properties(side: ObjectSide) -> frozenset[str]:
    """What is read, not called."""
    return property_names({one.name: one for one in side.blueprint.operations})


def usage(witness: ObjectWitness, side: ObjectSide) -> str:
    """The calls up to the one that differs; an attribute that differs is read last."""
    entry = side.blueprint.entry
    told = usage_told(witness.usage, entry, properties(side), witness.apart.at)
    return f"{told}; {variable(entry)}.{witness.apart.attribute}" if witness.apart.attribute else told


def last(witness: ObjectWitness, side: ObjectSide) -> str:
    """The call that differs."""
    entry, at = side.blueprint.entry, witness.apart.at
    if witness.apart.attribute:
        return f"{variable(entry)}.{witness.apart.attribute}"
    return (
        step(witness.usage.steps[at - 1], entry, witness.usage, properties(side)) if at else made(entry, witness.usage)
    )


def came_of(witness: ObjectWitness, life: Life) -> str:
    """What came of the call that differs."""
    if witness.apart.attribute:
        return f"has {telling.value(life.state[witness.apart.attribute])}"
    return telling.outcome(life.outcomes[witness.apart.at])


def steps(witness: ObjectWitness, side: ObjectSide) -> tuple[StepShown, ...]:
    """Every step up to the one that differs, which is the last."""
    entry = side.blueprint.entry
    calls = [made(entry, witness.usage)]
    calls += [step(one, entry, witness.usage, properties(side)) for one in witness.usage.steps]
    found = []
    for at, call in enumerate(calls[: witness.apart.at]):
        quiet = not at or witness.usage.steps[at - 1].operation in _QUIET
        first, second = (_step(life, at, quiet=quiet) for life in (witness.first, witness.second))
        found.append(StepShown(call, first, second, differs=False))
    first, second = (came_of(witness, life) for life in (witness.first, witness.second))
    return (*found, StepShown(last(witness, side), first, second, differs=True))


def _step(life: Life, at: int, *, quiet: bool) -> str:
    one = life.outcomes[at]
    nothing: Encoded = ["n"]
    return "" if quiet and one.value == nothing and not one.printed else telling.outcome(one)
