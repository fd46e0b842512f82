"""The caller port: calls one function of a candidate with given values in the sandbox, and tells what came of it.

A built-in lives in ``callers/<name>.py``; third parties use the entry-point group ``assay.callers``. Values go in and
come out in a tagged form (see :mod:`assay.evidence.callers._python.codec`), so that languages can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from pydantic import JsonValue

from assay.domain.task import Language
from assay.evidence.differential.kinds import Kind, Value
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Sandbox
from assay.registry import Registry

Encoded = JsonValue
"""A value in its tagged form, such as ``["i", "42"]``."""


class Ended(StrEnum):
    """How a call ended."""

    RETURNED = "returned"
    RAISED = "raised"
    TIMED_OUT = "timed out"
    DIED = "died"
    """The process ended, by itself or by a signal."""
    UNKNOWN = "unknown"
    """It was not made, because an earlier one ended the process."""


@dataclass(frozen=True)
class Outcome:
    """What came of one call. ``changed``: the arguments afterwards, where the call changed them; ``error`` names the
    exception or the reason, ``printed`` is standard output, ``line`` the candidate's line that raised, if it is known.
    """

    ended: Ended
    value: Encoded = None
    changed: Encoded = None
    error: str = ""
    message: str = ""
    printed: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Parameter:
    """``kind`` is what annotations say; ``optional`` if it has a default."""

    name: str
    kind: Kind
    optional: bool = False


@dataclass(frozen=True)
class Signature:
    """A function that can be called: where it stands, and what it takes."""

    path: str
    entry: str
    parameters: tuple[Parameter, ...]


class Caller(Protocol):
    """Calls functions of one language, or of several alike."""

    name: str
    languages: frozenset[Language]

    def missing(self) -> MissingToolchain | None:
        """What is not installed here."""
        ...

    def signatures(self, files: Mapping[str, str]) -> tuple[Signature, ...]:
        """Functions that can be called from outside, without running anything; none if the code cannot be read."""
        ...

    def call(
        self, sandbox: Sandbox, files: Mapping[str, str], signature: Signature, inputs: Sequence[Inputs], seconds: float
    ) -> list[Outcome]:
        """One outcome for each of ``inputs`` (a tuple of arguments), each given ``seconds`` of CPU time. Calls may
        share a process. Whatever the candidate does is data.
        """
        ...


Inputs = tuple[Value, ...]

CALLERS: Final[Registry[Caller]] = Registry("caller", "assay.evidence.callers", "assay.callers")
