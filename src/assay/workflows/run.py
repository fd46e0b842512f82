"""Run the candidates of whole task files, several at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assay.domain.run import CandidateRun
from assay.domain.task import Candidate, Task
from assay.errors import InputError, RecordError
from assay.evidence.sandbox import choose_sandbox
from assay.interchange import read_tasks
from assay.workflows.execute import has_runner, run_candidate
from assay.workflows.ordered import in_order

_Question = tuple[Task, Candidate] | RecordError


def run_tasks(
    paths: Sequence[Path], *, jobs: int = 1, candidate: str | None = None, allow_degraded: bool = False
) -> Iterator[CandidateRun | RecordError]:
    """Every candidate's run, or only those of the candidate with this id, in the order of the files.

    A record that is wrong comes out as its error, at its place; the others are run.

    Raises:
        InputError: a path does not exist, or no task has such a candidate.
        SandboxUnavailable: as :func:`assay.workflows.execute.run_tests`, before anything is run.
    """

    def answer(question: _Question) -> CandidateRun | RecordError:
        if isinstance(question, RecordError):
            return question
        return run_candidate(*question, allow_degraded=allow_degraded)

    return in_order(answer, _questions(paths, candidate, allow_degraded=allow_degraded), jobs)


def _questions(paths: Iterable[Path], candidate: str | None, *, allow_degraded: bool) -> Iterator[_Question]:
    found, known = candidate is None, set[str]()
    for path in paths:
        for record in read_tasks(path):
            if isinstance(record, RecordError):
                yield record
                continue
            if has_runner(record.language):
                choose_sandbox(allow_degraded=allow_degraded)
            for one in record.candidates:
                known.add(one.id)
                if candidate in {None, one.id}:
                    found = True
                    yield record, one
    if not found:
        names = ", ".join(sorted(known)[:20]) or "none"
        raise InputError(f"no task has a candidate {candidate!r}", remedy=f"candidates: {names}")
