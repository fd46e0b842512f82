"""What the rules of an analyzer mean: a data file beside the plugin, looked up by the longest prefix of a rule's id."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assay.domain.finding import Category, Severity
from assay.domain.task import Aspect
from assay.errors import InternalError

ASPECT_OF: Final[Mapping[Category, Aspect]] = {
    Category.LOGIC: Aspect.CORRECTNESS,
    Category.VALIDATION: Aspect.CORRECTNESS,
    Category.CONCURRENCY: Aspect.CORRECTNESS,
    Category.RESOURCE: Aspect.SECURITY,
    Category.ERROR_HANDLING: Aspect.SECURITY,
    Category.SECURITY: Aspect.SECURITY,
    Category.PERFORMANCE: Aspect.QUALITY,
    Category.STYLE: Aspect.QUALITY,
    Category.DOCUMENTATION: Aspect.QUALITY,
    Category.TEST: Aspect.QUALITY,
}
"""Where a reviewer looks for it. Security includes reliability: leaked resources and swallowed errors."""


@dataclass(frozen=True)
class Meaning:
    """One entry: ``severity`` is the rule's own, ``at_most`` a cap on one that the tool states with each result."""

    category: Category
    severity: Severity | None = None
    cwe: int | None = None
    at_most: Severity | None = None
    why: str = ""
    once: bool = False
    """Whether the same message at several places of a file is one defect, such as an import that is missing."""

    @property
    def aspect(self) -> Aspect:
        """The aspect that the category belongs to."""
        return ASPECT_OF[self.category]


UNPARSABLE: Final = Meaning(Category.LOGIC, Severity.BLOCKER)
"""What it means that a file is no program of its language."""


@dataclass(frozen=True)
class RuleTable:
    """Rule or prefix → meaning."""

    meanings: Mapping[str, Meaning]

    @classmethod
    def read(cls, path: Path) -> RuleTable:
        """The table in a TOML file: ``[[rules]]`` with ``rules``, ``category`` and, each optional,
        ``severity``, ``cwe``, ``at_most``, ``why``, ``once``.

        Raises:
            InternalError: the file names a rule twice or lacks something.
        """
        meanings: dict[str, Meaning] = {}
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["rules"]:
            try:
                severity, at_most = (Severity(entry[key]) if key in entry else None for key in ("severity", "at_most"))
                meaning = Meaning(
                    Category(entry["category"]),
                    severity,
                    entry.get("cwe"),
                    at_most,
                    entry.get("why", ""),
                    entry.get("once", False),
                )
            except (KeyError, ValueError) as error:
                raise InternalError(f"entry {entry.get('rules')}: {error}", where=path.name) from error
            for rule in entry["rules"]:
                if rule in meanings:
                    raise InternalError(f"rule {rule!r} stands there twice", where=path.name)
                meanings[rule] = meaning
        return cls(meanings)

    def find(self, rule: str) -> Meaning | None:
        """The meaning of ``rule``, or of ``rule: message``, by the longest prefix in the table; None if there is none.

        So a table can tell apart what a tool reports under one rule.
        """
        prefixes = (rule[:length] for length in range(len(rule), 0, -1))
        return next((self.meanings[prefix] for prefix in prefixes if prefix in self.meanings), None)
