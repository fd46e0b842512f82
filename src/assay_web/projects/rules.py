"""Pure decisions about projects: names, prices by tier, rubrics as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable

RESERVED_SLUGS = frozenset({"new"})
"""Addresses beneath ``/projects/`` that are no project."""


def rubric_id(slug: str) -> str:
    """The id of a project's own rubric: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "rubric"


def price_for(minutes: int, tiers: Iterable[tuple[int, int]], otherwise: int) -> int:
    """Pay of a task expected to take ``minutes``: of the smallest tier (up to minutes, price) that covers it."""
    return min(((up_to, price) for up_to, price in tiers if minutes <= up_to), default=(0, otherwise))[1]


def parse_anchors(text: str) -> tuple[tuple[int, str], ...]:
    """Anchors typed one a line as ``5: no defect that matters``.

    Raises:
        ValueError: a line is not of that form; the message names it.
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        score, colon, meaning = line.partition(":")
        if not (colon and score.strip().isdecimal() and meaning.strip()):
            msg = f"“{line[:60]}”: write a score, a colon and what it looks like, such as “5: no defect that matters”."
            raise ValueError(msg)
        found.append((int(score), meaning.strip()))
    return tuple(found)


def written_anchors(anchors: Iterable[tuple[int, str]]) -> str:
    """How :func:`parse_anchors` reads them."""
    return "\n".join(f"{score}: {meaning}" for score, meaning in anchors)
