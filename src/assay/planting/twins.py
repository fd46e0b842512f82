"""Clean twins: edits of the original that change nothing it does. Each must still be proven by running."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from assay.domain.task import Language
from assay.planting.appearance import as_written
from assay.planting.edits import apply, changed_lines
from assay.planting.subject import Subject
from assay.planting.syntax.names import local_names
from assay.planting.syntax.tree import parse, replaced, walk

NEW_NAMES = (
    *("chosen", "current", "entry", "outcome", "picked", "reached", "settled", "spare"),
    *("upper", "window", "holder", "share", "batch", "extent", "step"),
)
"""What a renamed variable is called."""

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!=", "===": "===", "!==": "!=="}
_COMPARISONS = frozenset({"comparison_operator", "binary_expression"})
_SIMPLE = re.compile(r"[A-Za-z_][\w.]*(?:\([\w., ]*\))?$")
_SQL_TURNED = re.compile(
    r"(?<![\w.])([a-z_]\w*(?:\.\w+)?) (=|<|>|<=|>=) ([a-z_]\w*(?:\.\w+)?|\?|:\w+)(?![\w.(])", re.IGNORECASE
)
_OPERANDS = 3


def twins(subject: Subject, tampered: str, dice: random.Random) -> Iterator[str]:
    """Texts, those first that change about as many lines as the plant."""
    original, language = subject.text, subject.language
    wanted = changed_lines(original, tampered)
    found = [as_written(language, original, one) for one in _edited(language, original, dice)]
    found = [one for one in dict.fromkeys(found) if one not in {original, tampered}]
    dice.shuffle(found)
    yield from sorted(found, key=lambda one: abs(changed_lines(original, one) - wanted))


def _edited(language: Language, text: str, dice: random.Random) -> Iterator[str]:
    if language is Language.SQL:
        yield from _turned_sql(text)
        return
    root = parse(language, text)
    for node in walk(root) if root else ():
        turned = _turned(node)
        if turned:
            yield apply(text, [replaced(node, turned)])
    free = [name for name in NEW_NAMES if not re.search(rf"\b{name}\b", text)]
    for local in local_names(language, text):
        if free:
            yield apply(text, local.renamed(dice.choice(free)))


def _turned(node: SgNode) -> str:
    """``b > a`` for ``a < b``, where both are plain and the right one is no literal; empty otherwise."""
    parts = node.children() if node.kind() in _COMPARISONS else []
    if len(parts) != _OPERANDS:
        return ""
    left, operator, right = (part.text() for part in parts)
    if operator not in _TURNED or not _SIMPLE.match(left) or not _SIMPLE.match(right):
        return ""
    return f"{right} {_TURNED[operator]} {left}"


def _turned_sql(text: str) -> Iterator[str]:
    turned = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
    for found in _SQL_TURNED.finditer(text):
        left, operator, right = found.groups()
        yield f"{text[: found.start()]}{right} {turned[operator]} {left}{text[found.end() :]}"
