"""Two items of an assessment from one plant, its tampered code and its clean twin: tasks that look alike, with gold."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from assay.domain.gold import Gold
from assay.domain.plant import Plant
from assay.domain.task import Aspect, Candidate, Reference, Task, Tests

_CANDIDATE = "a"


@dataclass(frozen=True)
class Item:
    """A task with one candidate, and what is known of it. Only the task is for the reviewer's eyes, and of that only
    what every task shows: the reference and the tests that are not visible stay hidden.
    """

    task: Task
    gold: Gold


def items(plant: Plant, *, title: str, prompt: str, secret: bytes) -> tuple[Item, Item]:
    """The defect first, then the clean twin. What the two tasks say differs in the code under review and in the id,
    which without ``secret`` tells neither the plant nor whether it has a defect.
    """
    return (
        _item(plant, plant.tampered, title, prompt, secret, clean=False),
        _item(plant, plant.twin, title, prompt, secret, clean=True),
    )


def _item(plant: Plant, text: str, title: str, prompt: str, secret: bytes, *, clean: bool) -> Item:
    name = hmac.new(secret, f"{plant.id} {clean}".encode(), hashlib.sha256).hexdigest()[:16]
    task = Task(
        id=name,
        title=title,
        prompt=prompt,
        language=plant.language,
        aspects=(Aspect.CORRECTNESS,),
        files={path: body for path, body in plant.files.items() if path != plant.path},
        tests=_tests(plant),
        reference=Reference(files={plant.path: plant.files[plant.path]}),
        candidates=(Candidate(id=_CANDIDATE, files={plant.path: text}),),
    )
    defects = () if clean else (plant.defect(),)
    return Item(task, Gold(task=name, candidate=_CANDIDATE, defects=defects, clean=clean))


def _tests(plant: Plant) -> Tests:
    """The visible tests, and the witness where it is a test: what a corrected version must pass."""
    witness = plant.witness.tests
    if witness is None:
        return plant.tests
    visible = plant.tests.files
    hidden = {path: body for path, body in witness.files.items() if path not in visible}
    return plant.tests.model_copy(update={"files": {**visible, **hidden}, "visible": tuple(visible)})
