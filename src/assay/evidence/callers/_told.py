"""What the programs in the sandbox say of their calls, read with suspicion: it comes from where the candidate ran."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from assay.domain.run import Outcome as Stop
from assay.evidence.caller import Ended, Inputs, Outcome
from assay.evidence.callers._python.codec import encode
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution


class Line(BaseModel):
    """What came of one call."""

    model_config = ConfigDict(extra="ignore")

    ended: Ended
    value: JsonValue = None
    changed: JsonValue = None
    error: str = ""
    message: str = ""
    printed: str = ""
    line: Annotated[int, Field(ge=1)] | None = None


def outcomes(execution: Execution, asked: int) -> list[Outcome]:
    """One for each call that was asked for: those after the last line died with the process, or were never made."""
    found: list[Outcome] = []
    for line in execution.report.splitlines()[:asked]:
        try:
            told = Line.model_validate_json(line)
        except ValidationError:
            break
        found.append(outcome(told))
    if len(found) < asked:
        found.append(ended_with(execution))
    return found + [Outcome(Ended.UNKNOWN)] * (asked - len(found))


def outcome(told: Line) -> Outcome:
    """With its texts bounded and made visible."""
    return Outcome(
        told.ended,
        told.value,
        told.changed,
        visible(told.error, 200),
        visible(told.message, 300),
        visible(told.printed, 10_000),
        told.line,
    )


def encoded(inputs: Sequence[Inputs]) -> list[list[list[object]]]:
    """Inputs as the programs read them."""
    return [[encode(one) for one in arguments] for arguments in inputs]


def ended_with(execution: Execution) -> Outcome:
    """What came of the call in which the process ended."""
    if execution.stop is Stop.TIMED_OUT:
        return Outcome(Ended.TIMED_OUT)
    status = execution.exit_status
    reason = execution.reason or f"the process ended with status {status}"
    return Outcome(Ended.DIED, error=str(execution.stop or "process ended"), message=visible(reason, 300))
