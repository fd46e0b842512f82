"""What operators on tree-sitter's trees share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from ast_grep_py import SgNode

from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.syntax.tree import parse


class TreeOperator(ABC):
    """Reads the text with ast-grep; a text with a syntax error has no places."""

    name: ClassVar[str]
    version = "1"
    meaning: ClassVar[Meaning]
    for_linters = False

    def __init__(self, language: Language) -> None:
        self.language = language

    def changes(self, text: str) -> Iterator[Change]:
        """Those of :meth:`propose`."""
        root = parse(self.language, text)
        if root is not None and root.find(kind="ERROR") is None:
            yield from self.propose(root, text)

    @abstractmethod
    def propose(self, root: SgNode, text: str) -> Iterator[Change]:
        """Every place, in order."""
