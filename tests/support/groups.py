"""Tests that share something costly run on one worker: those of a module that names a group.

xdist's own way of keeping groups together rests on a part of pytest that 9.2 no longer has; without a word, it then
spreads them. Here the group is read where it is written, in the module.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[2]
_GROUP = re.compile(r"^pytestmark = .*\bxdist_group\(\"(\w+)\"\)", re.MULTILINE)


@cache
def group_of(file: str) -> str | None:
    """The group that the module at ``file``, seen from the root, names for its tests."""
    found = _GROUP.search((ROOT / file).read_text(encoding="utf-8"))
    return found and found[1]


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """One worker for each group; whatever names none goes to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid
