"""Tests in one run and the candidate in another, with a link between them; what the two together amount to.

The tests' process is trusted to say what became of the tests: it runs nothing of the candidate's, and takes nothing
from it but plain values. The candidate's process holds no test. Class E1.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assay.domain.run import Limits, Outcome
from assay.evidence.interpreter import entering
from assay.evidence.languages._python import report
from assay.evidence.languages._python.linkable import Linkable
from assay.evidence.languages._python.linked.linked_wire import ENDED_BEYOND, ENDED_GONE
from assay.evidence.sandbox import Entry, Execution, LinkingSandbox, Program

LINKED: Final = Path(__file__).resolve().parent / "linked"
_ANSWERING: Final = Entry("linked_answering", (str(LINKED),))
_LATER_S: Final = 2.0
"""What the tests may take longer than the candidate: what runs too long is called so by where it runs."""


@dataclass(frozen=True)
class Together:
    """Both runs, and their verdict."""

    tests: Execution
    candidate: Execution
    judged: report.Judged


def option(found: Linkable) -> str:
    """What the tests' runner is told of the link."""
    return json.dumps({"modules": found.modules, "own": found.own})


def run(
    sandbox: LinkingSandbox, tests: Program, files: Mapping[str, str], limits: Limits, own_modules: Collection[str]
) -> Together | None:
    """Run ``tests`` beside the candidate's ``files``; None if what they do cannot be done in two processes."""
    longer = limits.model_copy(update={"wall_s": limits.wall_s + _LATER_S})
    candidate = entering(_ANSWERING, files=files, limits=limits)
    asked, answered = sandbox.execute_linked(replace(tests, limits=longer), candidate)
    if asked.exit_status == ENDED_BEYOND and answered.stop is None:
        return None
    return Together(asked, answered, _judge(asked, answered, own_modules))


def _judge(asked: Execution, answered: Execution, own_modules: Collection[str]) -> report.Judged:
    seen = report.read(asked.report)
    judged = report.judge(asked, seen, own_modules)
    if asked.stop is Outcome.SANDBOX_ERROR:
        return judged
    if answered.stop is not None:
        return replace(judged, outcome=answered.stop, reason=answered.reason)
    if asked.exit_status == ENDED_GONE:
        status = answered.exit_status or 0
        how = f"by signal {report.signal_name(-status)}" if status < 0 else f"with exit status {status}"
        return replace(judged, outcome=Outcome.CRASHED, reason=f"ended before its tests did, {how}")
    return judged
