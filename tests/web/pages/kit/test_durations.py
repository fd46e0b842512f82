"""Lengths of time, as pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay_web.kit.durations import minutes_written, seconds_written


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3600, "1 h"),
        (9660, "2 h 41 min"),
        (48 * 3600 - 1, "47 h 59 min"),
        (48 * 3600, "2 days"),
        (53 * 3600, "2 days 5 h"),
    ],
)
def test_seconds_are_rounded_down_to_what_people_say(seconds: float, text: str) -> None:
    assert seconds_written(seconds) == text


@given(st.integers(0, 10**6))
def test_minutes_can_be_read_back(minutes: int) -> None:
    words = minutes_written(minutes).split()
    units = dict(zip(words[1::2], map(int, words[::2]), strict=True))
    assert units.get("h", 0) * 60 + units.get("min", 0) == minutes
    assert units.get("min", 0) < 60
