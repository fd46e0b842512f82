"""Explores schedules by number of preemptions (Musuvathi and Qadeer, PLDI 2007: CHESS) and judges what they lead to.

What two operations lead to when they meet is judged by what their orders lead to, one after the other: ``judging``.
Beside that: nothing handed out whose time was over before the operation took its lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from .actors import Stage
from .judging import happened, holds_stored, judge, nothing_changed, telling
from .outcome import plain, shown
from .scenario import Observed, Outcome, Plan, Scenario, Theatre
from .subject import KEYS, TTL, CannotCall, Operation, Subject
from .tasks import TaskStage

MOST_STATES = 7
REPLAYS = 10


@dataclass
class Witness:
    """A schedule that leads where no order does."""

    kind: str
    """``exception``, ``outcome``, ``calls``, ``deadlock``, ``expired`` or ``cancelled``."""
    mode: str
    path: str
    line: int
    state: str
    operations: list[str]
    plan: Plan
    story: list[str]
    telling: str
    """What no order leads to, in a few words."""
    happened: str
    allowed: list[str]
    replayed: int = 0
    scenario: dict[str, Any] = field(default_factory=dict)


@dataclass
class Budget:
    """Most schedules to run; what was spent stands in the report."""

    schedules: int
    witnesses: int = 6


class Explorer:
    """Explores one subject."""

    def __init__(
        self, subject: Subject, stage: Stage | TaskStage, sources: dict[str, list[str]], budget: Budget
    ) -> None:
        self._subject = subject
        self._stage = stage
        self._sources = sources
        self._budget = budget
        self._theatre = Theatre(subject, stage)
        self.witnesses: list[Witness] = []
        self._known: set[tuple[str, str, int]] = set()

    @property
    def runs(self) -> int:
        """Schedules run so far."""
        return self._theatre.runs

    def explore(self) -> None:
        """All states, all pairs; first where CPython switches today, then wherever the language allows it."""
        for one in self._subject.operations("trial"):
            if not self._theatre.ends(one):
                self._subject.endless.add(one.name)
        states = list(self._states())
        for mode, share in self._stage.modes:
            self._stage.mode = mode
            end = self._budget.schedules * share
            for scenario in self._scenarios(states):
                if self.runs > end or len(self.witnesses) >= self._budget.witnesses:
                    break
                self._one(scenario, mode, end)
            if mode == "await":
                self._cancelled(states, end)
            if mode == "gil":
                self._expiry(states)
            if self.witnesses:
                return

    def replay(self, record: dict[str, Any]) -> int:
        """How many of :data:`REPLAYS` runs by a witness's plan go wrong in the witness's way."""
        self._stage.mode = record["mode"]
        scenario = Scenario.rebuilt(record["scenario"])
        plan: Plan = [(actor, points) for actor, points in record["plan"]]
        if record["kind"] == "expired":
            return sum(self._hands_out(scenario, plan) for _ in range(REPLAYS))
        if record["kind"] == "cancelled":
            return sum(bool(self._is_left(scenario, plan)) for _ in range(REPLAYS))
        orders = [self._theatre.run(scenario, [(index, None), (1 - index, None)]) for index in (0, 1)]
        return sum(judge(self._theatre.run(scenario, plan), orders, scenario) == record["kind"] for _ in range(REPLAYS))

    def _hands_out(self, scenario: Scenario, plan: Plan) -> bool:
        """Whether the operation answers as if no time had passed, although it had before the lock was taken."""
        lasting = self._theatre.run(scenario, [(0, None), (1, None)], self._tick)
        early = self._theatre.run(scenario, [(1, None), (0, None)], self._tick)
        taken: list[int] = []

        def tick() -> None:
            taken.append(self._stage.actors[0].locks_taken)
            self._tick()

        observed = self._theatre.run(scenario, plan, tick)
        waited = taken == [0] and observed.locks_taken[0] > 0
        endings = observed.outcome.endings
        return waited and endings == lasting.outcome.endings != early.outcome.endings

    def _tick(self) -> None:
        self._stage.clock.now += 2 * TTL

    def _states(self) -> Iterator[tuple[tuple[Operation, ...], bool]]:
        """Prefixes: none, then what changes what an observer sees, once and until the subject is full; then expired."""
        yield (), False
        empty = self._look(())
        writers = [one for one in self._subject.operations("old") if self._look((one, one)) != empty]
        writers.sort(key=lambda one: one.calls_back)
        later = self._subject.operations("older", keys=KEYS[:2])
        full: list[tuple[Operation, ...]] = [
            (one, next(two for two in reversed(later) if two.name == one.name)) for one in writers
        ]
        late = [prefix for prefix in full if self._look(prefix) != self._look(prefix, late=True)]
        found = [(prefix, False) for prefix in full] + [(prefix, True) for prefix in late]
        found += [((one,), False) for one in writers]
        yield from found[:MOST_STATES]

    def _look(self, before: tuple[Operation, ...], *, late: bool = False) -> tuple[Any, ...] | None:
        return self._theatre.run(Scenario(before, late, ()), []).outcome.seen

    def _scenarios(self, states: list[tuple[tuple[Operation, ...], bool]]) -> Iterator[Scenario]:
        """State by state, all pairs of which one changes what an observer sees."""
        ones = self._subject.operations("one")
        others = self._subject.operations("two", keys=(KEYS[0], KEYS[2]))
        for before, late in states:
            still = self._theatre.run(Scenario(before, late, ()), []).outcome.seen
            writers = {
                operation.name
                for operation in (*ones, *others)
                if self._theatre.run(Scenario(before, late, (operation,)), []).outcome.seen != still
            }
            order = {name: place for place, name in enumerate(dict.fromkeys(one.name for one in ones))}
            for one in ones:
                for two in others:
                    if one.name == two.name or (order[one.name] < order[two.name] and {one.name, two.name} & writers):
                        yield Scenario(before, late, (one, two))

    def _one(self, scenario: Scenario, mode: str, end: float) -> None:
        orders = [self._theatre.run(scenario, [(index, None), (1 - index, None)]) for index in (0, 1)]
        allowed = [observed.outcome for observed in orders]
        for first in (0, 1):
            turned_away = False
            for points in range(1, orders[first].passed[first] + 1):
                if turned_away and nothing_changed(orders[first].steps[first], points):
                    continue
                plan: Plan = [(first, points), (1 - first, None), (first, None)]
                observed = self._theatre.run(scenario, plan)
                turned_away = bool(observed.stops[1 - first]) and observed.stops[1 - first][0].number <= 1
                kind = judge(observed, orders, scenario)
                if kind and self._report(kind, mode, scenario, plan, observed, allowed):
                    return
                if self.runs > end:
                    return

    def _report(
        self, kind: str, mode: str, scenario: Scenario, plan: Plan, observed: Observed, allowed: list[Outcome]
    ) -> bool:
        first = plan[0][0]
        places = [lines[-1] for lines in observed.raised_at if lines] if kind == "exception" else []
        stop = observed.stops[first][0] if observed.stops[first] else None
        place = places[0] if places else stop.lines[-1] if stop and stop.lines else None
        if place is None:
            return False
        key = (kind, *place)
        if key in self._known:
            return True
        again = sum(self._theatre.run(scenario, plan).outcome == observed.outcome for _ in range(REPLAYS))
        if again < REPLAYS:
            return False
        self._known.add(key)
        self.witnesses.append(
            Witness(
                kind,
                mode,
                *place,
                f"{self._subject.shown()}, {scenario.shown()}",
                [one.shown for one in scenario.operations],
                plan,
                self._story(scenario, plan, observed),
                telling(scenario, observed.outcome, allowed) or self._afterwards(observed.outcome, allowed)[2:],
                happened(scenario, observed.outcome) + self._afterwards(observed.outcome, allowed),
                list(dict.fromkeys(happened(scenario, one) for one in allowed)),
                again,
                asdict(scenario),
            )
        )
        return True

    def _afterwards(self, outcome: Outcome, allowed: list[Outcome]) -> str:
        """What an observer sees afterwards and sees in no order, where the calls themselves ended as in one."""
        alike = [one.seen for one in allowed if one.endings == outcome.endings and one.seen is not None]
        if outcome.seen is None or not alike:
            return ""
        labels = self._theatre.labels()
        for place, value in enumerate(outcome.seen):
            if place < len(labels) and all(place >= len(one) or one[place] != value for one in alike):
                told = shown(value) if isinstance(value, tuple) and value[0] in {"returned", "raised"} else plain(value)
                return f"; afterwards {labels[place]} {told}"
        return ""

    def _story(self, scenario: Scenario, plan: Plan, observed: Observed) -> list[str]:
        first = plan[0][0]
        names = (f"{self._stage.noun} 1", f"{self._stage.noun} 2")
        own, other = scenario.operations[first], scenario.operations[1 - first]
        stop = observed.stops[first][0]
        story = [f"{names[first]} begins {own.shown} and gets as far as {self._place(stop.lines)}"]
        waits = [one for one in observed.stops[1 - first] if one.lines]
        if waits:
            story.append(f"{names[1 - first]} begins {other.shown} and must wait at {self._place(waits[0].lines)}")
        else:
            story.append(f"{names[1 - first]} runs {other.shown}, which {shown(observed.outcome.endings[1 - first])}")
        if observed.raised_at[first]:
            story.append(
                f"{names[first]} goes on, and {shown(observed.outcome.endings[first])}"
                f" at {self._place(observed.raised_at[first])}"
            )
        else:
            story.append(f"{names[first]} goes on, and {shown(observed.outcome.endings[first])}")
        return story

    def _place(self, lines: tuple[tuple[str, int], ...]) -> str:
        path, line = lines[-1]
        text = self._sources[path][line - 1].strip() if line <= len(self._sources[path]) else ""
        called = f" (called from line {lines[0][1]})" if len(lines) > 1 else ""
        return f"line {line}{called}: {text}"

    def _cancelled(self, states: list[tuple[tuple[Operation, ...], bool]], end: float) -> None:
        """One caller is cancelled while another waits for the same, or before it comes: the other must get through."""
        for scenario in self._scenarios(states):
            points = self._theatre.run(scenario, [(0, None), (1, None)]).passed[0]
            for passed in range(1, min(points, 12) + 1):
                for waits in ([(1, None)], []):
                    if self.runs > end or len(self.witnesses) >= self._budget.witnesses:
                        return
                    plan: Plan = [(0, passed), *waits, (0, 0), (0, None), (1, None)]
                    observed = self._theatre.run(scenario, plan)
                    if observed.outcome.endings[0] == ("raised", "CancelledError") and observed.stops[0]:
                        self._left(scenario, plan, observed)

    def _is_left(self, scenario: Scenario, plan: Plan) -> str:
        """How the other call is left by the cancellation, if it alone, and with the first, would come to an end."""
        ending = self._theatre.run(scenario, plan).outcome.endings[1]
        if ending not in {None, ("raised", "CancelledError")}:
            return ""
        alone = Scenario(scenario.before, scenario.late, scenario.operations[1:])
        usual = [self._theatre.run(alone, []).outcome.endings[0]]
        usual += [self._theatre.run(scenario, [(at, None), (1 - at, None)]).outcome.endings[1] for at in (0, 1)]
        return "" if None in usual else "waits for ever" if ending is None else "is cancelled as well"

    def _left(self, scenario: Scenario, plan: Plan, observed: Observed) -> None:
        stop, (own, other) = observed.stops[0][0], scenario.operations
        key = ("cancelled", *(stop.lines[-1] if stop.lines else ("", 0)))
        left = self._is_left(scenario, plan) if stop.lines and key not in self._known else ""
        again = sum(bool(self._is_left(scenario, plan)) for _ in range(REPLAYS)) if left else 0
        if again < REPLAYS:
            return
        self._known.add(key)
        usual = self._theatre.run(scenario, [(0, None), (1, None)])
        waits = [one for one in observed.stops[1] if one.lines] if plan[1] == (1, None) else []
        story = [f"task 1 begins {own.shown} and gets as far as {self._place(stop.lines)}"]
        story += [f"task 2 begins {other.shown} and waits at {self._place(waits[0].lines)}"] if waits else []
        story += ["task 1 is cancelled there", f"task 2: {other.shown} {left}"]
        self.witnesses.append(
            Witness(
                "cancelled",
                self._stage.mode,
                *stop.lines[-1],
                f"{self._subject.shown()}, {scenario.shown()}",
                [own.shown, other.shown],
                plan,
                story,
                left,
                f"{own.shown} was cancelled; {other.shown} {left}",
                [happened(scenario, usual.outcome)],
                again,
                asdict(scenario),
            )
        )

    def _expiry(self, states: list[tuple[tuple[Operation, ...], bool]]) -> None:
        """Time passes while an operation has read the clock and waits for its lock."""
        for before, late in states:
            if late or not before:
                continue
            for operation in self._subject.operations("one"):
                scenario = Scenario(before, late=False, operations=(operation,))
                lasting = self._theatre.run(scenario, [(0, None), (1, None)], self._tick)
                if holds_stored(lasting.outcome.endings[0], before):
                    self._expired(scenario, lasting.passed[0])

    def _expired(self, scenario: Scenario, points: int) -> None:
        own = scenario.operations[0]
        for quota in range(1, points + 1):
            plan: Plan = [(0, quota), (1, None), (0, None)]
            if not self._hands_out(scenario, plan):
                continue
            observed = self._theatre.run(scenario, plan, self._tick)
            stop = observed.stops[0][0]
            key = ("expired", *stop.lines[0])
            if key in self._known:
                return
            self._known.add(key)
            ended = f"{own.shown} {shown(observed.outcome.endings[0])}"
            early = self._theatre.run(scenario, [(1, None), (0, None)], self._tick)
            self.witnesses.append(
                Witness(
                    "expired",
                    "gil",
                    *stop.lines[0],
                    f"{self._subject.shown()}, {scenario.shown()}",
                    [own.shown, "time to live passes"],
                    plan,
                    [
                        f"thread 1 begins {own.shown} and gets as far as {self._place(stop.lines)}",
                        "another thread holds the lock while the time to live passes",
                        f"thread 1 takes the lock, and {shown(observed.outcome.endings[0])}",
                    ],
                    ended,
                    ended,
                    [f"{own.shown} {shown(early.outcome.endings[0])}"],
                    sum(self._hands_out(scenario, plan) for _ in range(REPLAYS)),
                    asdict(scenario),
                )
            )
            return


__all__ = ["Budget", "CannotCall", "Explorer", "Witness"]
