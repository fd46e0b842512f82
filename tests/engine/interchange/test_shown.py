from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.interchange.shown import found, shown, visible


@given(st.text() | st.integers() | st.none() | st.lists(st.text()) | st.dictionaries(st.text(), st.integers()))
def test_whatever_is_shown_is_short_and_stays_on_its_line(value: object) -> None:
    for text in (shown(value), found(value)):
        assert len(text) < 1000
        assert text.isprintable() or not set(text) & set("\n\r\x1b\x00\u202e")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (1.5, "the number 1.5"),
        (10**400, "the number a number of about 398 digits"),
        ("", 'the string ""'),
        ([], "an empty array"),
        ([1, 2], "an array of 2"),
        ({}, "an empty object"),
        ({"a": 1, "b": 2, "c": 3, "d": 4}, 'an object with "a", "b", "c", …'),
        ("a\u202eb\x07", 'the string "a\\u202eb\\u0007"'),
    ],
)
def test_values_are_described_in_words(value: object, words: str) -> None:
    assert found(value) == words


def test_the_middle_of_a_long_text_is_left_out() -> None:
    assert visible("a" * 500 + "b" * 500, 30) == "a" * 20 + "…" + "b" * 10
