"""A process of its own, with bounds: looks for patterns in files, and prints what it found as JSON.

Called as ``scan.py RULES FILE…``; ``RULES`` maps a grammar to ``{rule id: pattern}``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ast_grep_py import SgNode, SgRoot

MOST_OF_A_RULE = 200
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
    root = SgRoot(Path(name).read_text(encoding="utf-8", errors="replace"), grammar).root()
    return [
        _told(name, rule, node) for rule, pattern in wanted.items() for node in root.find_all(pattern)[:MOST_OF_A_RULE]
    ]


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
