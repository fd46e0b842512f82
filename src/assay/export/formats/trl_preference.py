"""TRL preference pairs (DPO): ``prompt``, ``chosen`` and ``rejected`` as conversations, and how sure the choice is.

**Rows.** One per pair; see *Pairs* in the page on data in and out. Solutions are one assistant turn: a single file is a
fenced block, several stand under their paths. Ties go to a file of their own (``NAME.ties.parquet``).

**Left out and counted**: pairs below ``min_p`` (0.75 unless chosen: two reviewers who agree) or ``min_agreement``,
identical solutions, corrections that fail the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assay.export.columns import MESSAGES, PAIR_COLUMNS, columns, pair_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged
from assay.export.pairs import pairs, placed


class TrlPreference:
    """See the module."""

    name = "trl-preference"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns([("prompt", MESSAGES), ("chosen", MESSAGES), ("rejected", MESSAGES)], PAIR_COLUMNS)
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """One row per pair; see the module."""
        for one in judged:
            for pair in pairs(one, options):
                if isinstance(pair, LeftOut):
                    yield pair
                    continue
                row = {
                    "prompt": question(one.task),
                    "chosen": answer(one.task, pair.chosen),
                    "rejected": answer(one.task, pair.rejected),
                }
                yield placed(pair, {**row, **pair_values(one, pair)})


plugin = TrlPreference()
