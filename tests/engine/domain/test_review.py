"""What a record of a review refuses."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assay.domain.review import Ranking


@pytest.mark.parametrize(
    ("strengths", "reason"), [((1, 2), "2 steps; between 2 groups"), ((0,), "greater than or equal"), ((4,), "less")]
)
def test_a_ranking_says_of_each_step_how_large_it_is_or_of_none(strengths: tuple[int, ...], reason: str) -> None:
    order = (("a", "b"), ("c",))
    assert Ranking(order=order, justification="").strengths == ()
    assert Ranking(order=order, justification="", strengths=(3,)).strengths == (3,)
    with pytest.raises(ValidationError, match=reason):
        Ranking(order=order, justification="", strengths=strengths)
