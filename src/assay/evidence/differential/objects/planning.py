"""Which usages to try: those that are written out, each operation alone, then ever longer ones at random.

What makes objects differ is seldom one call but several that meet: each usage draws its arguments from a handful of
values, and keeps to a few operations. Everything is drawn from one seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import cast

from assay.evidence.differential.kinds import REAL, TEXT, WHOLE, Kind, Shape, Value, either, kind_of, list_of
from assay.evidence.differential.pools import Pools
from assay.evidence.object_caller import AGAIN, SPOIL, WAIT, Argument, Need, Operation, StandIn, Step, Taken, Usage

GUESSES = (WHOLE, TEXT, list_of(WHOLE), Kind(Shape.MAP, (TEXT, WHOLE)), REAL)
"""What an argument may be when nothing says so, the likeliest first."""

_AMOUNT = re.compile(
    r"(?:^|_)(?:amount|count|size|maxsize|capacity|limit|max|min|ttl|seconds|timeout|window|price|quantity|age|number|index"
    r"|rate|balance|n|num|interval|period|threshold|weight|score|year|level|width|height|cost|duration|calls)s?(?:$|_)"
)
_WORD = re.compile(
    r"(?:^|_)(?:name|username|text|title|word|message|content|user|email|addr|address|city|label|line|path|url|string"
    r"|token|password|source|expression)(?:$|_)"
)
_UNITS = (("minute", 60.0), ("hour", 3600.0), ("days", 86400.0))
_MADE, _EACH, _FEW = 10, 10, 3


@dataclass(frozen=True)
class Known:
    """What is known of a class beyond its blueprint: usages that are written out, arguments by operation, literals."""

    usages: Sequence[Usage] = ()
    examples: Mapping[str, Sequence[tuple[Value, ...]]] = field(default_factory=dict)
    numbers: Sequence[float] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Common:
    """What two classes have in common; ``guarded``, ``timed``, ``shared`` as in their blueprints, of either."""

    parameters: tuple[Taken, ...]
    operations: tuple[Operation, ...]
    guarded: bool = False
    timed: bool = False
    shared: bool = False


class Planner:
    """Makes usages of what two classes have in common."""

    def __init__(self, common: Common, known: Known, seed: int = 1) -> None:
        self._common, self._known = common, known
        self._chance = random.Random(seed)  # noqa: S311 - reproducible, no secret
        self._pools = Pools(known.numbers, known.texts)
        self._operations = {one.name: one for one in common.operations}
        self.guesses: dict[str, tuple[Kind, ...]] = {}
        """Operation to the kinds that its unknown parameters take; as found by trying."""

    @property
    def unknown(self) -> list[Operation]:
        """Operations with a parameter of which nothing is said."""
        return [one for one in self._common.operations if any(map(_is_unknown, one.parameters))]

    def made(self) -> list[tuple[Argument, ...]]:
        """Ways to make the object, those that are written out first."""
        written = {repr(one.made): one.made for one in self._known.usages}
        least = sum(not one.optional for one in self._common.parameters)
        takes = [one for one in self._common.parameters if not (one.optional and one.need is not Need.VALUE)]
        for count in range(least, min(len(takes), least + 3) + 1):
            pools = [self._values(one, WHOLE)[:4] for one in takes[:count]]
            ranked = sorted(product(*(range(len(one)) for one in pools)), key=lambda at: (sum(at), at))
            for at in ranked[:6]:
                arguments = tuple(pool[place] for pool, place in zip(pools, at, strict=True))
                written.setdefault(repr(arguments), arguments)
        return list(written.values())[: _MADE + len(self._known.usages)] or [()]

    def trials(self, operation: Operation) -> Iterator[tuple[Kind, Usage]]:
        """For each guess a usage that shows whether the operation takes it."""
        for guess in GUESSES:
            values = [self._values(one, guess) for one in _required(operation)]
            for made in self.made()[:1]:
                yield guess, Usage(made, (Step(operation.name, tuple(one[0] for one in values)),))

    def short(self, most: int) -> list[Usage]:
        """What is written out, then every operation alone with small arguments, and twice."""
        found = list(self._known.usages)
        mades = self.made()
        for operation in self._common.operations:
            few = max(2, most // (4 * len(self._common.operations)))
            for number, arguments in enumerate(islice(self._small(operation), few)):
                step = Step(operation.name, arguments)
                found.append(Usage(mades[number % min(len(mades), 3)], (step, *self._looks(2))))
                found.append(Usage(mades[0], (step, step)))
        found += [Usage(made, (step,)) for made in mades for step in self._looks(1)]
        return found[: most + len(self._known.usages)]

    def drawn(self, most: int, lengths: tuple[int, int]) -> list[Usage]:
        """Random usages of so many steps, and variants of what is written out."""
        found = []
        for _ in range(most):
            if self._known.usages and self._chance.random() < 0.2:
                found.append(self._varied(self._chance.choice(self._known.usages)))
            else:
                found.append(self._usage(self._chance.randint(*lengths)))
        return found

    def _usage(self, length: int) -> Usage:
        mades = self.made()
        made = mades[min(int(self._chance.expovariate(0.5)), len(mades) - 1)]
        draw = _Draw(self, self._chance)
        names = list(self._operations)
        if len(names) > 3 and self._chance.random() < 0.7:
            names = self._chance.sample(names, self._chance.randint(2, min(4, len(names))))
        steps: list[Step] = []
        while len(steps) < length:
            steps += self._next(draw, names, steps, made)
        return Usage(made, (*steps, *self._looks(self._chance.randint(0, 3), draw)))

    def _next(self, draw: _Draw, names: list[str], steps: list[Step], made: Sequence[Argument]) -> list[Step]:
        pick = self._chance.random()
        if self._common.timed and steps and pick < 0.2:
            return [Step(WAIT, (self._chance.choice(self._waits(made)),))]
        if steps and pick < 0.22 + 0.1 * self._common.shared:
            return [Step(AGAIN)]
        if steps and 0.35 < pick < 0.45:
            return [steps[-1]] * self._chance.randint(1, 4)
        step = draw.step(self._operations[self._chance.choice(names)])
        if 0.45 < pick < 0.5:
            return [step, Step(SPOIL), step]
        return [step]

    def _looks(self, most: int, draw: _Draw | None = None) -> list[Step]:
        """Operations that need no argument: what a user would look at."""
        looking = [one for one in self._common.operations if not _required(one) and one.name != "__next__"]
        few = looking if len(looking) <= most else self._chance.sample(looking, most)
        found = [Step(one.name) for one in few]
        if draw is not None and "__contains__" in self._operations and self._chance.random() < 0.5:
            found.append(draw.step(self._operations["__contains__"]))
        return found

    def _varied(self, usage: Usage) -> Usage:
        """With some steps left out, repeated, or given other arguments."""
        draw, steps = _Draw(self, self._chance), []
        for step in usage.steps:
            pick = self._chance.random()
            if pick < 0.12:
                continue
            operation = self._operations.get(step.operation)
            steps.append(draw.step(operation) if operation and pick < 0.3 else step)
            if pick > 0.9:
                steps.append(step)
            if self._common.timed and pick > 0.97:
                steps.append(Step(WAIT, (self._chance.choice(self._waits(usage.made)),)))
        return Usage(usage.made, (*steps, *self._looks(self._chance.randint(0, 2), draw)))

    def _waits(self, made: Sequence[Argument]) -> list[float]:
        """Seconds that may matter: those that the object is made with, the code's own, a little more or less."""
        given = [self._unit * float(one) for one in made if isinstance(one, int | float) and one > 0]
        own = [self._unit * one for one in self._known.numbers if 0 < one <= 10**6]
        return [*given, *given, *given, *(one / 2 for one in given), *(one + 1 for one in given), 1.0, *own[:6]]

    @cached_property
    def _unit(self) -> float:
        """Seconds of what the parameters count."""
        names = " ".join(one.name for one in self._common.parameters)
        return next((seconds for word, seconds in _UNITS if word in names), 1.0)

    def _small(self, operation: Operation) -> Iterator[tuple[Argument, ...]]:
        yield from self._known.examples.get(operation.name, ())[:4]
        guesses = self.guesses.get(operation.name) or GUESSES[:1]
        for guess in guesses:
            pools = [self._values(one, guess) for one in operation.parameters]
            count = len(_required(operation))
            for taken in range(count, min(len(pools), count + 2) + 1):
                places = product(*(range(min(len(one), 5)) for one in pools[:taken]))
                for at in sorted(places, key=lambda at: (sum(at), at))[:12]:
                    yield tuple(pool[place] for pool, place in zip(pools, at, strict=False))

    def _values(self, taken: Taken, guess: Kind) -> list[Argument]:
        """Small values for a parameter, the sane ones first: what is positive, what is not empty."""
        if taken.need is not Need.VALUE:
            return [StandIn(taken.need, number) for number in (1, 2, 3)]
        kind = _kind(taken, guess)
        small = [one for one in self._pools.small(kind, _EACH + 8) if self._is_sane(one)]
        first = [one for one in small if _positive(one)][:_FEW]
        own = [one for one in small if one in self._known.texts or one in self._known.numbers]
        distinct = {repr(one): one for one in (*first, *own[:_FEW], *small)}
        return cast("list[Argument]", list(distinct.values())[:_EACH])

    def _is_sane(self, value: Value) -> bool:
        """Negative numbers only where a class looks out for them; fractions whose sums are exact."""
        match value:
            case bool():
                return True
            case float():
                return (value * 1024).is_integer() and abs(value) < 10**6 and (value >= 0 or self._common.guarded)
            case int():
                return abs(value) < 10**6 and (value >= 0 or self._common.guarded)
            case list() | tuple() | set():
                return all(map(self._is_sane, value))
            case dict():
                return all(map(self._is_sane, value.values()))
            case _:
                return True


class _Draw:
    """A handful of values for one usage, the same for parameters of one kind, so that calls meet."""

    def __init__(self, planner: Planner, chance: random.Random) -> None:
        self._planner, self._chance = planner, chance
        self._guess = chance.randrange(3)
        self._few: dict[tuple[Kind, Need], list[Argument]] = {}

    def step(self, operation: Operation) -> Step:
        """A call of it."""
        examples = self._planner._known.examples.get(operation.name)  # noqa: SLF001 - its own part
        if examples and self._chance.random() < 0.35:
            return Step(operation.name, self._chance.choice(examples))
        guesses = self._planner.guesses.get(operation.name) or GUESSES[:1]
        guess = guesses[min(self._guess, len(guesses) - 1)]
        least = len(_required(operation))
        count = self._chance.choice((least, self._chance.randint(least, len(operation.parameters))))
        return Step(operation.name, tuple(self._value(one, guess) for one in operation.parameters[:count]))

    def _value(self, taken: Taken, guess: Kind) -> Argument:
        key = (_kind(taken, guess), taken.need)
        if key not in self._few:
            values = self._planner._values(taken, guess)  # noqa: SLF001 - its own part
            first = min(len(values), self._chance.choice((_FEW, _FEW + 1, _EACH)))
            self._few[key] = self._chance.sample(values[:first], min(_FEW, first))
        return self._chance.choice(self._few[key])


def _is_unknown(taken: Taken) -> bool:
    return taken.need is Need.VALUE and not taken.kind.known and _by_name(taken.name) is None


def _kind(taken: Taken, guess: Kind) -> Kind:
    if taken.kind.known:
        return taken.kind
    if taken.kind.shape is not Shape.UNKNOWN:
        return Kind(taken.kind.shape, tuple(part if part.known else guess for part in taken.kind.parts))
    return _by_name(taken.name) or guess


def _by_name(name: str) -> Kind | None:
    if _AMOUNT.search(name.lower()):
        return WHOLE
    return TEXT if _WORD.search(name.lower()) else None


def _required(operation: Operation) -> list[Taken]:
    return [one for one in operation.parameters if not one.optional]


def _positive(value: Value) -> bool:
    return value > 0 if isinstance(value, int | float) else bool(value)


def shown_kind(values: Sequence[Value]) -> Kind | None:
    """The kind that examples show; None without examples."""
    kinds = [kind for kind in map(kind_of, values) if kind.known]
    return either(kinds) if kinds else None
