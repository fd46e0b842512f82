"""What the programs in the sandbox say of a trial, read with suspicion: it comes from where the candidate ran."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assay.domain.run import Outcome
from assay.domain.trial import TrialEnd, Tried
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution

_LONGEST = 8000
_MOST_PRINTED = 20_000


class Parts(BaseModel):
    """A snippet as its language reads it: what comes before the last expression, and that; empty if there is none."""

    model_config = ConfigDict(extra="ignore")

    setup: str = ""
    last: str = ""


class Told(BaseModel):
    """What came of it; ``literal`` is the value as code, if it can be written as such."""

    model_config = ConfigDict(extra="ignore")

    ended: Literal["returned", "raised"]
    value: str = ""
    literal: str = ""
    awaited: bool = False
    error: str = ""
    message: str = ""
    path: str = ""
    line: Annotated[int, Field(ge=1)] | None = None


Line = TypeVar("Line", bound=BaseModel)


def read(execution: Execution, kind: type[Line], number: int = 0) -> Line | None:
    """A line of the report; None if the process ended before it, or wrote something else."""
    try:
        return kind.model_validate_json(execution.report.splitlines()[number])
    except (IndexError, ValidationError):
        return None


def tried(execution: Execution, told: Told | None, opening: str = "", claim: str = "") -> Tried:
    """One candidate's answer, its texts bounded and made visible."""
    printed = visible(execution.stdout + execution.stderr, _MOST_PRINTED)
    if told is None:
        return _ended(execution, printed)
    return Tried(
        ended=TrialEnd(told.ended),
        value=visible(told.value, _LONGEST),
        error=visible(told.error, 200),
        message=visible(told.message, _LONGEST),
        path=visible(told.path, 300),
        line=told.line,
        output=printed,
        opening=opening,
        claim=claim,
        wall_s=execution.wall_s,
    )


def _ended(execution: Execution, printed: str) -> Tried:
    late = execution.stop is Outcome.TIMED_OUT
    reason = execution.reason or f"the process ended with status {execution.exit_status}"
    ended = TrialEnd.TIMED_OUT if late else TrialEnd.DIED
    if execution.stop in {Outcome.SANDBOX_ERROR, Outcome.NOT_RUN}:
        ended = TrialEnd.NOT_RUN
    return Tried(ended=ended, message=visible(reason, 300), output=printed, wall_s=execution.wall_s)
