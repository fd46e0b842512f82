"""What the Python program in the sandbox is asked of objects, and what it says of them, read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import cast

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from assay.evidence.caller import Ended, Outcome
from assay.evidence.callers._python.codec import encode
from assay.evidence.callers._told import Line, ended_with, outcome
from assay.evidence.object_caller import Argument, Blueprint, Life, Need, StandIn, Usage
from assay.evidence.sandbox import Execution


class _State(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: dict[str, JsonValue]


def question(blueprint: Blueprint, usages: Sequence[Usage], seconds: float) -> bytes:
    """As the program reads it."""
    asked = [
        {
            "made": (made := [tagged(one, ()) for one in usage.made]),
            "steps": [[step.operation, [tagged(one, made) for one in step.arguments]] for step in usage.steps],
        }
        for usage in usages
    ]
    where = {"path": blueprint.path, "entry": blueprint.entry, "anew": blueprint.shared}
    return json.dumps({**where, "usages": asked, "seconds": seconds}).encode()


def tagged(argument: Argument, made: Sequence[JsonValue]) -> JsonValue:
    """The tagged form; F is a function, P another object that is made in the same way."""
    match argument:
        case StandIn(need=Need.PEER):
            return ["P", list(made)]
        case StandIn(need=need, result=result):
            return ["F", result, need is Need.COROUTINE]
        case _:
            return cast("JsonValue", encode(argument))


def lives(execution: Execution, usages: Sequence[Usage]) -> list[Life]:
    """One for each usage: what was not told died with the process, or was never done."""
    lines = iter(execution.report.splitlines())
    found: list[Life] = []
    for usage in usages:
        outcomes: list[Outcome] = []
        state = _read(lines, outcomes, 1 + len(usage.steps))
        if state is None:
            found.append(Life((*outcomes, ended_with(execution))))
            break
        found.append(Life(tuple(outcomes), state))
    return found + [Life((Outcome(Ended.UNKNOWN),))] * (len(usages) - len(found))


def _read(lines: Iterator[bytes], outcomes: list[Outcome], most: int) -> dict[str, JsonValue] | None:
    """The outcomes up to the state; None if the report breaks off, or is none."""
    for line in lines:
        try:
            if line.startswith(b'{"state"'):
                return _State.model_validate_json(line).state
            outcomes.append(outcome(Line.model_validate_json(line)))
        except ValidationError:
            return None
        if len(outcomes) > most:
            return None
    return None
