"""Rubrics of tasks: kept once each, and read once by each process, for none ever changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from assay.domain.rubric import Rubric
from assay_web.tasks.models import StoredRubric, Task


def keep_rubrics(contents: Iterable[str]) -> Mapping[str, str]:
    """Store the rubrics that are not there yet, given as JSON; each with its key, its SHA-256 in hexadecimal."""
    keys = {content: sha256(content.encode()).hexdigest() for content in contents}
    there = set(StoredRubric.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
    new = [StoredRubric(key=key, content=content) for content, key in keys.items() if key not in there]
    StoredRubric.objects.bulk_create(new, ignore_conflicts=True)
    return keys


def rubric_of(task: Task) -> Rubric:
    """What its reviews are rated by."""
    return rubric_by(task.rubric_id)


@lru_cache(maxsize=256)
def rubric_by(key: str) -> Rubric:
    """The rubric of that key.

    Raises:
        StoredRubric.DoesNotExist: no task came with it.
    """
    return Rubric.model_validate_json(StoredRubric.objects.values_list("content", flat=True).get(pk=key))
