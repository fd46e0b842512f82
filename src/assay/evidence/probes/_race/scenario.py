"""One situation: a subject in a state, and two operations that meet there. Runs it by a plan and reads the outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from .actors import Stage, Stop
from .outcome import Identities
from .subject import KEYS, TTL, Operation, Subject, rebuilt
from .tasks import TaskStage

Plan = list[tuple[int, int | None]]


@dataclass(frozen=True)
class Outcome:
    """What a schedule led to. ``seen`` is None when it never ended. Two are equal when nobody could tell them apart."""

    endings: tuple[Any, ...]
    calls: tuple[tuple[str, int], ...]
    seen: tuple[Any, ...] | None


@dataclass(frozen=True)
class Observed:
    """An outcome with where it was steered and where an exception came from."""

    outcome: Outcome
    stops: tuple[tuple[Stop, ...], ...]
    passed: tuple[int, ...]
    locks_taken: tuple[int, ...]
    raised_at: tuple[tuple[tuple[str, int], ...], ...]
    steps: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """``before`` leads into the state, ``late`` lets what is in it expire; ``operations`` meet."""

    before: tuple[Operation, ...]
    late: bool
    operations: tuple[Operation, ...]

    @classmethod
    def rebuilt(cls, record: dict[str, Any]) -> Scenario:
        """From its form as JSON."""
        before, operations = (tuple(map(rebuilt, record[part])) for part in ("before", "operations"))
        return cls(before, record["late"], operations)

    def shown(self) -> str:
        """The state in words."""
        steps = [one.shown for one in self.before] + (["time to live passes"] if self.late else [])
        return " → ".join(steps) if steps else "new"


class Theatre:
    """Runs scenarios."""

    def __init__(self, subject: Subject, stage: Stage | TaskStage) -> None:
        self._subject = subject
        self._stage = stage
        self.runs = 0

    def run(self, scenario: Scenario, plan: Plan, tick: Callable[[], None] | None = None) -> Observed:
        """By the plan. With ``tick``, the second actor is the passing of time."""
        self.runs += 1
        self._stage.begin()
        calls: list[str] = []
        thing = self._subject.make(calls)
        for operation in scenario.before:
            self._stage.quietly(operation.bind(thing, calls))
        if scenario.late:
            self._stage.clock.now += 2 * TTL
        calls.clear()
        bound = [operation.bind(thing, calls) for operation in scenario.operations]
        ended = self._stage.perform([*bound, tick] if tick else bound, plan)
        cast = self._stage.actors
        known = Identities()
        endings = tuple(
            known.ending(actor.result, actor.error) if actor.state == "ended" else None for actor in cast[: len(bound)]
        )
        counted = tuple(sorted(Counter(calls).items()))
        seen = self._look(thing, known) if ended else None
        return Observed(
            Outcome(endings, counted, seen),
            tuple(tuple(actor.stops) for actor in cast),
            tuple(actor.passed for actor in cast),
            tuple(actor.locks_taken for actor in cast),
            tuple(self._where(actor.error) for actor in cast),
            tuple(tuple(actor.steps) for actor in cast),
        )

    def ends(self, operation: Operation) -> bool:
        """Whether it comes to an end on a new subject, or waits for somebody."""
        self._stage.begin()
        thing = self._subject.make([])
        self._stage.perform([operation.bind(thing, [])], [])
        return not self._stage.endless

    def labels(self) -> list[str]:
        """What each entry of ``seen`` is, for a subject as it is made."""
        self._stage.begin()
        public = [name for name in vars(self._subject.make([])) if not name.startswith("_")]
        operations = [one.shown for one in self._subject.operations("observer", keys=KEYS) if not one.calls_back]
        return [*self._subject.readable, *sorted(public), *operations]

    def _look(self, thing: Any, known: Identities) -> tuple[Any, ...]:  # noqa: ANN401 - any class
        """What an observer sees afterwards: properties, then each operation that hands in no function, key by key."""
        read = [self._stage.quietly(partial(getattr, thing, name)) for name in self._subject.readable]
        seen = [known.ending(*one) for one in read]
        public = {name: value for name, value in getattr(thing, "__dict__", {}).items() if not name.startswith("_")}
        seen += [known.value(value) for _, value in sorted(public.items())]
        for operation in self._subject.operations("observer", keys=KEYS):
            if not operation.calls_back:
                seen.append(known.ending(*self._stage.quietly(operation.bind(thing, []))))
        return tuple(seen)

    def _where(self, error: BaseException | None) -> tuple[tuple[str, int], ...]:
        lines = []
        trace = error.__traceback__ if error is not None else None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in self._stage.files:
                lines.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
            trace = trace.tb_next
        return tuple(lines)
