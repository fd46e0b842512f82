"""Search for an input on which two functions differ, confirm it in fresh processes, and make it small."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from assay.evidence.caller import Caller, Ended, Inputs, Outcome, Signature
from assay.evidence.differential.inputs import Hints, guesses, larger_inputs, parameter_kinds, small_inputs
from assay.evidence.differential.judge import Difference, difference
from assay.evidence.differential.kinds import Kind
from assay.evidence.differential.pools import Pools
from assay.evidence.differential.shrinking import size, smaller_inputs
from assay.evidence.sandbox import Sandbox

CALL_S = 0.2
"""CPU seconds of one call; a witness is confirmed with :data:`PATIENCE` times as many."""

PATIENCE = 2.5
_SMALL, _ROUNDS, _VARIANTS = 300, 8, 120
_LARGER = (400, 800)


@dataclass(frozen=True)
class Side:
    """One of the two: its files, and the function in them."""

    files: Mapping[str, str]
    signature: Signature


@dataclass(frozen=True)
class Witness:
    """An input on which they differ, seen again in fresh processes; ``guessed`` if kinds of arguments are."""

    arguments: Inputs
    first: Outcome
    second: Outcome
    difference: Difference
    guessed: bool


@dataclass(frozen=True)
class Comparison:
    """``tried`` inputs, of which ``returned`` gave a value on both sides; no witness is no proof that there is none.
    ``refused``: the first outcome that was no value.
    """

    witness: Witness | None
    tried: int
    returned: int
    refused: Outcome | None = None


@dataclass
class _Pair:
    """Both sides, called at the same time."""

    caller: Caller
    sandbox: Sandbox
    first: Side
    second: Side
    tried: int = 0
    returned: int = 0
    refused: Outcome | None = None

    def outcomes(self, inputs: Sequence[Inputs], seconds: float = CALL_S) -> list[tuple[Outcome, Outcome]]:
        def side(one: Side) -> list[Outcome]:
            return self.caller.call(self.sandbox, one.files, one.signature, inputs, seconds)

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(side, (self.first, self.second))
        return list(zip(first, second, strict=True))

    def differing(self, inputs: Sequence[Inputs]) -> list[tuple[Inputs, Difference, tuple[Outcome, Outcome]]]:
        """Those that set the sides apart, the most telling first: strong, accepted by the first, small."""
        found = []
        for arguments, pair in zip(inputs, self.outcomes(inputs), strict=True):
            self.tried += Ended.UNKNOWN not in {one.ended for one in pair}
            self.returned += all(one.ended is Ended.RETURNED for one in pair)
            self.refused = self.refused or next((one for one in pair if one.ended is not Ended.RETURNED), None)
            if (apart := difference(*pair)) is not None:
                found.append((arguments, apart, pair))
        found.sort(
            key=lambda one: (one[1].weak, sum(side.ended is not Ended.RETURNED for side in one[2]), size(one[0]))
        )
        return found

    def confirmed(self, arguments: Inputs, *, twice: bool = True) -> tuple[Difference, tuple[Outcome, Outcome]] | None:
        """The difference when the input is alone in a fresh process, with patience, and in another one if ``twice``.

        What does not end has been cut off once before, and costs all of the patience: it is called once more only.
        """
        first = self.outcomes([arguments], PATIENCE * CALL_S)[0]
        endless = any(one.ended is Ended.TIMED_OUT for one in first)
        second = first if endless or not twice else self.outcomes([arguments], PATIENCE * CALL_S)[0]
        apart, again = difference(*first), difference(*second)
        return (apart, first) if apart is not None and again is not None and apart.aspect is again.aspect else None


def compare_functions(
    caller: Caller, sandbox: Sandbox, first: Side, second: Side, hints: Hints, budget_s: float = 8.0
) -> Comparison:
    """Look for a witness for about ``budget_s`` seconds of wall time; equal input gives an equal answer unless that
    time runs out.
    """
    pair = _Pair(caller, sandbox, first, second)
    ends = time.monotonic() + budget_s
    kinds = parameter_kinds(first.signature, second.signature, hints)
    pools = Pools(hints.numbers, hints.texts)
    guessed = not all(kind.known for kind in kinds)
    assignments = _accepted(pair, guesses(kinds), pools) if guessed and not hints.examples else [kinds]
    small = [one for chosen in assignments for one in small_inputs(chosen, pools, max(_SMALL // len(assignments), 20))]
    fitting = [one for one in hints.examples if len(one) == len(kinds)]
    weak: Witness | None = None
    batches: list[Callable[[], list[Inputs]]] = [lambda: [*fitting, *small][: 2 * _SMALL]]
    batches += [_larger(assignments, hints, pools, most) for most in _LARGER]
    for batch in batches:
        found = _first_confirmed(pair, batch(), guessed=guessed)
        if found is not None and not found.difference.weak:
            return Comparison(_shrunk(pair, found), pair.tried, pair.returned)
        weak = weak or found
        if time.monotonic() > ends:
            break
    return Comparison(weak, pair.tried, pair.returned, pair.refused)


def _larger(assignments: Sequence[Sequence[Kind]], hints: Hints, pools: Pools, most: int) -> Callable[[], list[Inputs]]:
    return lambda: list(larger_inputs(assignments, hints, pools, most))


def _accepted(pair: _Pair, choices: list[tuple[Kind, ...]], pools: Pools) -> list[tuple[Kind, ...]]:
    """Kinds of arguments that the first side takes without raising; all, if it takes none."""
    inputs = [one for kinds in choices for one in islice(small_inputs(kinds, pools, 12), 3, 12, 4)]
    owner = [kinds for kinds in choices for _ in islice(small_inputs(kinds, pools, 12), 3, 12, 4)]
    taken: dict[tuple[Kind, ...], int] = {}
    for kinds, (first, _) in zip(owner, pair.outcomes(inputs), strict=True):
        taken[kinds] = taken.get(kinds, 0) + (first.ended is Ended.RETURNED)
    best = max(taken.values(), default=0)
    return [kinds for kinds, count in taken.items() if best and count == best][:8] or choices[:8]


def _first_confirmed(pair: _Pair, inputs: Sequence[Inputs], *, guessed: bool) -> Witness | None:
    for arguments, _, _ in pair.differing(inputs)[:4]:
        sure = pair.confirmed(arguments)
        if sure is not None:
            return Witness(arguments, *sure[1], sure[0], guessed)
    return None


def _shrunk(pair: _Pair, witness: Witness) -> Witness:
    """Ever smaller inputs that show the same difference; what is told was confirmed again."""
    smallest = witness.arguments
    for _ in range(_ROUNDS):
        fewer = sorted({repr(one): one for one in islice(smaller_inputs(smallest), _VARIANTS)}.values(), key=size)
        fewer = [one for one in fewer if size(one) < size(smallest)]
        found = [
            arguments
            for arguments, both in zip(fewer, pair.outcomes(fewer), strict=True)
            if (apart := difference(*both)) is not None and apart.aspect is witness.difference.aspect
        ]
        if not found:
            break
        smallest = found[0]
    if smallest is witness.arguments:
        return witness
    sure = pair.confirmed(smallest, twice=False)  # a larger one was, and this one was seen among others
    return Witness(smallest, *sure[1], sure[0], witness.guessed) if sure is not None else witness
