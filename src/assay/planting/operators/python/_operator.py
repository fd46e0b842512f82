"""What operators on Python share: code that cannot be parsed has no places."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import libcst as cst

from assay.domain.task import Language
from assay.planting.operator import Change, Meaning
from assay.planting.syntax.python import PythonSource


class PythonOperator(ABC):
    """Reads the text with libcst."""

    name: str
    language = Language.PYTHON
    version = "1"
    meaning: ClassVar[Meaning]
    for_linters = False

    def changes(self, text: str) -> Iterator[Change]:
        """Those of :meth:`propose`; none if the text is no Python."""
        source = _source(text)
        if source is not None:
            yield from self.propose(source)

    @abstractmethod
    def propose(self, source: PythonSource) -> Iterator[Change]:
        """Every place, in order."""


@lru_cache(maxsize=8)
def _source(text: str) -> PythonSource | None:
    try:
        return PythonSource(text)
    except cst.ParserSyntaxError:
        return None
