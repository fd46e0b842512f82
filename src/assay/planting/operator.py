"""The operator port: proposes edits of right code that make it wrong in one known way.

A built-in lives in ``operators/<language>/<name>.py`` and ends with ``plugin = …``; third parties use the entry-point
group ``assay.operators.<language>``. An operator only proposes: what it plants must still be proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final, Protocol

from assay.domain.finding import Category, Severity
from assay.domain.task import Language
from assay.registry import Registry


@dataclass(frozen=True)
class Edit:
    """Replace the characters ``start`` to ``end`` (exclusive) of the original by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Watch:
    """Seen by watching a function: ``target`` is ``module.function``; ``holds`` is an expression over ``calls``, each
    with ``args``, ``kwargs`` and ``result``, that is true of right code.
    """

    target: str
    holds: str


@dataclass(frozen=True)
class Count:
    """Seen by counting: the function of this name is called more often than by the original."""

    function: str


@dataclass(frozen=True)
class Schedule:
    """Seen by forcing a schedule: calls that meet lead where no order of them leads."""


Evidence = Watch | Count | Schedule
"""What shows a defect that no result shows."""


@dataclass(frozen=True)
class Change:
    """One way to plant the defect. ``about`` is what the title says of it, a name or a piece of code.

    ``evidence``: None where results alone show it. A defect may need several places to change.
    """

    edits: tuple[Edit, ...]
    about: str
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Meaning:
    """What kind of defect. ``title`` holds ``{about}``; ``why`` says what goes wrong, and for whom."""

    category: Category
    cwe: int
    severity: Severity
    title: str
    why: str


class Operator(Protocol):
    """Proposes changes. ``for_linters``: linters may report what it plants."""

    name: str
    language: Language
    version: str
    meaning: Meaning
    for_linters: bool

    def changes(self, text: str) -> Iterator[Change]:
        """Every place in ``text`` where it applies, in order; none in code that it cannot read."""
        ...


_PACKAGE = "assay.planting.operators"

OPERATORS: Final[Mapping[Language, Registry[Operator]]] = {
    language: Registry("operator", f"{_PACKAGE}.{language.value}", f"assay.operators.{language.value}")
    for language in Language
    if language.value.isidentifier() and find_spec(f"{_PACKAGE}.{language.value}")
}
"""Language to its operators."""
