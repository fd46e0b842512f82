"""Columns that several formats share, and the values in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

import pyarrow as pa

from assay.export.judged import Judged
from assay.export.pairs import Pair

MESSAGES: Final = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))
TEXTS: Final = pa.list_(pa.string())
NUMBERS: Final = pa.list_(pa.float64())

Fields = list[tuple[str, pa.DataType]]

TASK_COLUMNS: Final[Fields] = [
    ("task_id", pa.string()),
    ("n_reviewers", pa.int64()),
    ("n_qualified", pa.int64()),
    ("adjudicated", pa.bool_()),
    ("rubric_version", pa.string()),
    ("language", pa.string()),
    ("split", pa.string()),
    ("license", pa.string()),
]
"""What is known of the task that a row is from."""

PAIR_COLUMNS: Final[Fields] = [
    ("pair_id", pa.string()),
    ("task_id", pa.string()),
    ("p_chosen", pa.float64()),
    ("ci_low", pa.float64()),
    ("ci_high", pa.float64()),
    ("margin", pa.float64()),
    ("weight", pa.float64()),
    ("n_reviewers", pa.int64()),
    ("n_qualified", pa.int64()),
    ("agreement", pa.float64()),
    ("adjudicated", pa.bool_()),
    ("source", pa.string()),
    ("chosen_model", pa.string()),
    ("rejected_model", pa.string()),
    ("rubric_version", pa.string()),
    ("language", pa.string()),
    ("split", pa.string()),
    ("license", pa.string()),
]
"""What is known of a pair, whatever the format."""

SPLITS: Final = ("train", "validation", "test")


def columns(own: Fields, shared: Fields) -> pa.Schema:
    """The format's own columns first, then those of ``shared`` that it does not name itself."""
    named = {name for name, _ in own}
    return pa.schema([*own, *(one for one in shared if one[0] not in named)])


def task_values(judged: Judged) -> dict[str, object]:
    """A value for each of :data:`TASK_COLUMNS`."""
    task = judged.task
    return {
        "task_id": task.id,
        "n_reviewers": judged.reviewers,
        "n_qualified": judged.qualified,
        "adjudicated": judged.given.adjudicated,
        "rubric_version": judged.rubrics,
        "language": task.language.value,
        "split": split_of(judged.given.group or task.id),
        "license": task.license,
    }


def pair_values(judged: Judged, pair: Pair) -> Mapping[str, object]:
    """A value for each of :data:`PAIR_COLUMNS`. ``weight`` is 2 · p - 1: how far from a coin's toss."""
    return {
        **task_values(judged),
        "pair_id": pair.id,
        "p_chosen": pair.chance.p,
        "ci_low": pair.chance.low,
        "ci_high": pair.chance.high,
        "margin": pair.chance.margin,
        "weight": max(2 * pair.chance.p - 1, 0.0),
        "n_reviewers": pair.n_reviewers,
        "n_qualified": pair.n_qualified,
        "agreement": pair.agreement,
        "source": pair.source,
        "chosen_model": pair.chosen_model,
        "rejected_model": pair.rejected_model,
        "rubric_version": pair.rubric,
    }


def split_of(group: str) -> str:
    """One of :data:`SPLITS`: four bytes of the SHA-256 of the group's name modulo 100: below 80, below 90, the rest."""
    bucket = int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % 100
    return SPLITS[0] if bucket < 80 else SPLITS[1] if bucket < 90 else SPLITS[2]
