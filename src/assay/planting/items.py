"""Items of an assessment from one plant: its tampered code and its clean twin, alone or side by side, with gold."""

from __future__ import annotations

import hashlib
import hmac
import re
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


@dataclass(frozen=True)
class Pair:
    """A task whose candidates are the defect and its clean twin, in an order that the secret draws, to be ranked.
    ``gold`` is of the one with the defect; ``sound`` is the id of the other.
    """

    task: Task
    gold: Gold
    sound: str


def pair(plant: Plant, *, title: str, prompt: str, secret: bytes) -> Pair:
    """One item of both. Neither its id nor those of the candidates tell anything without ``secret``."""
    defect, clean = items(plant, title=title, prompt=prompt, secret=secret)
    name, wrong, sound = (_drawn(secret, f"{plant.id} pair {part}")[:16] for part in ("task", "defect", "clean"))
    candidates = (
        Candidate(id=wrong, files=defect.task.candidates[0].files),
        Candidate(id=sound, files=clean.task.candidates[0].files),
    )
    task = defect.task.model_copy(
        update={
            "id": name,
            "aspects": (Aspect.CORRECTNESS, Aspect.RANKING),
            "candidates": tuple(sorted(candidates, key=lambda one: one.id)),
        }
    )
    return Pair(task, defect.gold.model_copy(update={"task": name, "candidate": wrong}), sound)


def digest_of(plant: Plant) -> str:
    """What the plants in one piece of code have in common: the original's text under the names that it was found with,
    without spaces at the ends of lines.
    """
    text = "\n".join(line.rstrip() for line in plant.files[plant.path].splitlines())
    for found, changed in plant.renamed.items():
        text = re.sub(rf"\b{re.escape(changed)}\b", found, text)
    return hashlib.sha256(f"{plant.language} {text}".encode()).hexdigest()


def _drawn(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def _item(plant: Plant, text: str, title: str, prompt: str, secret: bytes, *, clean: bool) -> Item:
    name = _drawn(secret, f"{plant.id} {clean}")[:16]
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
