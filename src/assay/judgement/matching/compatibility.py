"""Whether two kinds of problem can be the same problem: by weakness number first, by category otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from assay.domain.finding import Category

SAME_WEAKNESS: Final = 1.0
SAME_FAMILY: Final = 0.9
SAME_CATEGORY: Final = 1.0
OTHER_WEAKNESS: Final = 0.7
"""One category, but weaknesses of different families."""
RELATED: Final = 0.5
"""Categories that reviewers confuse."""

_FAMILIES: Final = (
    {362, 366, 367, 662, 667, 820, 821, 832, 833, 609, 543, 364},
    {77, 78, 79, 88, 89, 90, 91, 94, 95, 116, 117, 564, 643, 943, 1336},
    {20, 129, 1284, 1286, 1287},
    {22, 23, 36, 59, 73, 377, 379, 434},
    {190, 191, 193, 369, 681, 682, 704, 839},
    {252, 253, 390, 391, 392, 396, 397, 703, 754, 755, 248, 209},
    {400, 401, 404, 459, 770, 772, 775, 789, 920},
    {407, 1333, 1050, 1073, 1088},
    {415, 416, 476, 119, 120, 125, 787, 788, 805, 824, 908},
    {613, 672, 298, 324},
    {639, 862, 863, 284, 285, 269, 732, 306, 287, 668},
    {208, 327, 328, 330, 338, 326, 916, 347, 295, 297, 759, 760},
    {200, 532, 312, 319, 259, 522, 798, 321, 538, 539},
    {502, 470, 915, 611, 776},
    {480, 483, 570, 571, 670, 697, 478, 561, 563, 835},
)
"""After the categories of CWE view 699, "Software Development" (https://cwe.mitre.org/data/definitions/699.html)."""

_CONFUSED: Final = frozenset(
    frozenset(pair)
    for pair in (
        (Category.LOGIC, Category.VALIDATION),
        (Category.LOGIC, Category.ERROR_HANDLING),
        (Category.LOGIC, Category.CONCURRENCY),
        (Category.LOGIC, Category.RESOURCE),
        (Category.LOGIC, Category.TEST),
        (Category.LOGIC, Category.SECURITY),
        (Category.LOGIC, Category.PERFORMANCE),
        (Category.VALIDATION, Category.SECURITY),
        (Category.VALIDATION, Category.ERROR_HANDLING),
        (Category.CONCURRENCY, Category.RESOURCE),
        (Category.CONCURRENCY, Category.SECURITY),
        (Category.RESOURCE, Category.ERROR_HANDLING),
        (Category.RESOURCE, Category.PERFORMANCE),
        (Category.RESOURCE, Category.SECURITY),
        (Category.ERROR_HANDLING, Category.SECURITY),
        (Category.STYLE, Category.DOCUMENTATION),
    )
)


def compatibility(category: Category, cwe: int | None, other_category: Category, other_cwe: int | None) -> float:
    """How far two kinds of problem agree, in [0, 1]; symmetric. 0 says that they cannot be the same."""
    by_category = _by_category(category, other_category)
    if cwe is None or other_cwe is None:
        return by_category
    if cwe == other_cwe:
        return SAME_WEAKNESS
    if frozenset((cwe, other_cwe)) in _RELATED_WEAKNESSES:
        return SAME_FAMILY
    return min(by_category, OTHER_WEAKNESS)


def _by_category(one: Category, other: Category) -> float:
    if one is other:
        return SAME_CATEGORY
    return RELATED if frozenset((one, other)) in _CONFUSED else 0.0


def _pairs(families: Iterable[set[int]]) -> frozenset[frozenset[int]]:
    return frozenset(frozenset(pair) for family in families for pair in combinations(sorted(family), 2))


_RELATED_WEAKNESSES: Final = _pairs(_FAMILIES)
