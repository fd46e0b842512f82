"""RewardBench (version 1): ``prompt``, ``chosen`` and ``rejected`` as plain text, their models, ``subset`` and ``id``.

The pairs and what is left out are those of ``trl-preference``. ``subset`` is the language; ``id`` is the first 63 bits
of the pair's own id, the same in every export.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.columns import PAIR_COLUMNS, columns, pair_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged
from assay.export.pairs import pairs, placed


class RewardBench:
    """See the module."""

    name = "rewardbench"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [
            ("prompt", pa.string()),
            ("chosen", pa.string()),
            ("chosen_model", pa.string()),
            ("rejected", pa.string()),
            ("rejected_model", pa.string()),
            ("subset", pa.string()),
            ("id", pa.int64()),
        ],
        PAIR_COLUMNS,
    )
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
                    "prompt": question(one.task)[0]["content"],
                    "chosen": answer(one.task, pair.chosen)[0]["content"],
                    "rejected": answer(one.task, pair.rejected)[0]["content"],
                    "subset": one.task.language.value,
                    "id": int(pair.id, 16) >> 1,
                }
                yield placed(pair, {**row, **pair_values(one, pair)})


plugin = RewardBench()
