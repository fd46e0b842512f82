"""What a reviewer is told of a correction that was run with the hidden tests too."""

from __future__ import annotations

from assay.domain.run import Outcome, Run, TestOutcome, TestResult
from assay_web.review.selectors.evidence import reason_for_reviewer, redacted

TOGETHER = "hidden 1"
"""What all hidden tests are called where they are told as one: as the only one of a planted task would be."""

_NOTHING_AGAINST_IT = {TestOutcome.PASSED, TestOutcome.SKIPPED}
_DID_NOT_RUN = {Outcome.NOT_RUN, Outcome.SANDBOX_ERROR}
_TOLD = {Outcome.PASSED, *_DID_NOT_RUN}
"""Ends of a forgeable run that are told as they are; all others are a failure."""


def retested(visible: Run, complete: Run, shown_files: frozenset[str]) -> Run:
    """The run of the visible tests, with what may be told of the ``complete`` one.

    Where the correction could have written the report itself, names, number, order, times and messages of hidden tests
    would be a channel for their text: they are one result, which carries one bit.
    """
    hidden = [one for one in redacted(complete.tests, shown_files) if one.id.startswith("hidden ")]
    results = tuple(TestResult(id=one.id, outcome=one.outcome) for one in hidden)
    if complete.forgeable:
        return _as_one(visible, complete, _together(visible, complete, results))
    return visible.model_copy(
        update={
            "outcome": complete.outcome,
            "reason": reason_for_reviewer(complete),
            "passed": complete.passed,
            "total": complete.total,
            "tests": (*visible.tests, *results),
            "wall_s": visible.wall_s + complete.wall_s,
        }
    )


def _as_one(visible: Run, complete: Run, ended: TestOutcome) -> Run:
    update = {
        "passed": visible.passed + (ended is TestOutcome.PASSED),
        "total": visible.total + 1,
        "tests": (*visible.tests, TestResult(id=TOGETHER, outcome=ended)),
    }
    if visible.outcome in {Outcome.PASSED, Outcome.NOT_RUN}:
        update |= {"outcome": complete.outcome if complete.outcome in _TOLD else Outcome.FAILED, "reason": ""}
    return visible.model_copy(update=update)


def _together(visible: Run, complete: Run, hidden: tuple[TestResult, ...]) -> TestOutcome:
    """How the hidden tests went as a whole. What the visible ones account for is not held against them."""
    if complete.outcome in _DID_NOT_RUN:
        return TestOutcome.NOT_RUN
    fine = bool(hidden) and all(one.outcome in _NOTHING_AGAINST_IT for one in hidden)
    accounted = complete.outcome is Outcome.FAILED and visible.outcome is Outcome.FAILED and fine
    return TestOutcome.PASSED if complete.outcome is Outcome.PASSED or accounted else TestOutcome.FAILED
