"""Which task to hand out next: the one whose review is expected to teach most per minute, with an even share drawn.

What is known of verdicts so far is worked out above this app, which plugs it in here with :func:`learn_from`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from assay.workflows.choose import FLOOR, Open, most_telling_first
from assay_web.tasks.models import Task

POOL: Final = 64
"""Tasks that are weighed for one claim: the shortest, for no other can carry more bits per minute than they may."""

Chances = Callable[[Sequence[int]], Mapping[int, Mapping[str, float]]]
"""Ids of tasks to the chances of the least certain verdict on each; one that nobody has reviewed is left out."""

_sources: list[Chances] = []


def learn_from(source: Chances) -> Chances:
    """Let ``source`` say what is known of verdicts; a later one takes the place of an earlier one."""
    _sources[:] = [source]
    return source


def next_tasks(on_offer: QuerySet[Task], source: random.Random) -> Iterator[int]:
    """Ids of tasks in the order in which to try them. A share :data:`FLOOR` of answers begins with an evenly drawn
    one, so that no task waits for ever and an audit without bias is possible (JUDGEMENT, section 2).
    """
    if source.random() < FLOOR:
        beginning = UUID(int=source.getrandbits(128))
        yield from on_offer.filter(public_id__gte=beginning).order_by("public_id").values_list("pk", flat=True)[:1]
    rows = list(on_offer.order_by("expected_minutes", "id").values_list("pk", "expected_minutes")[:POOL])
    known = _sources[0]([pk for pk, _ in rows]) if _sources and rows else {}
    yield from map(int, most_telling_first([Open(str(pk), known.get(pk, {}), minutes) for pk, minutes in rows]))
