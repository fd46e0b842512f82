"""Pure decisions about projects: names, prices by tier, rubrics as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Question:
    """A question of the quiz: options of which one, by its index, is right, and why."""

    question: str
    options: tuple[str, ...]
    right: int
    reason: str


RIGHT_MARK = "*"


def parse_options(text: str) -> tuple[tuple[str, ...], int]:
    """Options typed one a line, the right one beginning with ``*``; answers them with its index.

    Raises:
        ValueError: there are fewer than two, two alike, or not exactly one that is marked.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [at for at, line in enumerate(lines) if line.startswith(RIGHT_MARK)]
    options = tuple(line.removeprefix(RIGHT_MARK).strip() for line in lines)
    if len(options) < 2 or "" in options or len(set(options)) < len(options):
        msg = "Give at least two options, one a line, none twice."
        raise ValueError(msg)
    if len(marked) != 1:
        msg = "Mark the right option, and no other, with a * at its beginning."
        raise ValueError(msg)
    if too_long := next((one for one in options if len(one) > MOST_OPTION), None):
        msg = f"“{too_long[:60]}…”: an option has {MOST_OPTION} characters at most."
        raise ValueError(msg)
    return options, marked[0]


MOST_OPTION = 300

MOST_QUESTIONS = 12


def written_options(options: Iterable[str], right: int) -> str:
    """How :func:`parse_options` reads them."""
    return "\n".join(f"{RIGHT_MARK if at == right else ''}{one}" for at, one in enumerate(options))
