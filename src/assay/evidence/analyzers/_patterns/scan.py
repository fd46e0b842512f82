"""A process of its own, with bounds: looks for patterns in files, and prints what it found as JSON.

Called as ``scan.py RULES FILE…``; ``RULES`` maps a grammar to ``{rule id: pattern}``.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ast_grep_py import SgNode, SgRoot

MOST_OF_A_RULE = 200
_VARIABLE = re.compile(r"\$+[A-Z_]+")
_NAME = re.compile(r"[A-Za-z_]\w+")
_GRAMMARS = {
    ".py": "python",
    ".pyi": "python",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".js": "tsx",
    ".mjs": "tsx",
    ".cjs": "tsx",
    ".jsx": "tsx",
    ".go": "go",
    ".rs": "rust",
    ".java": "java",
    ".c": "c",
    ".h": "c",
    ".sh": "bash",
    ".bash": "bash",
}


def main() -> None:
    """Print the results."""
    rules = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = [one for name in sys.argv[2:] for one in _scan(name, rules)]
    json.dump(found, sys.stdout)


def _scan(name: str, rules: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    grammar = _GRAMMARS.get(Path(name).suffix.lower(), "cpp")
    wanted = rules.get(grammar, {})
    if not wanted:
        return []
    text = Path(name).read_text(encoding="utf-8", errors="replace")
    possible = {rule: pattern for rule, pattern in wanted.items() if _may_match(pattern["rule"], text)}
    if not possible:
        return []
    root = SgRoot(text, grammar).root()
    return [
        _told(name, rule, node)
        for rule, pattern in possible.items()
        for node in root.find_all(pattern)[:MOST_OF_A_RULE]
    ]


def _may_match(rule: dict[str, Any], text: str) -> bool:
    """Whether all names that one of its patterns writes out stand in ``text``: looking is dear, this is cheap."""
    alternatives = rule.get("any", [rule])
    return any(all(word in text for word in _names(one.get("pattern"))) for one in alternatives)


@cache
def _words(pattern: str) -> tuple[str, ...]:
    return tuple(_NAME.findall(_VARIABLE.sub(" ", pattern)))


def _names(pattern: object) -> tuple[str, ...]:
    """The names in a pattern that is written out whole; none where it stands in a context."""
    return _words(pattern) if isinstance(pattern, str) else ()


def _told(name: str, rule: str, node: SgNode) -> dict[str, Any]:
    place = node.range()
    variables = {one: found.text()[:80] for one in ("A", "B", "C", "X") if (found := node.get_match(one)) is not None}
    return {
        "path": name,
        "rule": rule,
        "variables": variables,
        "start": [place.start.line + 1, place.start.column + 1],
        "end": [place.end.line + 1, place.end.column + 1],
    }


if __name__ == "__main__":
    main()
