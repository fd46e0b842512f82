"""The port of callers that can also live with an object: make it, call its methods in order, tell what each did.

A caller that offers it is an :class:`ObjectCaller`; the others know functions only. A *usage* is plain data, so it can
be stored, shrunk and told as the calls that a person would write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from assay.evidence.caller import Encoded, Outcome, Parameter
from assay.evidence.sandbox import Sandbox

WAIT: Final = "@wait"
"""A step: the clock that both sides see goes on by so many seconds, exactly."""

AGAIN: Final = "@again"
"""A step: a further object is made with the same arguments, and takes the place of the first."""

SPOIL: Final = "@spoil"
"""A step: the caller changes the collection that the step before gave it."""


class Need(StrEnum):
    """What a parameter takes that is no plain value."""

    VALUE = "value"
    FUNCTION = "function"
    COROUTINE = "coroutine"
    """A function that is awaited."""
    PEER = "peer"
    """Another object of the same class."""


class Manner(StrEnum):
    """How an operation is asked for."""

    METHOD = "method"
    PROPERTY = "property"


@dataclass(frozen=True)
class StandIn:
    """An argument that is no plain value: a function that returns ``result``, or another object of the class."""

    need: Need
    result: int = 0


Argument = object
"""A plain value (:data:`assay.evidence.differential.kinds.Value`) or a :class:`StandIn`."""


@dataclass(frozen=True)
class Step:
    """A call of an operation, by its name, such as ``put`` or ``__len__``; or one of the steps above."""

    operation: str
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Usage:
    """How an object is made, and what is done with it then."""

    made: tuple[Argument, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Taken(Parameter):
    """A parameter with what it takes."""

    need: Need = Need.VALUE


@dataclass(frozen=True)
class Operation:
    """What can be done with an object from outside."""

    name: str
    parameters: tuple[Taken, ...] = ()
    manner: Manner = Manner.METHOD


@dataclass(frozen=True)
class Blueprint:
    """A class that can be made from outside. ``text``: its own code. ``shown``: public attributes that are meant to be
    read, since the class declares them or never reads them itself. ``timed``: it asks for the time. ``guarded``: it
    refuses arguments. ``shared``: one object may leave something for the next.
    """

    path: str
    entry: str
    parameters: tuple[Taken, ...]
    operations: tuple[Operation, ...]
    text: str = ""
    shown: frozenset[str] = frozenset()
    timed: bool = False
    guarded: bool = False
    shared: bool = False


@dataclass(frozen=True)
class Life:
    """What came of a usage: of making the object, then of each step; shorter where one had no end. ``state``: public
    attributes afterwards.
    """

    outcomes: tuple[Outcome, ...]
    state: Mapping[str, Encoded] = field(default_factory=dict)


@runtime_checkable
class ObjectCaller(Protocol):
    """A caller of a language whose objects can be lived with."""

    def blueprints(self, files: Mapping[str, str]) -> tuple[Blueprint, ...]:
        """Classes that can be made from outside, without running anything; none if the code cannot be read."""
        ...

    def live(
        self, sandbox: Sandbox, files: Mapping[str, str], blueprint: Blueprint, usages: Sequence[Usage], seconds: float
    ) -> list[Life]:
        """One life for each usage, on a module loaded anew where objects may share; each step may take ``seconds`` of
        CPU time. Whatever the candidate does is data.
        """
        ...
