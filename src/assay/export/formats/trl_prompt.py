"""TRL prompts with their tests (GRPO): ``prompt``, ``task_id`` and what a reward function needs to judge an answer.

``tests`` holds every test file, hidden ones too, the command (none: the language's own runner) and the time limit in
seconds. A task without tests has an empty list of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.export.columns import MESSAGES, TASK_COLUMNS, columns, task_values
from assay.export.conversation import question
from assay.export.format import Made, Options
from assay.export.judged import Judged

_TESTS = pa.struct(
    [
        ("files", pa.list_(pa.struct([("path", pa.string()), ("text", pa.string())]))),
        ("command", pa.string()),
        ("timeout_s", pa.float64()),
    ]
)


class TrlPrompt:
    """See the module."""

    name = "trl-prompt"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [("prompt", MESSAGES), ("task_id", pa.string()), ("tests", _TESTS), ("entry_point", pa.string())], TASK_COLUMNS
    )
    training = True
    reads_findings = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """One row per task."""
        for one in judged:
            tests = one.task.tests
            yield {
                "prompt": question(one.task),
                "tests": {
                    "files": [{"path": path, "text": text} for path, text in tests.files.items()],
                    "command": tests.command,
                    "timeout_s": tests.timeout_s,
                },
                "entry_point": one.task.entry_point,
                **task_values(one),
            }


plugin = TrlPrompt()
