"""Alpha and its companions: what they must do whatever the answers are."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import InputError
from assay.judgement.agreement import (
    Answer,
    Level,
    Resampling,
    gwet_ac1,
    krippendorff_alpha,
    plain_agreement,
    tabulate_answers,
)
from assay.judgement.grading import Figure, Unscored

ANSWERS = st.lists(
    st.builds(
        Answer,
        st.integers(0, 11).map(str),
        st.sampled_from(["", "b"]),
        st.sampled_from(["x", "y", "z"]),
        st.integers(1, 4).map(str),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda one: (one.task, one.unit, one.reviewer),
)
FEW = Resampling(rounds=50, minimum=2)


def by_definition(answers: list[Answer], level: Level) -> float | None:
    """Alpha from pairs of answers, one by one."""
    units: dict[tuple[str, str], list[int]] = {}
    for one in answers:
        units.setdefault((one.task, one.unit), []).append(int(one.value))
    units = {key: values for key, values in units.items() if len(values) > 1}
    pooled = sorted(value for values in units.values() for value in values)

    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        if level is Level.NOMINAL:
            return float(one != other)
        if level is Level.INTERVAL:
            return float((one - other) ** 2)
        between = sum(low <= value <= high for value in pooled)
        return (between - (pooled.count(low) + pooled.count(high)) / 2) ** 2 if low != high else 0.0

    inside = sum(
        distance(one, other) / (len(values) - 1) for values in units.values() for one, other in permutations(values, 2)
    )
    overall = sum(distance(one, other) for one, other in permutations(pooled, 2))
    return 1 - (len(pooled) - 1) * inside / overall if overall else None


@pytest.mark.parametrize("level", list(Level))
@given(answers=ANSWERS)
def test_alpha_is_that_of_the_definition(level: Level, answers: list[Answer]) -> None:
    figure = krippendorff_alpha(tabulate_answers(answers, level), level, FEW)
    expected = by_definition(answers, level)
    if isinstance(figure, Figure):
        assert figure.value == pytest.approx(expected, abs=1e-9)
        assert -1 <= figure.interval.low <= figure.value <= figure.interval.high <= 1 + 1e-12
    elif expected is not None:
        assert "fewer than 2" in figure.reason or "undefined" in figure.reason


@given(ANSWERS)
def test_who_answered_and_in_which_order_changes_nothing(answers: list[Answer]) -> None:
    other = {"x": "z", "y": "x", "z": "y"}
    renamed = [Answer(one.task, one.unit, other[one.reviewer], one.value) for one in reversed(answers)]
    for coefficient in (gwet_ac1, plain_agreement):
        one, two = (
            coefficient(tabulate_answers(rows, Level.NOMINAL), Resampling(rounds=0, minimum=999))
            for rows in (answers, renamed)
        )
        assert one == two
    one, two = (
        krippendorff_alpha(tabulate_answers(rows, Level.NOMINAL), Level.NOMINAL, FEW) for rows in (answers, renamed)
    )
    if isinstance(one, Figure) and isinstance(two, Figure):
        assert one.value == pytest.approx(two.value)


def crowd(seed: int, tasks: int, skill: float) -> list[Answer]:
    """Three reviewers see the truth with chance ``skill`` and guess otherwise."""
    generator = np.random.default_rng(seed)
    truth = generator.integers(0, 3, tasks)
    return [
        Answer(str(task), "", f"r{who}", str(truth[task] if generator.random() < skill else generator.integers(0, 3)))
        for task in range(tasks)
        for who in range(3)
    ]


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Two who see the truth with chance s agree beyond chance in s² of the cases."""
    held = []
    for seed in range(120):
        table = tabulate_answers(crowd(seed, 40, 0.8), Level.NOMINAL)
        figure = krippendorff_alpha(table, Level.NOMINAL, Resampling(rounds=300))
        assert isinstance(figure, Figure)
        held.append(figure.interval.low <= 0.64 <= figure.interval.high)
    assert 0.88 <= np.mean(held) <= 0.99


def test_answers_of_one_task_are_drawn_together() -> None:
    """Ten copies of each unit in its task teach nothing: the interval stays as wide."""
    once = crowd(5, 30, 0.7)
    copied = [Answer(one.task, str(copy), one.reviewer, one.value) for one in once for copy in range(10)]
    widths = []
    for rows in (once, copied):
        figure = krippendorff_alpha(tabulate_answers(rows, Level.NOMINAL), Level.NOMINAL)
        assert isinstance(figure, Figure)
        assert figure.n == 30
        widths.append(figure.interval.high - figure.interval.low)
    assert widths[1] == pytest.approx(widths[0], rel=0.1)


def test_agreement_without_exception_is_not_certainty() -> None:
    same = [Answer(str(task), "", who, str(task % 2)) for task in range(10) for who in "xy"]
    figure = krippendorff_alpha(tabulate_answers(same, Level.NOMINAL), Level.NOMINAL)
    assert isinstance(figure, Figure)
    assert (figure.value, figure.interval.high) == (1.0, 1.0)
    assert figure.interval.low == pytest.approx(0.025 ** (1 / 10))


def test_one_value_for_all_has_no_alpha() -> None:
    same = tabulate_answers([Answer(str(task), "", who, "1") for task in range(10) for who in "xy"], Level.NOMINAL)
    refused = krippendorff_alpha(same, Level.NOMINAL)
    assert refused == Unscored("everybody gave the same value: chance alone would agree as well", 10)
    assert isinstance(gwet_ac1(same), Unscored)
    single = tabulate_answers([Answer("t", "", "x", "1"), Answer("u", "", "y", "2")], Level.NOMINAL)
    assert krippendorff_alpha(single, Level.NOMINAL) == Unscored("no unit has two answers", 0)


def test_words_have_the_order_that_is_named() -> None:
    rows = [
        Answer(str(task), "", who, word)
        for task, pair in enumerate(PAIRS)
        for who, word in zip("xy", pair, strict=True)
    ]
    numbers = {"low": "1", "middle": "2", "high": "3"}
    counted = [Answer(one.task, "", one.reviewer, numbers[one.value]) for one in rows]
    named = krippendorff_alpha(tabulate_answers(rows, Level.ORDINAL, ("low", "middle", "high")), Level.ORDINAL)
    assert named == krippendorff_alpha(tabulate_answers(counted, Level.ORDINAL), Level.ORDINAL)


PAIRS = [("low", "low"), ("low", "middle"), ("high", "high"), ("middle", "high"), ("middle", "middle")] * 3


@pytest.mark.parametrize(
    ("rows", "level", "order", "message"),
    [
        ([], Level.NOMINAL, (), "no answers"),
        ([Answer("t", "u", "r", "1")] * 2, Level.NOMINAL, (), "reviewer 'r' stands twice with unit 'u' of task 't'"),
        ([Answer("t", "", "r", "1")] * 2, Level.NOMINAL, (), "reviewer 'r' stands twice with task 't'"),
        ([Answer("t", "", "r", "good")], Level.ORDINAL, (), "value 'good' is no finite number"),
        ([Answer("t", "", "r", "nan")], Level.INTERVAL, (), "value 'nan' is no finite number"),
        ([Answer("t", "", "r", "good")], Level.ORDINAL, ("bad", "fair"), "value 'good' is not in the order bad, fair"),
        ([Answer("t", "", "r", "good")], Level.ORDINAL, ("bad", "bad"), "the order names a value twice"),
    ],
)
def test_what_makes_no_sense_is_refused(rows: list[Answer], level: Level, order: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        tabulate_answers(rows, level, order)
