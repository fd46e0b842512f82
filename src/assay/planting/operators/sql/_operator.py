"""What operators on SQL share: one pattern, and what stands in its place. Comments and texts are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from assay.domain.task import Language
from assay.planting.operator import Change, Edit, Meaning

_NO_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)


class SqlOperator:
    """``place`` finds what is replaced by ``instead``, a template of :meth:`re.Match.expand`."""

    name: ClassVar[str]
    language = Language.SQL
    version = "1"
    meaning: ClassVar[Meaning]
    for_linters = False
    place: ClassVar[re.Pattern[str]]
    instead: ClassVar[str] = ""

    def changes(self, text: str) -> Iterator[Change]:
        """Every place, in order."""
        blank = _NO_CODE.sub(lambda found: " " * len(found[0]), text)
        for found in self.place.finditer(blank):
            yield Change((Edit(*found.span(), self.other(found)),), " ".join(text[slice(*found.span())].split()))

    def other(self, found: re.Match[str]) -> str:
        """What stands there instead."""
        return found.expand(self.instead)
