"""TRL pairs for a reward model: ``chosen`` and ``rejected`` as whole conversations, and their ``margin`` in log-odds.

The pairs and what is left out are those of ``trl-preference``; each conversation begins with the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.columns import MESSAGES, PAIR_COLUMNS, columns, pair_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged
from assay.export.pairs import pairs, placed


class TrlReward:
    """See the module."""

    name = "trl-reward"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns([("chosen", MESSAGES), ("rejected", MESSAGES), ("margin", pa.float64())], PAIR_COLUMNS)
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:
        """One row per pair; see the module."""
        for one in judged:
            for pair in pairs(one, options):
                if isinstance(pair, LeftOut):
                    yield pair
                    continue
                asked = question(one.task)
                row = {
                    "chosen": [*asked, *answer(one.task, pair.chosen)],
                    "rejected": [*asked, *answer(one.task, pair.rejected)],
                }
                yield placed(pair, {**row, **pair_values(one, pair)})


plugin = TrlReward()
