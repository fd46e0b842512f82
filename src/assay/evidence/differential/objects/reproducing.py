"""A witness of two classes as a pytest file, where what is expected can be written down."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from pathlib import PurePosixPath

from assay.domain.finding import Reproducer
from assay.evidence.caller import Ended, Outcome
from assay.evidence.differential import telling
from assay.evidence.differential.objects import showing
from assay.evidence.differential.objects.judging import plain
from assay.evidence.differential.objects.pairing import ObjectSide
from assay.evidence.differential.objects.searching import ObjectWitness
from assay.evidence.differential.objects.telling import STATEMENTS, made, step, variable
from assay.evidence.object_caller import AGAIN, SPOIL, WAIT, Life, Need, StandIn, Step

_LONGEST = 4000
_CLOCKS = ("time", "monotonic", "perf_counter")


def object_reproducer(side: ObjectSide, witness: ObjectWitness, expected: Life) -> Reproducer | None:
    """A test that takes the same steps and expects of the last one what ``expected`` did; None where it cannot be
    written: values that are not plain, calls that print or change arguments, coroutines, calendars.
    """
    lines = _lines(side, witness, expected)
    if lines is None:
        return None
    module = ".".join(PurePosixPath(side.blueprint.path).with_suffix("").parts)
    timed = any(one.operation == WAIT for one in witness.usage.steps)
    head = ["import time", ""] if timed else []
    head += ["import pytest", ""] if any("pytest." in line for line in lines) else []
    body = [f"from {module} import {side.blueprint.entry}", "", *lines]
    if timed:
        clocks = ", ".join(map(repr, _CLOCKS))
        body = [
            "now = [1000.0]",
            f"for clock in ({clocks}):",
            "    monkeypatch.setattr(time, clock, lambda: now[0])",
            *body,
        ]
    name = f"test_{side.blueprint.entry.lower()}"
    test = [f"def {name}({'monkeypatch' if timed else ''}):", *(f"    {line}".rstrip() for line in body)]
    text = "\n".join([*head, "", *test, ""]).lstrip("\n")
    return Reproducer(files={f"{name}_shown.py": text}) if len(text) <= _LONGEST else None


def _lines(side: ObjectSide, witness: ObjectWitness, expected: Life) -> list[str] | None:
    usage, at, entry = witness.usage, witness.apart.at, side.blueprint.entry
    handed = [value for one in usage.steps for value in one.arguments] + list(usage.made)
    if any(isinstance(value, StandIn) and value.need is Need.COROUTINE for value in handed):
        return None
    waits = any(one.operation == WAIT for one in usage.steps)
    if waits and "datetime" in side.files[side.blueprint.path]:
        return None
    if witness.apart.attribute:
        form = expected.state[witness.apart.attribute]
        steps: list[Step] = [*usage.steps]
        last = f"assert {variable(entry)}.{witness.apart.attribute} == {telling.value(form)}" if _exact(form) else None
    else:
        steps = [*usage.steps[: max(at - 1, 0)]]
        last = _expected(side, witness, expected.outcomes[at])
    if last is None:
        return None
    before = [f"{variable(entry)} = {made(entry, usage)}"] if at else []
    for number, one in enumerate(steps, 1):
        before += _shielded(_taken(one, side, witness), expected.outcomes[number])
    return [*before, *last.split("\n")]


def _taken(one: Step, side: ObjectSide, witness: ObjectWitness) -> str:
    entry, usage = side.blueprint.entry, witness.usage
    match one.operation:
        case "@wait":
            return f"now[0] += {one.arguments[0]!r}"
        case "@spoil":
            return "given.append('spoilt') if isinstance(given, list) else given.update({'spoilt': 'spoilt'})"
        case _:
            written = step(one, entry, usage, showing.properties(side))
            after = usage.steps[usage.steps.index(one) + 1 :][:1]
            return f"given = {written}" if after and after[0].operation == SPOIL else written


def _shielded(written: str, outcome: Outcome) -> Iterator[str]:
    """A step that raises on the way is expected to."""
    if outcome.ended is not Ended.RAISED:
        yield written
        return
    yield f"with pytest.raises({outcome.error if hasattr(builtins, outcome.error) else 'Exception'}):"
    yield f"    {written}"


def _expected(side: ObjectSide, witness: ObjectWitness, outcome: Outcome) -> str | None:
    entry, at = side.blueprint.entry, witness.apart.at
    one = witness.usage.steps[at - 1] if at else Step(AGAIN)
    written = step(one, entry, witness.usage, showing.properties(side))
    if outcome.printed or outcome.changed is not None:
        return None
    if outcome.ended is Ended.RAISED and hasattr(builtins, outcome.error):
        return f"with pytest.raises({outcome.error}):\n    {written}"
    if outcome.ended is not Ended.RETURNED:
        return None
    if one.operation in STATEMENTS:
        return written
    return f"assert ({written}) == {telling.value(outcome.value)}" if _exact(outcome.value) else None


def _exact(form: object) -> bool:
    told = telling.value(form)  # type: ignore[arg-type]
    return plain(form) and "nan" not in told and "inf" not in told  # type: ignore[arg-type]
