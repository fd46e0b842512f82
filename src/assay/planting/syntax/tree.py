"""Source of any language as tree-sitter reads it, through ast-grep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from ast_grep_py import SgNode, SgRoot

from assay.domain.task import Language
from assay.planting.operator import Edit

GRAMMARS: Final[Mapping[Language, str]] = {
    Language.PYTHON: "python",
    Language.JAVASCRIPT: "tsx",
    Language.TYPESCRIPT: "typescript",
    Language.GO: "go",
    Language.RUST: "rust",
    Language.JAVA: "java",
    Language.C: "c",
    Language.CPP: "cpp",
}
"""Languages with a grammar."""

FUNCTIONS: Final = frozenset(
    {
        "function_definition",
        "function_declaration",
        "method_definition",
        "method_declaration",
        "constructor_declaration",
        "function_item",
        "arrow_function",
        "function_expression",
    }
)
"""Kinds of nodes that are functions, in all grammars."""


@lru_cache(maxsize=64)
def parse(language: Language, text: str) -> SgNode | None:
    """The root; None for a language without a grammar."""
    grammar = GRAMMARS.get(language)
    return SgRoot(text, grammar).root() if grammar else None


def walk(node: SgNode) -> Iterator[SgNode]:
    """It and everything below, in source order."""
    yield node
    for child in node.children():
        yield from walk(child)


def span(node: SgNode) -> tuple[int, int]:
    """Characters from and to (exclusive)."""
    place = node.range()
    return place.start.index, place.end.index


def replaced(node: SgNode, text: str) -> Edit:
    """``text`` in its place."""
    return Edit(*span(node), text)


def lines(node: SgNode) -> tuple[int, int]:
    """Lines from and to (inclusive), from 1."""
    place = node.range()
    return place.start.line + 1, place.end.line + 1


def whole_lines(text: str, start: int, end: int) -> Edit:
    """An edit that removes the lines of these characters, with the comment lines right above."""
    first = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    while first:
        above = text.rfind("\n", 0, first - 1) + 1
        if not text[above:first].lstrip().startswith(("//", "#", "--", "/*", "*")):
            break
        first = above
    return Edit(first, len(text) if after < 0 else after + 1, "")
