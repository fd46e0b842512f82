"""RewardBench 2: per task every accepted and every rejected completion, to see which a reward model puts on top.

**Rows.** One per task with at least one of each: a candidate is ``chosen`` if ``p_accept`` is at least ``min_p``,
``rejected`` if it is at most 1 - ``min_p``; corrections that do not fail the tests are chosen too. ``models`` names
who wrote them, chosen first; ``subset`` is the language; ``additional_metadata`` holds what we know of the task.

**Left out and counted**: tasks without an accepted or without a rejected completion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.beliefs import accepted
from assay.export.columns import TASK_COLUMNS, TEXTS, columns, task_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged

REVIEWER = "reviewer"
"""Stands for the model of a correction."""

Completions = list[tuple[str, str]]
"""Text and who wrote it."""


class RewardBench2:
    """See the module."""

    name = "rewardbench-2"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [
            ("id", pa.string()),
            ("prompt", pa.string()),
            ("chosen", TEXTS),
            ("rejected", TEXTS),
            ("num_correct", pa.int64()),
            ("num_incorrect", pa.int64()),
            ("total_completions", pa.int64()),
            ("models", TEXTS),
            ("subset", pa.string()),
            ("additional_metadata", pa.struct(TASK_COLUMNS)),
        ],
        [],
    )
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """One row per task; see the module."""
        for one in judged:
            yield _row(one, options)


def _row(judged: Judged, options: Options) -> Made:
    chosen, rejected = _completions(judged, options)
    if not chosen or not rejected:
        return LeftOut("nothing accepted" if not chosen else "nothing rejected")
    return {
        "id": judged.task.id,
        "prompt": question(judged.task)[0]["content"],
        "chosen": [text for text, _ in chosen],
        "rejected": [text for text, _ in rejected],
        "num_correct": len(chosen),
        "num_incorrect": len(rejected),
        "total_completions": len(chosen) + len(rejected),
        "models": [who for _, who in (*chosen, *rejected)],
        "subset": judged.task.language.value,
        "additional_metadata": task_values(judged),
    }


def _completions(judged: Judged, options: Options) -> tuple[Completions, Completions]:
    chosen: Completions = []
    rejected: Completions = []
    for candidate in judged.task.candidates:
        found = accepted(judged, candidate.id)
        if found is None or max(found.p, 1 - found.p) < options.min_p or found.agreement < options.min_agreement:
            continue
        text = answer(judged.task, candidate.files)[0]["content"]
        (chosen if found.p > 0.5 else rejected).append((text, candidate.origin.model or ""))
    for one in judged.corrections:
        if not one.fails and one.files != one.candidate.files:
            chosen.append((answer(judged.task, one.files)[0]["content"], REVIEWER))
    return chosen, rejected


plugin = RewardBench2()
