"""Search for a usage on which two classes differ, confirm it in fresh processes, and make it short."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from assay.evidence.caller import Ended, Outcome
from assay.evidence.differential.judge import Aspect, same
from assay.evidence.differential.kinds import REAL, WHOLE, Kind
from assay.evidence.differential.objects.judging import Apart, apart
from assay.evidence.differential.objects.pairing import ObjectSide, Shared, shared
from assay.evidence.differential.objects.planning import Planner
from assay.evidence.differential.objects.shrinking import shorter, simpler, size
from assay.evidence.differential.search import CALL_S, PATIENCE
from assay.evidence.object_caller import SPOIL, Life, ObjectCaller, Usage
from assay.evidence.sandbox import Sandbox

_SHORT, _DRAWN = 240, ((250, (2, 4)), (350, (3, 8)), (350, (5, 14)), (250, (10, 28)))
_ROUNDS, _VARIANTS, _TRIED_AGAIN = 12, 150, 4
_NOT_TAKEN = frozenset({"TypeError", "AttributeError"})


@dataclass(frozen=True)
class ObjectWitness:
    """A usage after which they differ, seen again in fresh processes. ``guessed``: nothing says what arguments are."""

    usage: Usage
    first: Life
    second: Life
    apart: Apart
    guessed: bool


@dataclass(frozen=True)
class ObjectComparison:
    """As :class:`assay.evidence.differential.search.Comparison`, of usages; with what only one of them can do."""

    witness: ObjectWitness | None
    tried: int = 0
    returned: int = 0
    refused: Outcome | None = None
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


@dataclass
class _Pair:
    """Both sides, living the same usages at the same time. ``reference`` is the index of the one that is right."""

    caller: ObjectCaller
    sandbox: Sandbox
    sides: tuple[ObjectSide, ObjectSide]
    shared: Shared
    reference: int | None
    guessed: frozenset[str] = frozenset()
    tried: int = 0
    returned: int = 0
    gave: bool = False
    refused: Outcome | None = field(default=None)

    def lives(self, usages: Sequence[Usage], seconds: float = CALL_S) -> list[tuple[Life, Life]]:
        def side(one: ObjectSide) -> list[Life]:
            return self.caller.live(self.sandbox, one.files, one.blueprint, usages, seconds)

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(side, self.sides)
        return list(zip(first, second, strict=True))

    def apart(self, usage: Usage, pair: tuple[Life, Life]) -> Apart | None:
        return apart(usage, *pair, self.shared.shown, self.guessed)

    def differing(self, usages: Sequence[Usage]) -> list[tuple[Usage, Apart]]:
        """Those that set the sides apart, cut off where they do; the most telling first."""
        found = []
        for usage, pair in zip(usages, self.lives(usages), strict=True):
            outcomes = [one for life in pair for one in life.outcomes]
            self.tried += Ended.UNKNOWN not in {one.ended for one in outcomes}
            self.returned += all(one.ended is Ended.RETURNED for one in outcomes)
            self.gave = self.gave or any(one.value not in (None, ["n"]) for one in outcomes)
            self.refused = self.refused or next((one for one in outcomes if one.ended is not Ended.RETURNED), None)
            if (seen := self.apart(usage, pair)) is not None:
                ends = [life.outcomes[seen.at].ended for life in pair if seen.at < len(life.outcomes)]
                key = (seen.difference.weak, not seen.at, sum(one is not Ended.RETURNED for one in ends))
                found.append((key, replace(usage, steps=usage.steps[: seen.at]), seen))
        found.sort(key=lambda one: (one[0], size(one[1])))
        return [(usage, seen) for _, usage, seen in found]

    def confirmed(self, usage: Usage) -> ObjectWitness | None:
        """The witness when the usage is alone in a fresh process, with patience: twice, or once if it is cut off."""
        first = self.lives([usage], PATIENCE * CALL_S)[0]
        endless = any(one.ended is Ended.TIMED_OUT for life in first for one in life.outcomes)
        second = first if endless else self.lives([usage], PATIENCE * CALL_S)[0]
        seen, again = self.apart(usage, first), self.apart(usage, second)
        if seen is None or again is None or (seen.at, seen.difference) != (again.at, again.difference):
            return None
        if not seen.difference.weak and self.reference is not None and self._only_reference_leaks(usage, first):
            seen = replace(seen, difference=replace(seen.difference, weak=True))
        known = set(self.guessed) & {step.operation for step in usage.steps}
        return ObjectWitness(usage, *first, seen, guessed=bool(known))

    def _only_reference_leaks(self, usage: Usage, spoilt: tuple[Life, Life]) -> bool:
        """Whether it is the reference alone that a caller can change from outside: then the other does no wrong."""
        if not any(step.operation == SPOIL for step in usage.steps):
            return False
        [clean] = self.lives([replace(usage, steps=tuple(one for one in usage.steps if one.operation != SPOIL))])
        kept = [at for at, one in enumerate(usage.steps, 1) if one.operation != SPOIL]
        leaks = [
            not all(
                same(life.outcomes[at].value, other.value)
                for at, other in zip(kept, without.outcomes[1:], strict=False)
                if at < len(life.outcomes)
            )
            for life, without in zip(spoilt, clean, strict=True)
        ]
        return leaks[self.reference or 0] and not leaks[1 - (self.reference or 0)]


def compare_objects(
    caller: ObjectCaller,
    sandbox: Sandbox,
    sides: tuple[ObjectSide, ObjectSide],
    texts: Sequence[str],
    budget_s: float = 8.0,
    reference: int | None = None,
) -> ObjectComparison:
    """Look for a witness for about ``budget_s`` seconds of wall time; equal input gives an equal answer unless that
    time runs out.
    """
    both = shared(*sides, texts)
    if both is None:
        return ObjectComparison(None)
    pair = _Pair(caller, sandbox, sides, both, reference)
    ends = time.monotonic() + budget_s
    planner = Planner(both.common, both.known)
    _learn(pair, planner)
    weak: ObjectWitness | None = None
    batches: list[Callable[[], list[Usage]]] = [lambda: planner.short(_SHORT)]
    batches += [lambda most=most, steps=steps: planner.drawn(most, steps) for most, steps in _DRAWN]  # type: ignore[misc]
    for batch in batches:
        found = _first_confirmed(pair, batch())
        if found is not None and not found.apart.difference.weak:
            return _told(pair, _shrunk(pair, found, ends + budget_s))
        weak = weak or found
        if time.monotonic() > ends:
            break
    if weak is not None and not pair.gave and weak.apart.difference.aspect is Aspect.STATE:
        strong = replace(weak.apart, difference=replace(weak.apart.difference, weak=False))
        return _told(
            pair, replace(_shrunk(pair, weak, ends + budget_s), apart=strong)
        )  # nothing else of it can be seen
    return _told(pair, weak)


def _told(pair: _Pair, witness: ObjectWitness | None) -> ObjectComparison:
    only = pair.shared.only_first, pair.shared.only_second
    return ObjectComparison(witness, pair.tried, pair.returned, pair.refused if not pair.returned else None, *only)


def _learn(pair: _Pair, planner: Planner) -> None:
    """Try what operations take of which nothing is said: what both take, or at least do not refuse by its type."""
    trials = [(one.name, *trial) for one in planner.unknown for trial in planner.trials(one)]
    if not trials:
        return
    taken: dict[str, list[Kind]] = {}
    for (name, guess, _), lives in zip(trials, pair.lives([one[2] for one in trials]), strict=True):
        lasts = [life.outcomes[-1] for life in lives]
        if all(one.ended is Ended.RETURNED or one.error not in _NOT_TAKEN for one in lasts):
            taken.setdefault(name, []).append(guess)
    planner.guesses = {
        name: tuple(one for one in found if one is not REAL or WHOLE not in found) for name, found in taken.items()
    }
    pair.guessed = frozenset(one.name for one in planner.unknown)


def _first_confirmed(pair: _Pair, usages: Sequence[Usage]) -> ObjectWitness | None:
    """The best that is seen again; a weak one only if there is no other."""
    weak: ObjectWitness | None = None
    for usage, seen in _varied(pair.differing(usages)):
        if seen.difference.weak and weak is not None:
            continue
        sure = pair.confirmed(usage)
        if sure is not None and not sure.apart.difference.weak:
            return sure
        weak = weak or sure
    return weak


def _varied(found: Sequence[tuple[Usage, Apart]]) -> list[tuple[Usage, Apart]]:
    """A few that differ in different operations or aspects, before more of the same."""
    first: dict[tuple[str, str], tuple[Usage, Apart]] = {}
    for usage, seen in found:
        last = usage.steps[seen.at - 1].operation if 0 < seen.at <= len(usage.steps) else seen.attribute
        first.setdefault((last, seen.difference.aspect), (usage, seen))
    return [*islice(first.values(), _TRIED_AGAIN), *islice((one for one in found if one not in first.values()), 2)]


def _shrunk(pair: _Pair, witness: ObjectWitness, ends: float) -> ObjectWitness:
    """Ever shorter usages that show the same difference, until time ``ends``; what is told was confirmed again."""
    smallest = witness.usage
    wanted = witness.apart.difference
    for _ in range(_ROUNDS):
        if time.monotonic() > ends:
            break
        fewer = {repr(one): one for one in islice(chain(shorter(smallest), simpler(smallest)), _VARIANTS)}
        variants = sorted((one for one in fewer.values() if size(one) < size(smallest)), key=size)
        shown = [
            replace(usage, steps=usage.steps[: seen.at])
            for usage, lives in zip(variants, pair.lives(variants), strict=True)
            if (seen := pair.apart(usage, lives)) is not None
            and seen.difference == wanted
            and (seen.at > 0) == (witness.apart.at > 0)
        ]
        if not shown:
            break
        smallest = min(shown, key=size)
    if smallest is witness.usage:
        return witness
    sure = pair.confirmed(smallest)
    return sure if sure is not None and sure.apart.difference == wanted else witness
