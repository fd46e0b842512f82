"""TRL answers that are good or bad by themselves (KTO): ``prompt``, ``completion`` and ``label``.

**Rows.** One per candidate with a verdict: ``label`` is true where reviewers would accept it, with or without changes,
and ``p_accept`` says how surely (the Jeffreys posterior mean of their verdicts). And one, true, per correction that
does not fail the tests (``source`` says which).

**Left out and counted**: candidates on which ``p_accept`` is neither at least ``min_p`` nor at most 1 - ``min_p``, or
on which fewer agree than ``min_agreement``; corrections that fail the tests or change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.beliefs import accepted
from assay.export.columns import MESSAGES, TASK_COLUMNS, columns, task_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged


class TrlUnpaired:
    """See the module."""

    name = "trl-unpaired"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [
            ("prompt", MESSAGES),
            ("completion", MESSAGES),
            ("label", pa.bool_()),
            ("p_accept", pa.float64()),
            ("agreement", pa.float64()),
            ("source", pa.string()),
            ("model", pa.string()),
        ],
        TASK_COLUMNS,
    )
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """One row per candidate or correction; see the module."""
        for one in judged:
            yield from _candidates(one, options)
            yield from _corrections(one)


def _candidates(judged: Judged, options: Options) -> Iterator[Made]:
    for candidate in judged.task.candidates:
        found = accepted(judged, candidate.id)
        if found is None:
            yield LeftOut("no verdict")
        elif max(found.p, 1 - found.p) < options.min_p:
            yield LeftOut("below min_p")
        elif found.agreement < options.min_agreement:
            yield LeftOut("below min_agreement")
        else:
            yield {
                "prompt": question(judged.task),
                "completion": answer(judged.task, candidate.files),
                "label": found.p > 0.5,
                "p_accept": found.p,
                "agreement": found.agreement,
                "source": "verdict",
                "model": candidate.origin.model,
                **task_values(judged),
                "n_reviewers": found.n,
            }


def _corrections(judged: Judged) -> Iterator[Made]:
    for one in judged.corrections:
        if one.fails:
            yield LeftOut("correction fails the tests")
        elif one.files == one.candidate.files:
            yield LeftOut("identical solutions")
        else:
            yield {
                "prompt": question(judged.task),
                "completion": answer(judged.task, one.files),
                "label": True,
                "p_accept": one.chance.p,
                "agreement": 1.0,
                "source": "correction",
                "model": None,
                **task_values(judged),
                "n_reviewers": 1,
            }


plugin = TrlUnpaired()
