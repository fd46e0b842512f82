"""Rankings: per task every ranked candidate, the best first, with its skill and interval.

``scores`` are θ in log-odds under the prior N(0, 1.5²), with mean zero over the task; ``ci_low`` and ``ci_high`` their
95 % intervals; ``ranks`` begin at 1, equal skills share one.

**Left out and counted**: tasks that nobody ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.columns import NUMBERS, TASK_COLUMNS, TEXTS, columns, task_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged


class Ranked:
    """See the module."""

    name = "ranking"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [
            ("task_id", pa.string()),
            ("prompt", pa.string()),
            ("responses", TEXTS),
            ("models", TEXTS),
            ("ranks", pa.list_(pa.int64())),
            ("scores", NUMBERS),
            ("ci_low", NUMBERS),
            ("ci_high", NUMBERS),
        ],
        TASK_COLUMNS,
    )
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """One row per task."""
        for one in judged:
            if not one.places:
                yield LeftOut("not ranked")
                continue
            yield {
                "prompt": question(one.task)[0]["content"],
                "responses": [answer(one.task, place.candidate.files)[0]["content"] for place in one.places],
                "models": [place.candidate.origin.model for place in one.places],
                "ranks": [place.rank for place in one.places],
                "scores": [place.theta for place in one.places],
                "ci_low": [place.low for place in one.places],
                "ci_high": [place.high for place in one.places],
                **task_values(one),
            }


plugin = Ranked()
