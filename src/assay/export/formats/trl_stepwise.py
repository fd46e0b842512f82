"""TRL answers judged step by step (process reward models): ``prompt``, ``completions`` and ``labels``.

**Rows.** One per candidate with a verdict. Its files are cut where a line at the left margin follows a blank one; a
step is right unless a finding about correctness or security, minor or worse, touches it that is true with at least
``min_p`` (see ``critique``).

**Left out and counted**: candidates without a verdict; rejected ones in which no step is known to be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.domain.finding import Finding, Severity
from assay.domain.review import Verdict
from assay.domain.task import Aspect, Candidate
from assay.export.beliefs import accepted, believed
from assay.export.columns import TASK_COLUMNS, TEXTS, columns, task_values
from assay.export.conversation import question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged
from assay.export.steps import Step, steps

_WRONG = frozenset({Aspect.CORRECTNESS, Aspect.SECURITY})


class TrlStepwise:
    """See the module."""

    name = "trl-stepwise"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [("prompt", pa.string()), ("completions", TEXTS), ("labels", pa.list_(pa.bool_())), ("model", pa.string())],
        TASK_COLUMNS,
    )
    training = True

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """One row per candidate; see the module."""
        for one in judged:
            for candidate in one.task.candidates:
                yield _row(one, candidate, options)


def _row(judged: Judged, candidate: Candidate, options: Options) -> Made:
    found = accepted(judged, candidate.id)
    if found is None:
        return LeftOut("no verdict")
    faults = [
        one.finding for one in believed(judged, candidate.id) if one.p >= options.min_p and _is_fault(one.finding)
    ]
    cut = list(steps(candidate.files))
    labels = [not any(_touches(fault, step) for fault in faults) for step in cut]
    if found.verdict is Verdict.REJECT and all(labels):
        return LeftOut("rejected, but no step is known to be wrong")
    return {
        "prompt": question(judged.task)[0]["content"],
        "completions": [one.text for one in cut],
        "labels": labels,
        "model": candidate.origin.model,
        **task_values(judged),
    }


def _is_fault(finding: Finding) -> bool:
    return finding.aspect in _WRONG and finding.severity.rank >= Severity.MINOR.rank


def _touches(finding: Finding, step: Step) -> bool:
    return finding.path == step.path and finding.start_line <= step.end_line and finding.end_line >= step.start_line


plugin = TrlStepwise()
