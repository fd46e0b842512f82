"""The workbench's first script holds what is needed at once; the rest of its code is fetched by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BUILT = Path(__file__).parents[2] / "src" / "assay_web" / "static" / "workbench"
AT_ONCE = ("finding-editor", "try-code", "cm-search", "drawer-")
LATER = ("submit-dialog", "keys-dialog", "lock-dialog", "preferences-dialog", "conflict-dialog", "evidence-count")
NEVER = "cm-tooltip-autocomplete"


@pytest.fixture(scope="module")
def first() -> set[Path]:
    """The entry and what it imports before it runs."""
    waiting, seen = [BUILT / "workbench.js"], set[Path]()
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            imported = re.findall(r'(?:from|import)\s*"(\.[^"]+)"', file.read_text(encoding="utf-8"))
            waiting += [(file.parent / path).resolve() for path in imported]
    return seen


def test_dialogs_and_later_tabs_are_not_in_the_first_script(first: set[Path]) -> None:
    at_once = "".join(file.read_text(encoding="utf-8") for file in first)
    later = "".join(file.read_text(encoding="utf-8") for file in set(BUILT.rglob("*.js")) - first)
    assert [part for part in AT_ONCE if part not in at_once] == []
    assert [part for part in LATER if part in at_once or part not in later] == []


def test_completions_which_no_editor_here_offers_are_in_no_script() -> None:
    assert [file.name for file in BUILT.rglob("*.js") if NEVER in file.read_text(encoding="utf-8")] == []
