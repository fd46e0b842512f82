from __future__ import annotations

import math

import numpy as np
import pytest
from tests.support.votes import random_votes

from assay.errors import InputError
from assay.judgement.ranking import Clusters, Winner, compare, rank

L, R, T = Winner.LEFT, Winner.RIGHT, Winner.TIE


def test_models_are_ordered_by_name() -> None:
    comparisons = compare(["b", "c"], ["a", "b"], [L, T])
    assert comparisons.models == ("a", "b", "c")
    assert comparisons.left.tolist() == [1, 2]
    assert comparisons.right.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1.0, math.nan], r"row 2: weight is not a finite number \('b' against 'a'\)"),
        ([math.inf, 1.0], "row 1: weight is not a finite number"),
        ([1.0, -0.5], "row 2: weight is negative"),
        ([0.0, 0.0], "every weight is 0"),
        ([1.0], "column 'weight' has 1 rows, 'left' has 2"),
    ],
)
def test_weights_that_make_no_sense_are_refused(weight: list[float], message: str) -> None:
    with pytest.raises(InputError, match=message):
        compare(["a", "b"], ["b", "a"], [L, L], weight=weight)


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(InputError, match="no comparisons"):
        compare([], [], [])


def test_a_model_against_itself_is_refused() -> None:
    with pytest.raises(InputError, match=r"row 2: left and right are the same model \('b' against 'b'\)"):
        compare(["a", "b"], ["b", "b"], [L, L])


def test_a_single_model_is_refused() -> None:
    with pytest.raises(InputError, match="only one model, 'a'"):
        compare(["a"], ["a"], [L])


def test_a_covariate_that_is_no_number_is_refused() -> None:
    with pytest.raises(InputError, match="row 1: length is not a finite number"):
        compare(["a"], ["b"], [L], covariates={"length": [math.nan]})


def test_rows_of_weight_zero_count_for_nothing() -> None:
    comparisons = random_votes(1)
    silent = comparisons.where(np.arange(len(comparisons.left)) < 60)
    weights = np.where(np.arange(len(comparisons.left)) < 60, comparisons.weights, 0.0)
    muted = type(comparisons)(
        comparisons.models, comparisons.left, comparisons.right, comparisons.winner, weights, comparisons.clusters
    )
    assert rank(muted).places() == rank(silent).places()


def test_crossed_clusters_are_the_pairs_that_occur() -> None:
    one, other = (
        Clusters(np.array([0, 0, 1, 1], dtype=np.int32), 2),
        Clusters(np.array([2, 2, 2, 0], dtype=np.int32), 3),
    )
    crossed = one.crossed(other)
    assert crossed.count == 3
    assert crossed.codes.tolist() == [0, 0, 2, 1]
    sparse = Clusters(one.codes, 10**6).crossed(Clusters(other.codes, 10**3))
    assert sparse.codes.tolist() == crossed.codes.tolist()


def test_members_become_the_models() -> None:
    comparisons = compare(list("abca"), list("bcac"), [L, R, T, L], clusters={"reviewer": list("xyzy")})
    part = comparisons.within([0, 2])
    assert part.models == ("a", "c")
    assert [part.left.tolist(), part.right.tolist(), part.winner.tolist()] == [[1, 0], [0, 1], [2, 0]]
    assert part.clusters["reviewer"].count == 2
