"""Background work on reviews: running what a reviewer wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate.contrib.django import app

from assay.domain.finding import Proof, Reproducer
from assay.domain.run import Outcome, Run
from assay.domain.task import Language, Reference, Tests
from assay.errors import Unavailable
from assay.workflows.execute import aloud, judge_reproducer, run_reproducer, run_tests
from assay_web.kit.connections import with_fresh_connection
from assay_web.kit.counts import counted
from assay_web.review.models import Draft, LiveRun, RunKind, RunState
from assay_web.review.retested import retested
from assay_web.review.selectors.workbench import evidence_visible
from assay_web.review.services import expire_run_out_leases
from assay_web.review.services.runs import EXECUTE
from assay_web.review.trying import try_on_all
from assay_web.tasks.evidence_queue import INTERACTIVE, OFFICE


@app.periodic(cron="* * * * *")
@app.task(name="assay.expire_leases", queue=OFFICE, queueing_lock="expire-leases")
@with_fresh_connection
def expire_leases(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Free what people who fell silent hold."""
    expire_run_out_leases()


@app.task(name=EXECUTE, queue=INTERACTIVE)
@with_fresh_connection
def execute_run(run_id: int) -> None:
    """See :func:`carry_out`. An error of ours ends the run too: its reviewer would wait for ever."""
    try:
        carry_out(run_id)
    except (OperationalError, InterfaceError):  # the database was away: the job begins again
        raise
    except Exception:
        give_up_run(run_id, "it could not be run, which is our fault and has been logged")
        raise


def give_up_run(run_id: int, reason: str) -> None:
    """Say of a run why nothing more will come of it."""
    unfinished = LiveRun.objects.filter(pk=run_id).exclude(state=RunState.DONE)
    run = Run(outcome=Outcome.NOT_RUN, reason=reason).model_dump(mode="json")
    unfinished.exclude(kind=RunKind.TRIAL).update(result=run, complete=run)
    unfinished.update(state=RunState.DONE, finished_at=timezone.now())


def carry_out(run_id: int) -> None:
    """Execute a live run and store what it showed; a run that is done already is left as it is."""
    live = (
        LiveRun.objects.select_related("assignment__task__project", "candidate")
        .filter(pk=run_id)
        .exclude(state=RunState.DONE)
        .first()
    )
    if live is None:
        return
    unfinished = LiveRun.objects.filter(pk=run_id).exclude(state=RunState.DONE)
    unfinished.update(state=RunState.RUNNING)
    with counted("runs", kind=live.kind, language=live.assignment.task.language, outcome="failed") as labels:
        if live.kind == RunKind.TRIAL:
            try_on_all(live)
            unfinished.update(state=RunState.DONE, finished_at=timezone.now())
            labels["outcome"] = "done"
            return
        try:
            shown, complete, proof = _reproduce(live) if live.kind == RunKind.REPRODUCER else _retest(live)
        except Unavailable as problem:
            shown = complete = Run(outcome=Outcome.NOT_RUN, reason=str(problem))
            proof = None
        labels["outcome"] = complete.outcome.value
        unfinished.update(
            state=RunState.DONE,
            result=shown.model_dump(mode="json"),
            complete=complete.model_dump(mode="json"),
            proof=proof or "",
            output="",
            finished_at=timezone.now(),
        )


def _reproduce(live: LiveRun) -> tuple[Run, Run, Proof]:
    language = Language(live.assignment.task.language)
    files = _candidate_files(live)
    reproducer = Reproducer(files=json.loads(live.files))
    with aloud(_shown(live)):
        run = run_reproducer(language, files, reproducer)
    proof = judge_reproducer(run, None)
    if proof is Proof.DEMONSTRATED:
        for fixed in _fixes(live, files):
            proof = judge_reproducer(run, run_reproducer(language, fixed, reproducer))
            if proof is Proof.PROVEN:
                break
    return run, run, proof


def _shown(live: LiveRun) -> Callable[[str], None]:
    """Lets the reviewer read what their own program prints, while it runs."""

    def show(text: str) -> None:
        LiveRun.objects.filter(pk=live.pk).exclude(state=RunState.DONE).update(output=text)

    return show


def _fixes(live: LiveRun, files: Mapping[str, str]) -> list[dict[str, str]]:
    """What should pass: the reviewer's own correction as last saved, then the reference; of a sealed project the first
    only, for what a test of one's own says of the reference would tell what was changed in the candidate.
    """
    draft = Draft.objects.only("body").get(pk=live.assignment_id)
    correction = draft.body.get("corrections", {}).get(live.letter)
    fixes = []
    if correction:
        fixes.append({**files, **{file["path"]: file["text"] for file in correction["files"]}})
    task = live.assignment.task
    if task.reference and not task.project.sealed:
        fixes.append({**json.loads(task.base_files), **Reference.model_validate_json(task.reference).files})
    return fixes


def _retest(live: LiveRun) -> tuple[Run, Run, None]:
    """Two runs: one that knows the visible tests only, whose output may be shown; one with all, which is counted.

    The corrected code is the reviewer's, and could print any file it finds beside it. While machine evidence waits for
    the first pass, and in a sealed project always, nothing is told of the second: an unchanged file that fails hidden
    tests would be known to have a defect.
    """
    task = live.assignment.task
    language = Language(task.language)
    tests = Tests.model_validate_json(task.tests)
    files = {**_candidate_files(live), **json.loads(live.files)}
    with aloud(_shown(live)):
        visible = run_tests(language, files, tests.model_copy(update={"files": tests.visible_files}))
    if set(tests.visible) == set(tests.files):
        return visible, visible, None
    complete = run_tests(language, files, tests)
    if task.project.sealed or not evidence_visible(live.assignment):
        return visible, complete, None
    return retested(visible, complete, frozenset(tests.visible)), complete, None


def _candidate_files(live: LiveRun) -> dict[str, str]:
    assert live.candidate is not None  # noqa: S101 - a constraint of the table, for all but trials
    return {**json.loads(live.assignment.task.base_files), **json.loads(live.candidate.files)}
