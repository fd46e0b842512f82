"""TRL examples to imitate (SFT): ``prompt`` and, as ``completion``, the corrected version that a reviewer wrote.

**Left out and counted**: corrections that fail the tests or change nothing. ``tested`` says whether the tests ran and
passed; ``model`` wrote what was corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.domain.run import Outcome
from assay.export.columns import MESSAGES, TASK_COLUMNS, columns, task_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Corrected, Judged


class TrlSft:
    """See the module."""

    name = "trl-sft"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [("prompt", MESSAGES), ("completion", MESSAGES), ("tested", pa.bool_()), ("model", pa.string())], TASK_COLUMNS
    )
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """One row per correction; see the module."""
        for one in judged:
            for correction in one.corrections:
                yield _row(one, correction)


def _row(judged: Judged, one: Corrected) -> Made:
    if one.fails:
        return LeftOut("correction fails the tests")
    if one.files == one.candidate.files:
        return LeftOut("identical solutions")
    run = one.correction.run
    return {
        "prompt": question(judged.task),
        "completion": answer(judged.task, one.files),
        "tested": run is not None and run.outcome is Outcome.PASSED,
        "model": one.candidate.origin.model,
        **task_values(judged),
        "n_reviewers": 1,
    }


plugin = TrlSft()
