"""TRL preference pairs (DPO): ``prompt``, ``chosen`` and ``rejected`` as conversations, and how sure the choice is.

**Pairs.** Every two candidates that reviewers ranked, ties and even splits left out; and every correction over its
candidate (``source`` says which). Solutions are one assistant turn: a single file is a fenced block, several stand
under their paths.

**How sure.** With w votes for the chosen one and l against: ``p_chosen`` = (w + ½) / (w + l + 1), the mean of the
Jeffreys posterior Beta(w + ½, l + ½); ``ci_low`` and ``ci_high`` its 95 % interval; ``margin`` = ln((w + ½) / (l +
½)), the log-odds; ``weight`` = 2·p_chosen - 1; ``agreement`` = w / (w + l). Votes are counted as independent, each
task by itself. Pairs below ``min_p`` (0.75 unless chosen: one vote of one) are left out.

**Split.** By a hash of the task's id, so that a task's pairs stay together: 80 % train, 10 % validation, 10 % test.

**Left out and counted**: tasks that must not be used for training, ties, unsure pairs, identical solutions,
corrections that fail the tests.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from assay.domain.task import Task
from assay.export.conversation import answer, question
from assay.export.format import LeftOut, Options, Reviewed, Row
from assay.export.pairs import Pair, pairs
from assay.export.proportion import jeffreys_interval, posterior_mean

_MESSAGES = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))


class TrlPreference:
    """See the module."""

    name = "trl-preference"
    endings = (".parquet", ".jsonl", ".csv")
    columns = pa.schema(
        [
            ("prompt", _MESSAGES),
            ("chosen", _MESSAGES),
            ("rejected", _MESSAGES),
            ("pair_id", pa.string()),
            ("task_id", pa.string()),
            ("p_chosen", pa.float64()),
            ("ci_low", pa.float64()),
            ("ci_high", pa.float64()),
            ("margin", pa.float64()),
            ("weight", pa.float64()),
            ("n_reviewers", pa.int64()),
            ("agreement", pa.float64()),
            ("source", pa.string()),
            ("chosen_model", pa.string()),
            ("rejected_model", pa.string()),
            ("rubric_version", pa.string()),
            ("language", pa.string()),
            ("split", pa.string()),
            ("license", pa.string()),
        ]
    )

    def rows(self, reviewed: Iterable[Reviewed], options: Options) -> Iterator[Row | LeftOut]:
        """One row per pair; see the module."""
        for one in reviewed:
            if not one.task.training_allowed:
                yield LeftOut("training not allowed")
                continue
            for pair in pairs(one):
                if isinstance(pair, LeftOut):
                    yield pair
                elif posterior_mean(pair.wins, pair.losses) < options.min_p:
                    yield LeftOut("below min_p")
                else:
                    yield _row(one.task, pair)


def _row(task: Task, pair: Pair) -> Mapping[str, object]:
    p_chosen = posterior_mean(pair.wins, pair.losses)
    low, high = jeffreys_interval(pair.wins, pair.losses)
    return {
        "prompt": question(task),
        "chosen": answer(task, pair.chosen),
        "rejected": answer(task, pair.rejected),
        "pair_id": pair.id,
        "task_id": task.id,
        "p_chosen": p_chosen,
        "ci_low": low,
        "ci_high": high,
        "margin": math.log((pair.wins + 0.5) / (pair.losses + 0.5)),
        "weight": 2 * p_chosen - 1,
        "n_reviewers": pair.n_reviewers,
        "agreement": pair.wins / (pair.wins + pair.losses),
        "source": pair.source,
        "chosen_model": pair.chosen_model,
        "rejected_model": pair.rejected_model,
        "rubric_version": pair.rubric,
        "language": task.language.value,
        "split": split_of(task.id),
        "license": task.license,
    }


def split_of(task_id: str) -> str:
    """``train``, ``validation`` or ``test``: four bytes of the id's SHA-256 modulo 100: below 80, 90, the rest."""
    bucket = int.from_bytes(hashlib.sha256(task_id.encode()).digest()[:4], "big") % 100
    return "train" if bucket < 80 else "validation" if bucket < 90 else "test"


plugin = TrlPreference()
