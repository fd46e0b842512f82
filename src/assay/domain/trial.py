"""A trial: what one candidate made of an input or a snippet that a reviewer typed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, JsonValue

from assay.domain.record import Record, Text


class TrialEnd(StrEnum):
    """How a trial ended."""

    RETURNED = "returned"
    RAISED = "raised"
    TIMED_OUT = "timed-out"
    DIED = "died"
    """The process ended, by itself or by a limit."""
    NOT_RUN = "not-run"
    """It could not be tried here; the message says why."""


class Table(Record):
    """Rows that a statement returned; ``more`` counts those left out."""

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[JsonValue, ...], ...]
    more: Annotated[int, Field(ge=0)] = 0


class Tried(Record):
    """One candidate's answer. All texts are bounded and made visible: they come from where the candidate ran."""

    ended: Annotated[TrialEnd, Field(strict=False)]
    value: Text = ""
    """The value of the last expression as the language prints it; empty if there is none."""
    error: Text = ""
    """Name of the exception."""
    message: Text = ""
    path: Text = ""
    line: Annotated[int, Field(ge=1)] | None = None
    """The candidate's last line that the exception came through, 1-based."""
    output: Text = ""
    tables: tuple[Table, ...] = ()
    plan: Text = ""
    """The engine's plan of the candidate's query."""
    opening: Text = ""
    """The first part of a test of this candidate: imports, and what comes before the last expression."""
    claim: Text = ""
    """The rest of a test, of any candidate: the last expression gives this answer. Empty where it cannot be written."""
    wall_s: Annotated[float, Field(ge=0, strict=False)] = 0
