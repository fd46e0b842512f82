"""What a reviewer typed, tried on every candidate at once; answers are stored as they come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from assay.domain.task import Language
from assay.domain.trial import TrialEnd, Tried
from assay.errors import Unavailable
from assay.workflows.try_out import try_out
from assay_web.review.models import LiveRun, RunState
from assay_web.review.rules import letters
from assay_web.review.selectors.workbench import ordered_candidates

AT_ONCE = 3
"""Candidates that one trial runs at a time."""


def try_on_all(live: LiveRun) -> None:
    """Fill the run's ``result``: letter to ``Tried``. Hidden tests, the reference and origins take no part in it."""
    assignment, task = live.assignment, live.assignment.task
    language = Language(task.language)
    base: dict[str, str] = json.loads(task.base_files)
    shown: dict[str, str] = json.loads(task.visible_tests)
    code = str(json.loads(live.files)["code"])

    def answer(files: Mapping[str, str]) -> Tried:
        try:
            return try_out(language, {**base, **files}, code, visible_tests=shown, entry_point=task.entry_point or None)
        except Unavailable as problem:
            return Tried(ended=TrialEnd.NOT_RUN, message=str(problem))

    candidates = ordered_candidates(assignment)
    answers: dict[str, object] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = {
            pool.submit(answer, json.loads(candidate.files)): letter
            for letter, candidate in zip(letters(len(candidates)), candidates, strict=True)
        }
        for done in as_completed(waiting):
            answers[waiting[done]] = done.result().model_dump(mode="json")
            LiveRun.objects.filter(pk=live.pk).exclude(state=RunState.DONE).update(result=answers)
