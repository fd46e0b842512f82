"""Which inputs to try, in which order: examples, everything small, then ever larger ones at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from assay.evidence.caller import Inputs, Signature
from assay.evidence.differential.kinds import UNKNOWN, Kind, Shape, Value, either, kind_of
from assay.evidence.differential.pools import GUESSES, Pools
from assay.evidence.differential.shrinking import smaller_inputs

_MOST_GUESSES = 60
_EXAMPLE_SHARE = 0.35


@dataclass(frozen=True)
class Hints:
    """What code and texts say: examples of arguments, and literals."""

    examples: Sequence[Inputs] = ()
    numbers: Sequence[float] = ()
    texts: Sequence[str] = ()


def parameter_kinds(first: Signature, second: Signature, hints: Hints) -> tuple[Kind, ...]:
    """The kinds of both signatures' parameters: what either says, else what the examples show."""
    count = min(len(first.parameters), len(second.parameters))
    required = max(sum(not one.optional for one in side.parameters) for side in (first, second))
    kinds = []
    for at in range(max(required, min(count, required + 2))):
        said = [side.parameters[at].kind for side in (first, second) if at < len(side.parameters)]
        known = [kind for kind in said if kind.known]
        shown = either(kind_of(one[at]) for one in hints.examples if at < len(one)) if hints.examples else UNKNOWN
        kinds.append(known[0] if known else _filled(said[0] if said else UNKNOWN, shown))
    return tuple(kinds)


def guesses(kinds: Sequence[Kind], seed: int = 1) -> list[tuple[Kind, ...]]:
    """Assignments of kinds to the parameters of which nothing is known: all where they are few, else some."""
    unknown = [at for at, kind in enumerate(kinds) if kind.shape is Shape.UNKNOWN]
    if not unknown:
        return [tuple(kinds)]
    if len(GUESSES) ** len(unknown) <= _MOST_GUESSES:
        combinations = list(product(GUESSES, repeat=len(unknown)))
    else:
        chance = random.Random(seed)  # noqa: S311 - reproducible, no secret
        alike = [(guess,) * len(unknown) for guess in GUESSES]
        mixed = [tuple(chance.choice(GUESSES) for _ in unknown) for _ in range(_MOST_GUESSES - len(alike))]
        combinations = [*alike, *mixed]
    found = []
    for combination in combinations:
        filled = list(kinds)
        for at, guess in zip(unknown, combination, strict=True):
            filled[at] = guess
        found.append(tuple(filled))
    return found


def small_inputs(kinds: Sequence[Kind], pools: Pools, most: int) -> list[Inputs]:
    """Combinations of small values; those whose values stand early in their pools come first."""
    if not kinds:
        return [()]
    each = max(4, round((4 * most) ** (1 / len(kinds))))
    values = [pools.small(kind, each) for kind in kinds]
    ranked = sorted(product(*(range(len(one)) for one in values)), key=lambda at: (sum(at), at))
    return [tuple(values[side][place] for side, place in enumerate(at)) for at in ranked[:most]]


def larger_inputs(assignments: Sequence[Sequence[Kind]], hints: Hints, pools: Pools, most: int) -> Iterator[Inputs]:
    """Random values that grow, and variants of the examples."""
    for number in range(most):
        kinds = pools.chance.choice(assignments)
        fitting = [one for one in hints.examples if len(one) == len(kinds)]
        if fitting and pools.chance.random() < _EXAMPLE_SHARE:
            yield _varied(pools.chance.choice(fitting), kinds, pools)
        else:
            yield tuple(pools.drawn(kind, 1 + 4 * number // most) for kind in kinds)


def _filled(said: Kind, shown: Kind) -> Kind:
    """What is said, its unknown parts taken from what is shown."""
    if said.shape is Shape.UNKNOWN:
        return shown
    if said.shape is shown.shape and len(said.parts) == len(shown.parts):
        return replace(said, parts=tuple(_filled(*pair) for pair in zip(said.parts, shown.parts, strict=True)))
    return said


def _varied(example: Inputs, kinds: Sequence[Kind], pools: Pools) -> Inputs:
    """An example with one argument drawn anew, made smaller, or put together with another value of its kind."""
    at = pools.chance.randrange(len(example)) if example else 0
    if not example:
        return example
    pick = pools.chance.random()
    if pick < 0.4:
        smaller = list(islice(smaller_inputs(example), 40))
        return pools.chance.choice(smaller) if smaller else example
    value: Value = pools.drawn(kinds[at], 2)
    own = example[at]
    if pick < 0.7 and isinstance(own, list) and isinstance(value, list):
        place = pools.chance.randint(0, len(own))
        value = [*own[:place], *value, *own[place:]]
    elif pick < 0.7 and isinstance(own, str) and isinstance(value, str):
        value = own + value
    return (*example[:at], value, *example[at + 1 :])
