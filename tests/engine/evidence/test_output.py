from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.evidence.output import visible


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("bell\x07", r"bell\x07"),
        ("a\u202etxt.exe", r"a\u202etxt.exe"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("line\rover", r"line\rover"),
        ("half \ud800", r"half \ud800"),
    ],
)
def test_characters_that_act_or_hide_become_escapes(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


def test_ordinary_text_stays_as_it_is() -> None:
    text = "naïve Ünïcode — 日本語 🙂\n\tindented\n"
    assert visible(text) == text


def test_windows_line_ends_become_plain_ones() -> None:
    assert visible("a\r\nb") == "a\nb"


def test_bytes_that_are_no_utf8_become_escapes() -> None:
    assert visible(b"ok \xff\xfe") == r"ok \xff\xfe"


def test_long_text_keeps_its_ends_and_names_the_cut() -> None:
    shown = visible("a" * 600 + "b" * 600, limit=100)
    assert shown.startswith("a" * 50)
    assert shown.endswith("b" * 50)
    assert "1100 characters left out" in shown


@given(st.one_of(st.text(), st.binary()))
def test_the_result_can_be_stored_and_shown(text: str | bytes) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert all(character.isprintable() or character in "\n\t" or ord(character) > 0x9F for character in shown)
    assert visible(shown) == shown
