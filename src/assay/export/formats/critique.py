"""Critiques: per candidate every finding about it, how surely each is true, and the verdict.

``p_valid`` is the Jeffreys posterior mean of a finding's truth: whoever reports it speaks for it, so does every other
reviewer who reports the same kind of problem within two lines, everybody who judged a machine's finding real, and a
reproducer that fails on the candidate; judged false, and a reproducer that passes, speak against it. ``p_accept`` is
the same of the verdicts. ``side`` is always ``right``: a finding is about the candidate's own lines. ``matched_gold``
is null, since gold never leaves.

**Left out and counted**: candidates about which nobody said anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from assay.domain.task import Candidate
from assay.export.beliefs import Believed, accepted, believed
from assay.export.columns import TASK_COLUMNS, columns, task_values
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Made, Options
from assay.export.judged import Judged

_FINDING = pa.struct(
    [
        ("path", pa.string()),
        ("start_line", pa.int64()),
        ("end_line", pa.int64()),
        ("side", pa.string()),
        ("category", pa.string()),
        ("cwe", pa.int64()),
        ("severity", pa.string()),
        ("comment", pa.string()),
        ("confidence", pa.float64()),
        ("p_valid", pa.float64()),
        ("proof", pa.string()),
        ("matched_gold", pa.bool_()),
    ]
)


class Critique:
    """See the module."""

    name = "critique"
    endings = (".parquet", ".jsonl", ".csv")
    columns = columns(
        [
            ("task_id", pa.string()),
            ("prompt", pa.string()),
            ("response", pa.string()),
            ("critique", pa.list_(_FINDING)),
            ("verdict", pa.string()),
            ("p_accept", pa.float64()),
            ("model", pa.string()),
        ],
        TASK_COLUMNS,
    )
    training = True

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """One row per candidate; see the module."""
        for one in judged:
            for candidate in one.task.candidates:
                yield _row(one, candidate)


def _row(judged: Judged, candidate: Candidate) -> Made:
    found = accepted(judged, candidate.id)
    said = list(believed(judged, candidate.id))
    if found is None and not said:
        return LeftOut("nothing said")
    return {
        "prompt": question(judged.task)[0]["content"],
        "response": answer(judged.task, candidate.files)[0]["content"],
        "critique": [_finding(one) for one in said],
        "verdict": found.verdict.value if found else None,
        "p_accept": found.p if found else None,
        "model": candidate.origin.model,
        **task_values(judged),
    }


def _finding(one: Believed) -> dict[str, object]:
    finding = one.finding
    parts = [finding.title, finding.explanation, finding.impact]
    return {
        "path": finding.path,
        "start_line": finding.start_line,
        "end_line": finding.end_line,
        "side": "right",
        "category": finding.category.value,
        "cwe": finding.cwe,
        "severity": finding.severity.value,
        "comment": "\n\n".join(part for part in dict.fromkeys(parts) if part),
        "confidence": finding.confidence,
        "p_valid": one.p,
        "proof": finding.proof.value,
        "matched_gold": None,
    }


plugin = Critique()
