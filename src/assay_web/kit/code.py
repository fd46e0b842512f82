"""Code on a page: escaped, its syntax marked by classes, hidden characters made visible, cut into numbered lines.

A candidate's text is hostile until shown otherwise. Characters that change what a reader sees without being seen
(controls, bidirectional overrides, zero-width) are written as their code points: see "Trojan Source", CVE-2021-42574.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType, is_token_subtype

MAX_HIGHLIGHTED = 200_000
"""Characters; longer files are shown without colours, so that one page never costs seconds."""

_LEXERS = {
    **{name: name for name in ("python", "javascript", "typescript", "go", "rust", "java", "c", "cpp", "sql")},
    "github-actions": "yaml",
    "dockerfile": "docker",
    "shell": "bash",
}
"""Language of the domain to the name of its lexer."""

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "c"),
    (String, "s"),
    (Number, "n"),
    (Keyword.Type, "t"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Class, "t"),
    (Name.Function, "f"),
    (Name.Decorator, "f"),
)

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line: its 1-based number, its safe HTML, and whether the page is about it."""

    number: int
    html: SafeString
    marked: bool = False


def code_lines(text: str, language: str) -> list[CodeLine]:
    """Every line of ``text``, none of them marked. Lines end at line feeds only, as the workbench counts them."""
    return [CodeLine(number, html) for number, html in enumerate(_highlighted(text, language), start=1)]


def excerpt(lines: list[CodeLine], start: int, end: int, *, around: int = 3, most: int = 40) -> list[CodeLine]:
    """Lines ``start`` to ``end`` (1-based, inclusive), marked, with ``around`` lines of context on each side.

    At most ``most`` lines: the end of a longer range is left out. A range outside the file gives what is left of it.
    """
    first = max(start - around, 1)
    last = min(end + around, len(lines), first + most - 1)
    return [CodeLine(line.number, line.html, start <= line.number <= end) for line in lines[first - 1 : last]]


def visible(text: str) -> SafeString:
    """``text`` escaped for HTML, with characters that hide written as ``U+202E`` in a mark of their own."""
    return mark_safe(_HIDDEN.sub(_code_point, escape(text)))  # noqa: S308 (escaped above; the marks are ours)


def visible_text(text: str) -> str:
    """As :func:`visible`, but plain text, for titles and attributes: templates escape it as any other."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _code_point(found: re.Match[str]) -> str:
    return f'<span class="as-hidden-char">U+{ord(found[0]):04X}</span>'


def _highlighted(text: str, language: str) -> list[SafeString]:
    text = text.replace("\r\n", "\n").removesuffix("\n")
    lexer = _lexer(language) if len(text) <= MAX_HIGHLIGHTED else None
    if lexer is None:
        return [visible(line) for line in text.split("\n")]
    lines: list[str] = [""]
    for css_class, value in _tokens(lexer, text):
        for position, part in enumerate(value.split("\n")):
            if position:
                lines.append("")
            if part:
                shown = visible(part)
                lines[-1] += f'<span class="as-s-{css_class}">{shown}</span>' if css_class else shown
    return [mark_safe(line) for line in lines]  # noqa: S308 (each part went through visible())


def _tokens(lexer: Lexer, text: str) -> Iterator[tuple[str, str]]:
    for _, token, value in lexer.get_tokens_unprocessed(text):
        yield next((name for kind, name in _CLASSES if is_token_subtype(token, kind)), ""), value


def _lexer(language: str) -> Lexer | None:
    name = _LEXERS.get(language)
    return get_lexer_by_name(name) if name else None
