"""Which lines of two texts belong together: a histogram difference by lines, quick on any two files.

A region is anchored on the lines that occur once on each side, as far as they keep their order (Bram Cohen's patience
difference); where there are none, on the run of equal lines around the rarest common line (JGit's ``HistogramDiff``).
What has only frequent lines in common, and what is left when the work has grown too much, is taken as replaced as a
whole: a coarser answer instead of a slower one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

MOST_OCCURRENCES = 64
"""A line that occurs more often in one region anchors nothing."""

MOST_WORK = 30
"""How often each line may be looked at, on average, before the rest is taken as replaced."""

Hunk = tuple[int, int, int, int]
"""``(from, to)`` in the first text and ``(from, to)`` in the second: 0-based, half open. Between hunks all is equal."""


def lines_of(text: str) -> list[str]:
    """Lines as the workbench counts them: they end at line feeds only; none in an empty text."""
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


@lru_cache(maxsize=128)
def aligned(first: str, second: str) -> tuple[Hunk, ...]:
    """Hunks that turn one text into the other, in order; none if their lines are equal. Remembers recent answers."""
    return tuple(hunks(lines_of(first), lines_of(second)))


def hunks(first: Sequence[str], second: Sequence[str]) -> list[Hunk]:
    """Hunks between two lists of lines, in order and not adjacent."""
    found: list[Hunk] = []
    open_regions: list[Hunk] = [(0, len(first), 0, len(second))]
    work = MOST_WORK * (len(first) + len(second))
    while open_regions:
        region = _trimmed(first, second, open_regions.pop())
        a, a_end, b, b_end = region
        if a == a_end and b == b_end:
            continue
        work -= a_end - a + b_end - b
        both_filled = a < a_end and b < b_end and work > 0
        anchors = (_unique(first, second, region) or _rarest(first, second, region)) if both_filled else []
        if not anchors:
            found.append(region)
            continue
        for from_a, to_a, from_b, to_b in [*anchors, (a_end, a_end, b_end, b_end)]:
            open_regions.append((a, from_a, b, from_b))
            a, b = to_a, to_b
    return _joined(found)


def _unique(first: Sequence[str], second: Sequence[str], region: Hunk) -> list[Hunk]:
    """Lines that occur once on each side: the longest sequence of them that keeps its order."""
    a, a_end, b, b_end = region
    once = {line for line, count in Counter(first[a:a_end]).items() if count == 1}
    once &= {line for line, count in Counter(second[b:b_end]).items() if count == 1}
    places = {second[at]: at for at in range(b, b_end) if second[at] in once}
    ends: list[int] = []
    tops: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for at in range(a, a_end):
        other = places.get(first[at])
        if other is None:
            continue
        pile = bisect_left(ends, other)
        before[at, other] = tops[pile - 1] if pile else None
        ends[pile : pile + 1] = [other]
        tops[pile : pile + 1] = [(at, other)]
    chain: list[Hunk] = []
    top = tops[-1] if tops else None
    while top is not None:
        chain.append((top[0], top[0] + 1, top[1], top[1] + 1))
        top = before[top]
    return chain[::-1]


def _trimmed(first: Sequence[str], second: Sequence[str], region: Hunk) -> Hunk:
    """The region without equal lines at its ends."""
    a, a_end, b, b_end = region
    while a < a_end and b < b_end and first[a] == second[b]:
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and first[a_end - 1] == second[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
    return a, a_end, b, b_end


def _rarest(first: Sequence[str], second: Sequence[str], region: Hunk) -> list[Hunk]:
    """The longest run of equal lines around the rarest common line; empty if none is rare enough."""
    a, a_end, b, b_end = region
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(a, a_end):
        places[first[at]].append(at)
    best: Hunk | None = None
    rarest, longest, after = MOST_OCCURRENCES + 1, 0, b
    for at in range(b, b_end):
        if at < after:
            continue
        known = places.get(second[at], ())
        if not known or len(known) > rarest:
            continue
        for place in known:
            from_a, from_b, to_a, to_b = place, at, place + 1, at + 1
            count = len(known)
            while from_a > a and from_b > b and first[from_a - 1] == second[from_b - 1]:
                from_a, from_b = from_a - 1, from_b - 1
                count = min(count, len(places[first[from_a]]))
            while to_a < a_end and to_b < b_end and first[to_a] == second[to_b]:
                count = min(count, len(places[first[to_a]]))
                to_a, to_b = to_a + 1, to_b + 1
            after = max(after, to_b)
            if count < rarest or (count == rarest and to_a - from_a > longest):
                best, rarest, longest = (from_a, to_a, from_b, to_b), count, to_a - from_a
    return [best] if best else []


def _joined(found: list[Hunk]) -> list[Hunk]:
    """In order, adjacent ones as one."""
    ordered: list[Hunk] = []
    for hunk in sorted(found):
        if ordered and ordered[-1][1] == hunk[0] and ordered[-1][3] == hunk[2]:
            ordered[-1] = (ordered[-1][0], hunk[1], ordered[-1][2], hunk[3])
        else:
            ordered.append(hunk)
    return ordered
