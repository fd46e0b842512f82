"""Code is shown whole, escaped, and with nothing hidden."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.task import Language
from assay_web.kit.code import MAX_HIGHLIGHTED, code_lines, excerpt, visible, visible_text

SOURCE = 'class Cache:\n    """Keeps things."""\n\n    def get(self):  # a comment\n        return 42\n'
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</span></td></table>", "'&amp;'"]


def read_back(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])), st.sampled_from(Language))
def test_a_line_of_text_comes_through_unchanged(text: str, language: Language) -> None:
    (line,) = code_lines(text, language)
    assert read_back(line.html) == text


@pytest.mark.parametrize("language", Language)
def test_every_language_keeps_the_lines_and_their_numbers(language: Language) -> None:
    lines = code_lines(SOURCE, language)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [read_back(line.html) for line in lines] == SOURCE.splitlines()


def test_python_gets_its_colours() -> None:
    html = "".join(line.html for line in code_lines(SOURCE, "python"))
    assert '<span class="as-s-k">class</span>' in html
    assert '<span class="as-s-n">42</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("language", ["python", "javascript", "sql", "no such language"])
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_code_stays_text(text: str, language: str) -> None:
    (line,) = code_lines(text, language)
    assert set(re.findall(r"<(\w+)", line.html)) <= {"span"}
    assert read_back(line.html) == text


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u200f", "\x1b", "\x07", "\ufeff"])
def test_characters_that_hide_are_written_out(hidden: str) -> None:
    html = visible(f"access{hidden}level")
    assert hidden not in html
    assert f"U+{ord(hidden):04X}" in html


def test_in_attributes_they_are_written_without_markup() -> None:
    assert visible_text('a"\u202eb') == 'a"[U+202E]b'


def test_a_very_long_file_is_shown_plain() -> None:
    text = "x = 1\n" * (MAX_HIGHLIGHTED // 6 + 1)
    lines = code_lines(text, "python")
    assert len(lines) == text.count("\n")
    assert lines[0].html == "x = 1"


def test_an_excerpt_marks_its_lines_between_context() -> None:
    lines = code_lines("\n".join("abcdefghij"), "python")
    cut = excerpt(lines, 4, 5, around=2)
    assert [line.number for line in cut] == [2, 3, 4, 5, 6, 7]
    assert [line.number for line in cut if line.marked] == [4, 5]


@given(st.integers(1, 400), st.integers(0, 400), st.integers(1, 80))
def test_an_excerpt_is_bounded_and_stays_in_the_file(start: int, length: int, most: int) -> None:
    lines = code_lines("\n".join("x" * 60), "python")
    cut = excerpt(lines, start, start + length, most=most)
    assert len(cut) <= most
    assert all(line in range(1, 61) for line in (one.number for one in cut))
