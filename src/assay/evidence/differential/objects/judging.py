"""Do two lives of the same usage differ, after which step, in what, and how telling is it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from assay.evidence.caller import Encoded, Ended, Outcome
from assay.evidence.differential.judge import Aspect, Difference, difference, same
from assay.evidence.object_caller import Life, Usage

_STOPPED = frozenset({Ended.UNKNOWN, Ended.TIMED_OUT, Ended.DIED})


@dataclass(frozen=True)
class Apart:
    """``at``: 0 for making the object, then the step's number from 1; one more than there are steps for ``attribute``,
    which differs afterwards.
    """

    at: int
    difference: Difference
    attribute: str = ""


def apart(
    usage: Usage, first: Life, second: Life, shown: Collection[str] = (), guessed: Collection[str] = ()
) -> Apart | None:
    """What sets two lives apart first; a weak difference only if there is no better one.

    Weak are also attributes that are not ``shown`` to the outside, and a TypeError of an operation whose arguments are
    ``guessed``: one side may rightly refuse what nobody said it takes.
    """
    weak = None
    for at, pair in enumerate(zip(first.outcomes, second.outcomes, strict=False)):
        found = difference(*pair)
        if found is not None and _refuses(pair) and at and usage.steps[at - 1].operation in guessed:
            found = replace(found, weak=True)
        if found is not None and not found.weak:
            return Apart(at, found)
        weak = weak or (Apart(at, found) if found else None)
        if _STOPPED & {one.ended for one in pair} or (not at and pair[0].ended is not Ended.RETURNED):
            return weak
    for name in sorted({*first.state} & {*second.state}):
        forms = first.state[name], second.state[name]
        if plain(forms[0]) and plain(forms[1]) and not same(*forms):
            found = Difference(Aspect.STATE, weak=name not in shown)
            if not found.weak:
                return Apart(len(usage.steps) + 1, found, name)
            weak = weak or Apart(len(usage.steps) + 1, found, name)
    return weak


def plain(form: Encoded) -> bool:
    """Whether it is made of values that can be written as they are."""
    match form:
        case ["o" | "x", *_]:
            return False
        case [_, list() as parts]:
            return all(plain(part) if isinstance(part, list) else True for part in parts)
        case _:
            return form is not None


def _refuses(pair: tuple[Outcome, Outcome]) -> bool:
    return any(one.ended is Ended.RAISED and one.error == "TypeError" for one in pair)
