"""Comparisons and codings with the results that evalica publishes with them (Apache-2.0, see ``data/NOTICE.md``)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from assay.judgement.agreement import Answer, Level, Resampling, krippendorff_alpha, tabulate_answers
from assay.judgement.grading import Figure
from assay.judgement.ranking import Winner, compare, rank

DATA = Path(__file__).parent / "data"
WINNERS = {"left": Winner.LEFT, "right": Winner.RIGHT, "tie": Winner.TIE}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", ["food", "simple"])
def test_bradley_terry_with_ties_as_half_wins(name: str) -> None:
    votes = rows(f"{name}.csv")
    winners = [WINNERS[one["winner"]] for one in votes]
    comparisons = compare([one["left"] for one in votes], [one["right"] for one in votes], winners)
    (scale,) = rank(comparisons, cluster=()).scales
    golden = {
        one["item"]: np.log(float(one["score"]))
        for one in rows(f"{name}-golden.csv")
        if one["algorithm"] == "bradley_terry"
    }
    mean = np.mean(list(golden.values()))
    expected = [golden[model] - mean for model in scale.models]
    assert scale.theta == pytest.approx(expected, abs=1e-12)


def test_alpha_of_codings_with_a_gap() -> None:
    with (DATA / "gcl.csv").open(encoding="utf-8", newline="") as lines:
        answers = [
            Answer(str(unit), "", str(reviewer), code)
            for reviewer, row in enumerate(csv.reader(lines))
            for unit, code in enumerate(row)
            if code
        ]
    alpha = krippendorff_alpha(tabulate_answers(answers, Level.NOMINAL), Level.NOMINAL, Resampling(minimum=2))
    assert isinstance(alpha, Figure)
    assert alpha.value == pytest.approx(1 / 12, abs=1e-12)
