"""A planted defect as a task that looks like its neighbours. Pure, but for the chances drawn."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence

from assay.domain.gold import Gold
from assay.domain.plant import Plant
from assay.domain.task import Candidate, Task, Tests
from assay.workflows.assess import items_of_plant

CLEAN_SHARE = 1 / 3
"""Of single candidates, the share that has no defect."""

PAIR = 2
MOST_CANDIDATES = PAIR
"""Candidates of a task that a plant can stand in for: alone, or the defect beside its clean twin."""


def neighbours(plant: Plant, tasks: Sequence[Task]) -> list[Task]:
    """Those of ``tasks`` among which the plant would not stand out: of its language and with as many candidates as it
    can bring, with tests and base files where it has them, and with hidden tests only where its witness is a test.
    """
    base, tests, unseen = len(plant.files) > 1, bool(plant.tests.files), plant.witness.tests is not None
    return [
        one
        for one in tasks
        if one.language is plant.language
        and len(one.candidates) <= MOST_CANDIDATES
        and bool(one.files) is base
        and bool(one.tests.files) is tests
        and (unseen or not _hides_tests(one.tests))
    ]


def _hides_tests(tests: Tests) -> bool:
    return set(tests.visible) != set(tests.files)


def disguised(
    plant: Plant, title: str, prompt: str, like: Task, source: random.Random
) -> tuple[Task, tuple[Gold, ...]]:
    """The plant as a task with the aspects, the number of candidates and the particulars of ``like``, and what is known
    of each candidate. Its witness is a hidden test where ``like`` has hidden tests, and left out elsewhere: what a run
    counts would tell.
    """
    defect, clean = items_of_plant(plant, title=title, prompt=prompt, secret=secrets.token_bytes(16))
    if len(like.candidates) == PAIR:
        chosen = [defect, clean]
        source.shuffle(chosen)
    else:
        chosen = [clean if source.random() < CLEAN_SHARE else defect]
    name = secrets.token_hex(8)
    ids = [secrets.token_hex(4) for _ in chosen]
    particulars = {field: getattr(like, field) for field in ("aspects", "source", "license", "training_allowed")}
    if "rubric" in like.model_fields_set:
        particulars["rubric"] = like.rubric
    candidates = tuple(
        Candidate(id=id_, files=item.task.candidates[0].files) for id_, item in zip(ids, chosen, strict=True)
    )
    task = defect.task.model_copy(
        update={
            **particulars,
            "id": name,
            "candidates": candidates,
            "tests": defect.task.tests if _hides_tests(like.tests) else plant.tests,
            "reference": defect.task.reference if like.reference else None,
        }
    )
    known = tuple(
        item.gold.model_copy(update={"task": name, "candidate": id_}) for id_, item in zip(ids, chosen, strict=True)
    )
    return task, known
